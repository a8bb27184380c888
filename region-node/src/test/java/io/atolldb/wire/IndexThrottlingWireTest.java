package io.atolldb.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.atolldb.wire.WireClient.Reply;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A global index has units of its own, for reads and for the writes of its table that change it; a
/// local one has those of the table.
class IndexThrottlingWireTest {

  private static final String LARGE = "x".repeat(151 * 1024);

  /// The index `byg` has one unit a second each way, 300 from the start, and shows `g` and `v`.
  private static final String TABLE =
      """
      {"TableName":"tab","AttributeDefinitions":[
       {"AttributeName":"pk","AttributeType":"S"},{"AttributeName":"sk","AttributeType":"S"},
       {"AttributeName":"g","AttributeType":"S"}],
       "KeySchema":[{"AttributeName":"pk","KeyType":"HASH"},{"AttributeName":"sk","KeyType":"RANGE"}],
       "ProvisionedThroughput":{"ReadCapacityUnits":%d,"WriteCapacityUnits":%d},
       "LocalSecondaryIndexes":[{"IndexName":"local","KeySchema":[
        {"AttributeName":"pk","KeyType":"HASH"},{"AttributeName":"g","KeyType":"RANGE"}],
        "Projection":{"ProjectionType":"KEYS_ONLY"}}],
       "GlobalSecondaryIndexes":[{"IndexName":"byg","KeySchema":[
        {"AttributeName":"g","KeyType":"HASH"}],
        "Projection":{"ProjectionType":"INCLUDE","NonKeyAttributes":["v"]},
        "ProvisionedThroughput":{"ReadCapacityUnits":1,"WriteCapacityUnits":1}}]}
      """;

  @AutoClose private WireClient client;

  @BeforeEach
  void start() throws Exception {
    client = WireClient.start();
  }

  private void create(int reads, int writes) throws Exception {
    ok(client.call("CreateTable", TABLE.formatted(reads, writes)));
  }

  private static void ok(Reply reply) {
    assertThat(reply.status()).as(reply.body()).isEqualTo(200);
  }

  private Reply put(String pk, String attributes) throws Exception {
    String item = "{\"pk\":{\"S\":\"%s\"},\"sk\":{\"S\":\"1\"}%s}".formatted(pk, attributes);
    return client.call("PutItem", "{\"TableName\":\"tab\",\"Item\":" + item + "}");
  }

  private Reply update(String pk, String expression) throws Exception {
    return client.call(
        "UpdateItem",
        ("{\"TableName\":\"tab\",\"Key\":{\"pk\":{\"S\":\"%s\"},\"sk\":{\"S\":\"1\"}},"
             + "\"UpdateExpression\":\"%s\",\"ExpressionAttributeValues\":{\":x\":{\"S\":\"x\"}}}")
            .formatted(pk, expression));
  }

  private Reply query(String index, String condition) throws Exception {
    return client.call(
        "Query",
        ("{\"TableName\":\"tab\",\"IndexName\":\"%s\",\"KeyConditionExpression\":\"%s\","
                + "\"ExpressionAttributeValues\":{\":x\":{\"S\":\"x\"}}}")
            .formatted(index, condition));
  }

  private static String exceeded(String operation) {
    return "{\"__type\":\"com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException\",\"message\":\"The"
               + " level of configured provisioned throughput for one or more global secondary"
               + " indexes of the table was exceeded. Consider increasing your provisioning level"
               + " for the under-provisioned global secondary indexes with the UpdateTable API\","
               + "\"ThrottlingReasons\":[{\"reason\":\"Index"
        + operation
        + "ProvisionedThroughputExceeded\",\"resource\":"
        + "\"arn:aws:dynamodb:us-east-1:000000000000:table/tab/index/byg\"}]}";
  }

  /// Two entries of 152 units take what 300 seconds have saved, and four more.
  private void useUpWritesOfTheIndex() throws Exception {
    String shown = ",\"g\":{\"S\":\"x\"},\"v\":{\"S\":\"" + LARGE + "\"}";
    ok(put("a", shown));
    ok(put("b", shown));
  }

  @Test
  void aGlobalIndexHasReadsOfItsOwn() throws Exception {
    create(10_000, 10_000);
    for (int read = 0; read < 2 * 300; read++) ok(query("byg", "g = :x"));

    assertThat(query("byg", "g = :x").body()).isEqualTo(exceeded("Read"));
    ok(client.call("Scan", "{\"TableName\":\"tab\"}"));
    ok(query("local", "pk = :x"));
    Reply statement =
        client.call(
            "ExecuteStatement",
            "{\"Statement\":\"SELECT * FROM \\\"tab\\\".\\\"byg\\\" WHERE g = 'x'\"}");
    assertThat(statement.body()).isEqualTo(exceeded("Read"));
    client.region.pass(1_000);
    ok(query("byg", "g = :x"));
  }

  @Test
  void aLocalIndexIsReadFromTheUnitsOfItsTable() throws Exception {
    create(1, 10_000);
    for (int read = 0; read < 2 * 300; read++) ok(query("local", "pk = :x"));

    assertThat(query("local", "pk = :x").body())
        .contains("TableReadProvisionedThroughputExceeded", "table/tab\"");
    ok(query("byg", "g = :x"));
  }

  @Test
  void aGlobalIndexWithoutUnitsHoldsUpTheWritesThatChangeIt() throws Exception {
    create(10_000, 10_000);
    useUpWritesOfTheIndex();

    String refused = exceeded("Write");
    assertThat(put("c", ",\"g\":{\"S\":\"x\"}").body()).isEqualTo(refused);
    assertThat(update("a", "SET v = :x").body()).isEqualTo(refused);
    assertThat(update("a", "REMOVE g ADD h :x").body()).contains("ValidationException");
    assertThat(put("a", "").body()).as("takes the entry away").isEqualTo(refused);
    client.region.pass(5_000);
    ok(put("c", ",\"g\":{\"S\":\"x\"}"));
  }

  @Test
  void writesThatDoNotChangeItPass() throws Exception {
    create(10_000, 10_000);
    useUpWritesOfTheIndex();

    ok(put("d", ""));
    ok(update("a", "SET unseen = :x"));
    ok(update("a", "SET g = :x"));
  }

  @Test
  void aTransactionNamesTheActionThatTheIndexHoldsUp() throws Exception {
    create(10_000, 10_000);
    useUpWritesOfTheIndex();
    String put =
        "{\"Put\":{\"TableName\":\"tab\",\"Item\":{\"pk\":{\"S\":\"%s\"},\"sk\":{\"S\":\"1\"}%s}}}";
    String both = put.formatted("e", "") + "," + put.formatted("f", ",\"g\":{\"S\":\"x\"}");

    assertThat(client.call("TransactWriteItems", "{\"TransactItems\":[" + both + "]}").body())
        .contains(
            "[None, ProvisionedThroughputExceeded]",
            "\"Message\":\"The level of configured provisioned throughput for one or more global");
  }

  @Test
  void theMaximumOfAnOnDemandIndexIsKept() throws Exception {
    String onDemand =
        TABLE
            .replace(
                "\"ProvisionedThroughput\":{\"ReadCapacityUnits\":%d,\"WriteCapacityUnits\":%d}",
                "\"BillingMode\":\"PAY_PER_REQUEST\"")
            .replace(
                "\"ProvisionedThroughput\":{\"ReadCapacityUnits\":1,\"WriteCapacityUnits\":1}",
                "\"OnDemandThroughput\":{\"MaxReadRequestUnits\":1,\"MaxWriteRequestUnits\":1}");
    ok(client.call("CreateTable", onDemand));
    useUpWritesOfTheIndex();

    assertThat(put("c", ",\"g\":{\"S\":\"x\"}").body())
        .contains(
            "#ThrottlingException",
            "\"reason\":\"IndexWriteMaxOnDemandThroughputExceeded\",\"resource\":"
                + "\"arn:aws:dynamodb:us-east-1:000000000000:table/tab/index/byg\"");
    ok(put("c", ""));
  }
}
