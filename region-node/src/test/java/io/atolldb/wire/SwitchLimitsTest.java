package io.atolldb.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.atolldb.wire.LiveTables.Reply;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// How often a table may be switched to billing by request, and to another class.
class SwitchLimitsTest {

  private static final String PROVISIONED =
      "'BillingMode':'PROVISIONED','ProvisionedThroughput':{'ReadCapacityUnits':1,"
          + "'WriteCapacityUnits':1}";
  private static final String ON_DEMAND = "'BillingMode':'PAY_PER_REQUEST'";

  @AutoClose private LiveTables tables;

  @BeforeEach
  void start() throws Exception {
    tables = new LiveTables();
    Reply created =
        tables.table(
            "CreateTable",
            "{'TableName':'tab','AttributeDefinitions':[{'AttributeName':'pk','AttributeType':'S'}],"
                + "'KeySchema':[{'AttributeName':'pk','KeyType':'HASH'}],"
                + PROVISIONED
                + "}");
    assertThat(created.status()).as(created.body()).isEqualTo(200);
  }

  private Reply update(String members) throws Exception {
    tables.clock.addAndGet(TimeUnit.HOURS.toMillis(1));
    return tables.table("UpdateTable", "{'TableName':'tab',%s}", members);
  }

  private void ok(String members) throws Exception {
    Reply reply = update(members);
    assertThat(reply.status()).as(reply.body()).isEqualTo(200);
  }

  @Test
  void toBillingByRequestFourTimesInADay() throws Exception {
    for (int times = 0; times < 4; times++) {
      ok(ON_DEMAND);
      ok(PROVISIONED);
    }
    Reply refused = update(ON_DEMAND);
    assertThat(refused.body())
        .contains(
            "LimitExceededException",
            "Update to PayPerRequest mode is limited to 4 in 1 day(s). Last update at Wed Nov 15"
                + " 05:13:20 UTC 2023. Next update can be made at Wed Nov 15 23:13:20 UTC 2023");

    tables.clock.set(LiveTables.START + TimeUnit.HOURS.toMillis(24));
    ok(ON_DEMAND);
    ok(ON_DEMAND + ",'DeletionProtectionEnabled':true");
  }

  @Test
  void toAnotherClassTwiceInThirtyDays() throws Exception {
    ok("'TableClass':'STANDARD'");
    ok("'TableClass':'STANDARD_INFREQUENT_ACCESS'");
    ok("'TableClass':'STANDARD'");
    assertThat(update("'TableClass':'STANDARD_INFREQUENT_ACCESS'").body())
        .contains("LimitExceededException", "Update to table class is limited to 2 in 30 day(s).");
    ok("'TableClass':'STANDARD'");

    tables.clock.addAndGet(TimeUnit.DAYS.toMillis(30));
    ok("'TableClass':'STANDARD_INFREQUENT_ACCESS'");
  }
}
