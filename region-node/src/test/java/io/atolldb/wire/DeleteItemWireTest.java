package io.atolldb.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.atolldb.wire.WireClient.Reply;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// DeleteItem, in the service's own order of refusal (reference: DynamoDB, 4.2).
class DeleteItemWireTest {

  @AutoClose private static WireClient client;

  @BeforeAll
  static void start() throws Exception {
    client = WireClient.start();
  }

  private static Reply delete(String members) throws Exception {
    return client.call("DeleteItem", "{\"TableName\":\"plain\"," + members + "}");
  }

  private static String key(String pk) {
    return "\"Key\":{\"pk\":{\"S\":\"" + pk + "\"}}";
  }

  /// 4.1.7.
  @Test
  void aWrongJsonTypeIsASerializationException() throws Exception {
    assertThat(delete("\"Key\":\"a\"").body())
        .isEqualTo(Reply.serialization("Unexpected field type"));
  }

  /// 4.2 (b).
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | Value at 'TableName' failed to satisfy constraint: Member must not be null",
        "{\"TableName\":\"plain\"} | Value at 'Key' failed to satisfy constraint: Member must not"
            + " be null",
        "{\"TableName\":\"plain\",\"Key\":{},\"ReturnValuesOnConditionCheckFailure\":\"X\"} |"
            + " Failed to satisfy constraint: Member must satisfy enum value set: [ALL_OLD, NONE]",
      })
  void theFirstBrokenConstraintIsNamed(String body, String message) throws Exception {
    assertThat(client.call("DeleteItem", body).body())
        .isEqualTo(Reply.validation("1 validation error detected: " + message));
  }

  /// 4.2 (c).
  @Test
  void expectationsAndExpressionsDoNotMix() throws Exception {
    assertThat(
            delete(
                    key("a")
                        + ",\"Expected\":{\"v\":{\"Exists\":false}},"
                        + "\"ConditionExpression\":\"attribute_not_exists(v)\"")
                .body())
        .isEqualTo(
            Reply.validation(
                "Can not use both expression and non-expression parameters in the same request:"
                    + " Non-expression parameters: {Expected}"
                    + " Expression parameters: {ConditionExpression}"));
  }

  /// 4.6.
  @Test
  void onlyOldAttributesCanBeReturned() throws Exception {
    assertThat(delete(key("a") + ",\"ReturnValues\":\"UPDATED_OLD\"").body())
        .isEqualTo(Reply.validation("ReturnValues can only be ALL_OLD or NONE"));
  }

  /// 4.2 (f) before (h).
  @Test
  void aConditionThatIsNoneIsRefusedBeforeTheTableIsLookedUp() throws Exception {
    assertThat(
            client
                .call(
                    "DeleteItem",
                    "{\"TableName\":\"missing\","
                        + key("a")
                        + ",\"ConditionExpression\":\"v = :v\"}")
                .body())
        .isEqualTo(
            Reply.validation(
                "Invalid ConditionExpression: An expression attribute value used in expression is"
                    + " not defined; attribute value: :v"));
  }

  /// 4.2 (h).
  @Test
  void aTableThatIsNotThereIsNotFound() throws Exception {
    assertThat(client.call("DeleteItem", "{\"TableName\":\"missing\",\"Key\":{}}").body())
        .isEqualTo(WireClient.NOT_FOUND);
  }

  /// 4.2 (i).
  @Test
  void aKeyThatIsNotTheTablesIsRefused() throws Exception {
    assertThat(delete("\"Key\":{\"pk\":{\"N\":\"1\"}}").body())
        .isEqualTo(Reply.validation("The provided key element does not match the schema"));
  }

  /// 4.2 (k), 1.3: the item comes with the refusal only if the client asked.
  @Test
  void aConditionThatDoesNotHoldKeepsTheItemAndShowsItOnRequest() throws Exception {
    client.put("{\"pk\":{\"S\":\"kept\"},\"v\":{\"N\":\"1\"}}");
    String condition =
        key("kept")
            + ",\"ConditionExpression\":\"#v = :v\",\"ExpressionAttributeNames\":{\"#v\":\"v\"},"
            + "\"ExpressionAttributeValues\":{\":v\":{\"N\":\"2\"}}";
    String failed =
        "{\"__type\":\"com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException\","
            + "\"message\":\"The conditional request failed\"";

    Reply silent = delete(condition);
    Reply shown = delete(condition + ",\"ReturnValuesOnConditionCheckFailure\":\"ALL_OLD\"");

    assertThat(silent.status()).isEqualTo(400);
    assertThat(silent.body()).isEqualTo(failed + "}");
    assertThat(shown.body())
        .isEqualTo(failed + ",\"Item\":{\"pk\":{\"S\":\"kept\"},\"v\":{\"N\":\"1\"}}}");
    assertThat(client.get("kept")).contains("\"v\"");
  }

  @Test
  void anItemIsGoneOnceItIsDeleted() throws Exception {
    client.put("{\"pk\":{\"S\":\"gone\"},\"v\":{\"N\":\"1\"}}");

    assertThat(delete(key("gone") + ",\"ReturnValues\":\"ALL_OLD\"").body())
        .isEqualTo("{\"Attributes\":{\"pk\":{\"S\":\"gone\"},\"v\":{\"N\":\"1\"}}}");
    assertThat(client.get("gone")).isEqualTo("{}");
    assertThat(delete(key("gone") + ",\"ReturnValues\":\"ALL_OLD\"").body()).isEqualTo("{}");
  }

  /// 4.7: what was there is billed; nothing costs one unit.
  @Test
  void capacityIsBilledForWhatWasThere() throws Exception {
    client.put("{\"pk\":{\"S\":\"bill\"},\"v\":{\"S\":\"" + "x".repeat(3_000) + "\"}}");
    String total = key("bill") + ",\"ReturnConsumedCapacity\":\"TOTAL\"";

    assertThat(delete(total).body())
        .isEqualTo("{\"ConsumedCapacity\":{\"TableName\":\"plain\",\"CapacityUnits\":3.0}}");
    assertThat(delete(total).body())
        .isEqualTo("{\"ConsumedCapacity\":{\"TableName\":\"plain\",\"CapacityUnits\":1.0}}");
  }
}
