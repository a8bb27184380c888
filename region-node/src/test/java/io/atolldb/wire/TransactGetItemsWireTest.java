package io.atolldb.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.atolldb.wire.WireClient.Reply;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// TransactGetItems, in the service's own order of refusal (reference: DynamoDB, 4.2 and 4.9).
class TransactGetItemsWireTest {

  @AutoClose private static WireClient client;

  @BeforeAll
  static void start() throws Exception {
    client = WireClient.start();
    var _ =
        client.call(
            "PutItem",
            "{\"TableName\":\"plain\",\"Item\":{\"pk\":{\"S\":\"a\"},\"n\":{\"N\":\"1\"}}}");
    var _ =
        client.call(
            "PutItem",
            "{\"TableName\":\"sorted\",\"Item\":{\"pk\":{\"S\":\"a\"},\"sk\":{\"N\":\"1\"},"
                + "\"f\":{\"S\":\""
                + "x".repeat(5_000)
                + "\"}}}");
  }

  private static Reply get(String... elements) throws Exception {
    return client.call(
        "TransactGetItems", "{\"TransactItems\":[" + String.join(",", elements) + "]}");
  }

  private static String of(String table, String key, String more) {
    return "{\"Get\":{\"TableName\":\"" + table + "\",\"Key\":{" + key + "}" + more + "}}";
  }

  private static String plain(String pk) {
    return of("plain", "\"pk\":{\"S\":\"" + pk + "\"}", "");
  }

  @Test
  void itemsComeInTheOrderOfTheReadsAndWhatIsMissingIsEmpty() throws Exception {
    String projected =
        of(
            "sorted",
            "\"pk\":{\"S\":\"a\"},\"sk\":{\"N\":\"1\"}",
            ",\"ProjectionExpression\":\"#s\",\"ExpressionAttributeNames\":{\"#s\":\"sk\"}");
    assertThat(get(plain("missing"), projected, plain("a")).body())
        .isEqualTo(
            "{\"Responses\":[{},{\"Item\":{\"sk\":{\"N\":\"1\"}}},"
                + "{\"Item\":{\"n\":{\"N\":\"1\"},\"pk\":{\"S\":\"a\"}}}]}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | 'TransactItems' failed to satisfy constraint: Member must not be null",
        "{\"TransactItems\":[]} | 'TransactItems' failed to satisfy constraint: Member must have"
            + " length greater than or equal to 1",
        "{\"TransactItems\":[{}]} | 'TransactItems.1.member.Get' failed to satisfy constraint:"
            + " Member must not be null",
        "{\"TransactItems\":[{\"Get\":{\"TableName\":\"plain\"}}]} |"
            + " 'TransactItems.1.member.Get.Key' failed to satisfy constraint: Member must not be"
            + " null",
      })
  void theFirstBrokenConstraintIsNamed(String body, String message) throws Exception {
    assertThat(client.call("TransactGetItems", body).body())
        .isEqualTo(Reply.validation("1 validation error detected: Value at " + message));
  }

  @Test
  void oneItemCannotBeReadTwice() throws Exception {
    assertThat(get(plain("a"), plain("a")).body())
        .isEqualTo(
            Reply.validation("Transaction request cannot include multiple operations on one item"));
  }

  @Test
  void aTableThatIsNotThereRefusesTheCall() throws Exception {
    assertThat(get(plain("a"), of("nowhere", "\"pk\":{\"S\":\"a\"}", "")).body())
        .isEqualTo(WireClient.NOT_FOUND);
  }

  @Test
  void aKeyThatDoesNotFitItsTableCancels() throws Exception {
    assertThat(get(plain("a"), of("plain", "\"pk\":{\"N\":\"1\"}", "")).body())
        .isEqualTo(
            "{\"__type\":\"com.amazonaws.dynamodb.v20120810#TransactionCanceledException\","
                + "\"Message\":\"Transaction cancelled, please refer cancellation reasons for"
                + " specific reasons [None, ValidationError]\",\"CancellationReasons\":["
                + "{\"Code\":\"None\"},{\"Code\":\"ValidationError\",\"Message\":\"The provided key"
                + " element does not match the schema\"}]}");
  }

  /// 4.7: a consistent read of each, twice; nothing costs as much as the smallest item.
  @Test
  void capacityIsThatOfTwoConsistentReads() throws Exception {
    String large = of("sorted", "\"pk\":{\"S\":\"a\"},\"sk\":{\"N\":\"1\"}", "");
    Reply reply =
        client.call(
            "TransactGetItems",
            "{\"ReturnConsumedCapacity\":\"TOTAL\",\"TransactItems\":["
                + String.join(",", plain("a"), plain("missing"), large)
                + "]}");
    assertThat(reply.body())
        .endsWith(
            ",\"ConsumedCapacity\":[{\"TableName\":\"plain\",\"CapacityUnits\":4.0,"
                + "\"ReadCapacityUnits\":4.0},{\"TableName\":\"sorted\",\"CapacityUnits\":4.0,"
                + "\"ReadCapacityUnits\":4.0}]}");
  }
}
