package io.atolldb.wire;

import static io.atolldb.wire.TableStories.constraint;
import static io.atolldb.wire.TableStories.notFound;
import static io.atolldb.wire.TableStories.onDemand;
import static org.assertj.core.api.Assertions.assertThat;

import io.atolldb.wire.WireClient.Reply;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// DescribeTable (reference: DynamoDB, 4.2 and 4.11).
class DescribeTableWireTest {

  @AutoClose private static WireClient client;

  @BeforeAll
  static void start() throws Exception {
    client = WireClient.start();
  }

  private static String describe(String name) throws Exception {
    return client.call("DescribeTable", "{\"TableName\":\"" + name + "\"}").body();
  }

  @Test
  void aWrongJsonTypeIsASerializationException() throws Exception {
    assertThat(client.call("DescribeTable", "{\"TableName\":1}").body())
        .isEqualTo(Reply.serialization("NUMBER_VALUE cannot be converted to String"));
  }

  @Test
  void theNameIsRequired() throws Exception {
    assertThat(client.call("DescribeTable", "{}").body())
        .isEqualTo(constraint("TableName", "not be null"));
  }

  @Test
  void aTableThatIsNotThereIsNotFound() throws Exception {
    assertThat(describe("missing")).isEqualTo(notFound("missing"));
    String elsewhere = "arn:aws:dynamodb:eu-west-1:000000000000:table/plain";
    assertThat(describe(elsewhere)).isEqualTo(notFound(elsewhere));
  }

  @Test
  void aTableIsActiveAndCounted() throws Exception {
    client.call("CreateTable", onDemand("counted"));
    for (String key : new String[] {"a", "bc"}) {
      client.call(
          "PutItem", "{\"TableName\":\"counted\",\"Item\":{\"pk\":{\"S\":\"" + key + "\"}}}");
    }

    assertThat(describe("arn:aws:dynamodb:us-east-1:000000000000:table/counted"))
        .startsWith("{\"Table\":{")
        .contains("\"TableStatus\":\"ACTIVE\"", "\"TableSizeBytes\":7,\"ItemCount\":2,");
  }

  @Test
  void aReplicaThatIsStillCopiedIsCreating() throws Exception {
    assertThat(describe("creating")).contains("\"TableStatus\":\"CREATING\"");
  }

  @Test
  void aSortKeyIsPartOfTheSchema() throws Exception {
    assertThat(describe("sorted"))
        .contains(
            "\"AttributeDefinitions\":[{\"AttributeName\":\"pk\",\"AttributeType\":\"S\"},"
                + "{\"AttributeName\":\"sk\",\"AttributeType\":\"N\"}]",
            "\"KeySchema\":[{\"AttributeName\":\"pk\",\"KeyType\":\"HASH\"},"
                + "{\"AttributeName\":\"sk\",\"KeyType\":\"RANGE\"}]");
  }
}
