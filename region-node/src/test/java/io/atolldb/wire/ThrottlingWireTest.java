package io.atolldb.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.atolldb.wire.WireClient.Reply;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ThrottlingWireTest {

  /// One unit a second each way, 300 from the start.
  private static final int BURST = 300;

  private static final String LARGE = "x".repeat(150 * 1024);

  @AutoClose private WireClient client;

  @BeforeEach
  void start() throws Exception {
    client = WireClient.start();
    create(
        "narrow", "\"ProvisionedThroughput\":{\"ReadCapacityUnits\":1,\"WriteCapacityUnits\":1}");
  }

  private void create(String name, String settings) throws Exception {
    Reply reply =
        client.call(
            "CreateTable",
            "{\"TableName\":\""
                + name
                + "\",\"AttributeDefinitions\":[{\"AttributeName\":\"pk\",\"AttributeType\":\"S\"}],"
                + "\"KeySchema\":[{\"AttributeName\":\"pk\",\"KeyType\":\"HASH\"}],"
                + settings
                + "}");
    assertThat(reply.status()).as(reply.body()).isEqualTo(200);
  }

  private Reply put(String table, String pk, String text) throws Exception {
    return client.call(
        "PutItem",
        "{\"TableName\":\"%s\",\"Item\":{\"pk\":{\"S\":\"%s\"},\"text\":{\"S\":\"%s\"}}}"
            .formatted(table, pk, text));
  }

  private Reply get(String table, String pk) throws Exception {
    return client.call(
        "GetItem",
        "{\"TableName\":\"%s\",\"ConsistentRead\":true,\"Key\":{\"pk\":{\"S\":\"%s\"}}}"
            .formatted(table, pk));
  }

  private static String exceeded(String reason) {
    return "{\"__type\":\"com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException\",\"message\":\"The"
               + " level of configured provisioned throughput for the table was exceeded. Consider"
               + " increasing your provisioning level with the UpdateTable API.\","
               + "\"ThrottlingReasons\":[{\"reason\":\""
        + reason
        + "\",\"resource\":\"arn:aws:dynamodb:us-east-1:000000000000:table/narrow\"}]}";
  }

  /// Two writes of 151 units take what 300 seconds have saved.
  private void useUpWrites() throws Exception {
    assertThat(put("narrow", "a", LARGE).status()).isEqualTo(200);
    assertThat(put("narrow", "a", LARGE).status()).isEqualTo(200);
  }

  private void useUpReads() throws Exception {
    for (int read = 0; read < BURST; read++) assertThat(get("narrow", "z").status()).isEqualTo(200);
  }

  @Test
  void writesBeyondFiveMinutesOfUnitsAreRefusedUntilTimeBringsMore() throws Exception {
    useUpWrites();

    Reply refused = put("narrow", "b", "small");
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.body()).isEqualTo(exceeded("TableWriteProvisionedThroughputExceeded"));
    assertThat(get("narrow", "b").body()).as("nothing was written").isEqualTo("{}");

    client.region.pass(3_000); // two units of debt
    assertThat(put("narrow", "b", "small").status()).isEqualTo(200);
  }

  @Test
  void readsHaveUnitsOfTheirOwn() throws Exception {
    useUpReads();

    assertThat(get("narrow", "z").body())
        .isEqualTo(exceeded("TableReadProvisionedThroughputExceeded"));
    assertThat(put("narrow", "a", "x").status()).isEqualTo(200);
    client.region.pass(1_000);
    assertThat(get("narrow", "z").status()).isEqualTo(200);
  }

  @Test
  void aQueryAndAScanAreRefusedToo() throws Exception {
    useUpReads();
    String key =
        "\"KeyConditionExpression\":\"pk = :k\","
            + "\"ExpressionAttributeValues\":{\":k\":{\"S\":\"z\"}}";

    String refused = exceeded("TableReadProvisionedThroughputExceeded");
    assertThat(client.call("Query", "{\"TableName\":\"narrow\"," + key + "}").body())
        .isEqualTo(refused);
    assertThat(client.call("Scan", "{\"TableName\":\"narrow\"}").body()).isEqualTo(refused);
  }

  @Test
  void aConditionThatFailsCostsWhatItLookedAt() throws Exception {
    assertThat(put("narrow", "a", LARGE).status()).isEqualTo(200);
    String conditional =
        "{\"TableName\":\"narrow\",\"Item\":{\"pk\":{\"S\":\"a\"}},"
            + "\"ConditionExpression\":\"attribute_not_exists(pk)\"}";

    assertThat(client.call("PutItem", conditional).body()).contains("ConditionalCheckFailed");
    assertThat(put("narrow", "b", "x").body()).contains("ProvisionedThroughputExceeded");
  }

  @Test
  void aBatchGivesBackWhatATableWithoutUnitsDidNotTake() throws Exception {
    useUpWrites();
    String write = "{\"PutRequest\":{\"Item\":{\"pk\":{\"S\":\"n\"}}}}";

    Reply mixed =
        client.call(
            "BatchWriteItem",
            "{\"RequestItems\":{\"narrow\":[%s],\"plain\":[%s]}}".formatted(write, write));
    assertThat(mixed.body()).isEqualTo("{\"UnprocessedItems\":{\"narrow\":[" + write + "]}}");
    Reply alone = client.call("BatchWriteItem", "{\"RequestItems\":{\"narrow\":[" + write + "]}}");
    assertThat(alone.body()).isEqualTo(exceeded("TableWriteProvisionedThroughputExceeded"));
  }

  @Test
  void aBatchOfReadsGivesBackTheKeysItDidNotRead() throws Exception {
    useUpReads();
    String keys = "{\"Keys\":[{\"pk\":{\"S\":\"n\"}}]}";

    Reply mixed =
        client.call(
            "BatchGetItem",
            "{\"RequestItems\":{\"narrow\":%s,\"plain\":%s}}".formatted(keys, keys));
    assertThat(mixed.body()).contains("\"UnprocessedKeys\":{\"narrow\":" + keys + "}");
    Reply alone = client.call("BatchGetItem", "{\"RequestItems\":{\"narrow\":" + keys + "}}");
    assertThat(alone.body()).isEqualTo(exceeded("TableReadProvisionedThroughputExceeded"));
  }

  @Test
  void aTransactionIsCancelledWithTheActionsNamedThatFoundNoUnits() throws Exception {
    useUpWrites();
    useUpReads();
    String put = "{\"Put\":{\"TableName\":\"%s\",\"Item\":{\"pk\":{\"S\":\"n\"}}}}";
    String get = "{\"Get\":{\"TableName\":\"%s\",\"Key\":{\"pk\":{\"S\":\"n\"}}}}";

    for (String call : new String[] {"TransactWriteItems", "TransactGetItems"}) {
      String action = call.equals("TransactWriteItems") ? put : get;
      String both = action.formatted("plain") + "," + action.formatted("narrow");
      assertThat(client.call(call, "{\"TransactItems\":[" + both + "]}").body())
          .contains(
              "TransactionCanceledException",
              "[None, ProvisionedThroughputExceeded]",
              "{\"Code\":\"None\"},{\"Code\":\"ProvisionedThroughputExceeded\",");
    }
    assertThat(client.get("n")).as("nothing was written").isEqualTo("{}");
  }

  @Test
  void moreCapacityHelpsAtOnce() throws Exception {
    useUpReads();
    assertThat(get("narrow", "z").status()).isEqualTo(400);

    client.call(
        "UpdateTable",
        "{\"TableName\":\"narrow\",\"ProvisionedThroughput\":{\"ReadCapacityUnits\":1000,"
            + "\"WriteCapacityUnits\":1}}");
    client.region.pass(1);
    assertThat(get("narrow", "z").status()).isEqualTo(200);
  }

  @Test
  void aMaximumOfAnOnDemandTableIsKeptInItsOwnWords() throws Exception {
    create(
        "capped",
        "\"BillingMode\":\"PAY_PER_REQUEST\",\"OnDemandThroughput\":{\"MaxWriteRequestUnits\":1}");
    for (int write = 0; write < 2; write++) put("capped", "a", LARGE);

    assertThat(put("capped", "a", "x").body())
        .isEqualTo(
            "{\"__type\":\"com.amazonaws.dynamodb.v20120810#ThrottlingException\",\"message\":"
                + "\"Throughput exceeds the maximum OnDemandThroughput configured on table or"
                + " index\",\"throttlingReasons\":[{\"reason\":"
                + "\"TableWriteMaxOnDemandThroughputExceeded\",\"resource\":"
                + "\"arn:aws:dynamodb:us-east-1:000000000000:table/capped\"}]}");
    for (int read = 0; read < 2 * BURST; read++) {
      assertThat(get("capped", "z").status()).isEqualTo(200);
    }
  }

  @Test
  void anOnDemandTableWithoutMaximumIsNeverThrottled() throws Exception {
    create("free", "\"BillingMode\":\"PAY_PER_REQUEST\"");
    for (int write = 0; write < 10; write++) {
      assertThat(put("free", "a", LARGE).status()).isEqualTo(200);
    }
  }

  @Test
  void statementsThatReadTogetherAreThrottledAsTransactions() throws Exception {
    useUpReads();
    String statement = "{\"Statement\":\"SELECT * FROM narrow WHERE pk = 'z'\"}";

    Reply refused =
        client.call("ExecuteTransaction", "{\"TransactStatements\":[" + statement + "]}");
    assertThat(refused.body())
        .contains("TransactionCanceledException", "[ProvisionedThroughputExceeded]");
  }
}
