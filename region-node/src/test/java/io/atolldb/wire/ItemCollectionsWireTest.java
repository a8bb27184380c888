package io.atolldb.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.atolldb.capacity.TableMeters;
import io.atolldb.operation.CollectionLimit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What a client sees of the limit of item collections: every operation that writes refuses what
/// would make one too large.
class ItemCollectionsWireTest {

  private static final int LIMIT = 2_000;
  private static final String LARGE = "x".repeat(1_500);
  private static final String TOO_LARGE =
      "{\"__type\":\"com.amazonaws.dynamodb.v20120810#ItemCollectionSizeLimitExceededException\","
          + "\"message\":\"Collection size exceeded.\"}";

  @AutoClose private static LiveTables tables;

  @BeforeAll
  static void start() throws Exception {
    tables = new LiveTables(TableMeters.counting(), new CollectionLimit(LIMIT));
    LiveTables.done(
        tables.table(
            "CreateTable",
            "{'TableName':'tbl','BillingMode':'PAY_PER_REQUEST',"
                + "'AttributeDefinitions':[{'AttributeName':'pk','AttributeType':'S'},"
                + "{'AttributeName':'sk','AttributeType':'S'},"
                + "{'AttributeName':'by','AttributeType':'S'}],"
                + "'KeySchema':[{'AttributeName':'pk','KeyType':'HASH'},"
                + "{'AttributeName':'sk','KeyType':'RANGE'}],"
                + "'LocalSecondaryIndexes':[{'IndexName':'loc','KeySchema':["
                + "{'AttributeName':'pk','KeyType':'HASH'},"
                + "{'AttributeName':'by','KeyType':'RANGE'}],"
                + "'Projection':{'ProjectionType':'ALL'}}]}"));
    for (String pk : new String[] {"put", "update", "batch", "transact", "statement"}) {
      LiveTables.done(put(pk, "1"));
    }
  }

  private static String item(String pk, String sk) {
    return "{'pk':{'S':'%s'},'sk':{'S':'%s'},'text':{'S':'%s'}}".formatted(pk, sk, LARGE);
  }

  private static LiveTables.Reply put(String pk, String sk) throws Exception {
    return tables.table("PutItem", "{'TableName':'tbl','Item':%s}", item(pk, sk));
  }

  private static void assertRefused(LiveTables.Reply reply) {
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.body()).isEqualTo(TOO_LARGE);
  }

  @Test
  void aPutIsRefusedUntilThereIsRoom() throws Exception {
    assertRefused(put("put", "2"));
    LiveTables.done(
        tables.table("DeleteItem", "{'TableName':'tbl','Key':{'pk':{'S':'put'},'sk':{'S':'1'}}}"));
    LiveTables.done(put("put", "2"));
  }

  @Test
  void anUpdateIsRefusedThatBringsTheItemIntoALocalIndex() throws Exception {
    String update =
        "{'TableName':'tbl','Key':{'pk':{'S':'update'},'sk':{'S':'1'}},"
            + "'UpdateExpression':'SET #a = :v','ExpressionAttributeNames':{'#a':'%s'},"
            + "'ExpressionAttributeValues':{':v':{'S':'v'}}}";
    assertRefused(tables.table("UpdateItem", update, "by"));
    LiveTables.done(tables.table("UpdateItem", update, "small"));
  }

  @Test
  void aBatchIsRefused() throws Exception {
    assertRefused(
        tables.table(
            "BatchWriteItem",
            "{'RequestItems':{'tbl':[{'PutRequest':{'Item':%s}}]}}",
            item("batch", "2")));
  }

  @Test
  void aTransactionNamesTheActionThatIsToBlameAndTellsTheSizesOfTheOthers() throws Exception {
    LiveTables.Reply refused =
        tables.table(
            "TransactWriteItems",
            "{'TransactItems':[{'Put':{'TableName':'tbl','Item':%s}},"
                + "{'Put':{'TableName':'tbl','Item':%s}}]}",
            item("other", "1"),
            item("transact", "2"));
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.body())
        .contains("[None, ItemCollectionSizeLimitExceeded]")
        .contains(
            "{\"Code\":\"ItemCollectionSizeLimitExceeded\","
                + "\"Message\":\"Collection size exceeded.\"}");

    LiveTables.Reply done =
        tables.table(
            "TransactWriteItems",
            "{'TransactItems':[{'Put':{'TableName':'tbl','Item':%s}},{'ConditionCheck':"
                + "{'TableName':'tbl','Key':{'pk':{'S':'transact'},'sk':{'S':'1'}},"
                + "'ConditionExpression':'attribute_exists(pk)'}}],"
                + "'ReturnItemCollectionMetrics':'SIZE'}",
            item("other", "1"));
    assertThat(LiveTables.done(done).body())
        .isEqualTo(
            "{\"ItemCollectionMetrics\":{\"tbl\":[{\"ItemCollectionKey\":{\"pk\":{\"S\":\"other\"}},"
                + "\"SizeEstimateRangeGB\":[0.0,1.0]}]}}");
  }

  @Test
  void aStatementIsRefusedAndInABatchOfThemSaysSo() throws Exception {
    String insert =
        "INSERT INTO tbl VALUE {''pk'':''statement'',''sk'':''2'',''text'':''%s''}"
            .formatted(LARGE)
            .replace("''", "\\u0027");
    assertRefused(tables.table("ExecuteStatement", "{'Statement':'%s'}", insert));
    assertThat(
            LiveTables.done(
                    tables.table(
                        "BatchExecuteStatement", "{'Statements':[{'Statement':'%s'}]}", insert))
                .body())
        .contains("\"Code\":\"ItemCollectionSizeLimitExceeded\"");
  }
}
