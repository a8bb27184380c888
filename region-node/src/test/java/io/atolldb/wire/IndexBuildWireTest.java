package io.atolldb.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.atolldb.writer.IndexFiller;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a table allows while one of its indexes is being filled, and after. The region has nobody
/// who fills indexes but the test.
class IndexBuildWireTest {

  @AutoClose private LiveTables tables;

  @BeforeEach
  void start() throws Exception {
    tables = new LiveTables();
    tables.createTable("");
    tables.put("a", "red");
    LiveTables.done(build("byt"));
  }

  private LiveTables.Reply build(String index) throws Exception {
    return tables.table(
        "UpdateTable",
        "{'TableName':'tbl','AttributeDefinitions':[{'AttributeName':'text','AttributeType':'S'}],"
            + "'GlobalSecondaryIndexUpdates':[{'Create':{'IndexName':'%s','KeySchema':["
            + "{'AttributeName':'text','KeyType':'HASH'}],"
            + "'Projection':{'ProjectionType':'ALL'}}}]}",
        index);
  }

  private LiveTables.Reply update(String members) throws Exception {
    return tables.table("UpdateTable", "{'TableName':'tbl'," + members + "}");
  }

  private String status() throws Exception {
    return LiveTables.done(tables.table("DescribeTable", "{'TableName':'tbl'}"))
        .text("TableStatus");
  }

  private static void assertInUse(LiveTables.Reply reply) {
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.body())
        .isEqualTo(
            TableStories.fault(
                "ResourceInUseException",
                "Attempt to change a resource which is still in use: Table is being updated:"
                    + " tbl"));
  }

  @Test
  void nothingElseIsChangedUntilTheIndexIsThere() throws Exception {
    assertThat(status()).isEqualTo("UPDATING");
    assertInUse(update("'DeletionProtectionEnabled':true"));
    assertInUse(
        update(
            "'GlobalSecondaryIndexUpdates':[{'Update':{'IndexName':'byt',"
                + "'OnDemandThroughput':{'MaxReadRequestUnits':5}}}]"));
    assertInUse(tables.table("DeleteTable", "{'TableName':'tbl'}"));
    assertThat(build("another").text("message"))
        .isEqualTo(
            "Subscriber limit exceeded: Only 1 online index can be created or deleted"
                + " simultaneously per table");

    var filler = new IndexFiller(tables.core.state(), tables.core.writer(), tables.core.meters());
    for (int step = 0; !status().equals("ACTIVE"); step++) {
      assertThat(step).isLessThan(1_000);
      filler.doWork();
    }
    LiveTables.done(update("'DeletionProtectionEnabled':true"));
    LiveTables.done(update("'DeletionProtectionEnabled':false"));
    LiveTables.done(tables.table("DeleteTable", "{'TableName':'tbl'}"));
  }

  @Test
  void theIndexCanBeTakenBack() throws Exception {
    LiveTables.done(update("'GlobalSecondaryIndexUpdates':[{'Delete':{'IndexName':'byt'}}]"));
    assertThat(status()).isEqualTo("ACTIVE");
  }
}
