package io.atolldb.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.atolldb.wire.WireClient.Reply;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// UpdateItem, in the service's own order of refusal (reference: DynamoDB, 4.2).
class UpdateItemWireTest {

  @AutoClose private static WireClient client;

  @BeforeAll
  static void start() throws Exception {
    client = WireClient.start();
  }

  private static Reply update(String pk, String members) throws Exception {
    return client.call(
        "UpdateItem",
        "{\"TableName\":\"plain\",\"Key\":{\"pk\":{\"S\":\"" + pk + "\"}}" + members + "}");
  }

  private static String set(String expression, String values) {
    return ",\"UpdateExpression\":\""
        + expression
        + "\",\"ExpressionAttributeValues\":{"
        + values
        + "}";
  }

  /// 4.1.7.
  @Test
  void aWrongJsonTypeIsASerializationException() throws Exception {
    assertThat(update("a", ",\"UpdateExpression\":{}").body())
        .isEqualTo(Reply.serialization("Start of structure or map found where not expected"));
  }

  /// 4.2 (b): the wording and its slip are the service's.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | Value at 'TableName' failed to satisfy constraint: Member must not be null",
        "{\"TableName\":\"plain\"} | Value at 'Key' failed to satisfy constraint: Member must not"
            + " be null",
        "{\"TableName\":\"plain\",\"Key\":{},\"ReturnValues\":\"X\",\"ReturnConsumedCapacity\":\"Y\"}"
            + " | Failed to satisfy constraint: Member must satisfy enum value set: [ALL_OLD,"
            + " UPDATED_OLD, ALL_NEW, UPDATE_NEW, NONE]",
      })
  void theFirstBrokenConstraintIsNamed(String body, String message) throws Exception {
    assertThat(client.call("UpdateItem", body).body())
        .isEqualTo(Reply.validation("1 validation error detected: " + message));
  }

  /// 4.2 (c) and (d), verified on the service.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        ",\"UpdateExpression\":\"SET a = :a\",\"AttributeUpdates\":{} | Can not use both expression"
            + " and non-expression parameters in the same request: Non-expression parameters:"
            + " {AttributeUpdates} Expression parameters: {UpdateExpression}",
        ",\"ExpressionAttributeNames\":{\"#a\":\"a\"} | ExpressionAttributeNames can only be"
            + " specified when using expressions",
        ",\"ExpressionAttributeValues\":{\":a\":{\"S\":\"a\"}} | ExpressionAttributeValues can only"
            + " be specified when using expressions: UpdateExpression and ConditionExpression are"
            + " null",
        ",\"UpdateExpression\":\"\" | Invalid UpdateExpression: The expression can not be empty;",
        ",\"UpdateExpression\":\"SET a = :a\" | Invalid UpdateExpression: An expression attribute"
            + " value used in expression is not defined; attribute value: :a",
        ",\"UpdateExpression\":\"SET a = :a\",\"ExpressionAttributeValues\":{\":a\":{\"N\":\"x\"}}"
            + " | ExpressionAttributeValues contains invalid value: The parameter cannot be"
            + " converted to a numeric value: x for key :a",
        ",\"UpdateExpression\":\"SET a ="
            + " :a\",\"ExpressionAttributeValues\":{\":a\":{\"S\":\"a\"},\":b\":{\"S\":\"b\"}} |"
            + " Value provided in ExpressionAttributeValues unused in expressions: keys: {:b}",
        ",\"UpdateExpression\":\"REMOVE a\",\"ExpressionAttributeNames\":{\"#unused\":\"a\"} |"
            + " Value provided in ExpressionAttributeNames unused in expressions: keys: {#unused}",
        ",\"UpdateExpression\":\"REMOVE pk\" | One or more parameter values were invalid: Cannot"
            + " update attribute pk. This attribute is part of the key",
      })
  void whatDoesNotFitTogetherIsRefused(String members, String message) throws Exception {
    assertThat(update("a", members).body()).isEqualTo(Reply.validation(message));
  }

  /// 4.2 (h) and (i).
  @Test
  void theTableAndThenTheKeyAreChecked() throws Exception {
    assertThat(client.call("UpdateItem", "{\"TableName\":\"missing\",\"Key\":{}}").body())
        .isEqualTo(WireClient.NOT_FOUND);
    assertThat(client.call("UpdateItem", "{\"TableName\":\"plain\",\"Key\":{}}").body())
        .isEqualTo(Reply.validation("The provided key element does not match the schema"));
  }

  /// 4.4: the item that results may be small enough and its update too large.
  @Test
  void anUpdateThatMakesTheItemTooLargeIsRefused() throws Exception {
    client.put("{\"pk\":{\"S\":\"large\"},\"v\":{\"S\":\"" + "x".repeat(409_000) + "\"}}");

    assertThat(
            update("large", set("SET w = :w", "\":w\":{\"S\":\"" + "y".repeat(600) + "\"}")).body())
        .isEqualTo(Reply.validation("Item size to update has exceeded the maximum allowed size"));
    assertThat(update("large", set("SET w = :w", "\":w\":{\"S\":\"y\"}")).status()).isEqualTo(200);
  }

  /// 4.2 (k).
  @Test
  void aConditionThatDoesNotHoldLeavesTheItem() throws Exception {
    client.put("{\"pk\":{\"S\":\"held\"},\"v\":{\"N\":\"1\"}}");

    Reply reply =
        update(
            "held",
            set("SET v = :new", "\":new\":{\"N\":\"3\"},\":old\":{\"N\":\"2\"}")
                + ",\"ConditionExpression\":\"v = :old\","
                + "\"ReturnValuesOnConditionCheckFailure\":\"ALL_OLD\"");

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.body())
        .contains("#ConditionalCheckFailedException")
        .endsWith("\"Item\":{\"pk\":{\"S\":\"held\"},\"v\":{\"N\":\"1\"}}}");
    assertThat(client.get("held"))
        .isEqualTo("{\"Item\":{\"pk\":{\"S\":\"held\"},\"v\":{\"N\":\"1\"}}}");
  }

  /// 4.5: what the item does not allow is found while the update is applied.
  @Test
  void anUpdateThatTheItemDoesNotAllowIsRefused() throws Exception {
    client.put("{\"pk\":{\"S\":\"text\"},\"v\":{\"S\":\"no number\"}}");

    assertThat(update("text", set("SET v = v + :one", "\":one\":{\"N\":\"1\"}")).body())
        .isEqualTo(
            Reply.validation("An operand in the update expression has an incorrect data type"));
    assertThat(update("text", set("SET v = nothere + :one", "\":one\":{\"N\":\"1\"}")).body())
        .isEqualTo(
            Reply.validation(
                "The provided expression refers to an attribute that does not exist in the item"));
  }

  /// 4.5: an update creates its item, even one without an expression.
  @Test
  void anUpdateCreatesTheItem() throws Exception {
    assertThat(update("bare", "").body()).isEqualTo("{}");
    assertThat(client.get("bare")).isEqualTo("{\"Item\":{\"pk\":{\"S\":\"bare\"}}}");

    assertThat(update("made", set("ADD n :n", "\":n\":{\"N\":\"5\"}")).body()).isEqualTo("{}");
    assertThat(client.get("made"))
        .isEqualTo("{\"Item\":{\"n\":{\"N\":\"5\"},\"pk\":{\"S\":\"made\"}}}");
  }

  /// 4.6: all five, nested paths only as far as they were changed.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "NONE | {}",
        "ALL_OLD |"
            + " {\"Attributes\":{\"m\":{\"M\":{\"a\":{\"N\":\"1\"},\"b\":{\"N\":\"2\"}}},\"pk\":{\"S\":\"five\"}}}",
        "UPDATED_OLD | {\"Attributes\":{\"m\":{\"M\":{\"a\":{\"N\":\"1\"}}}}}",
        "ALL_NEW |"
            + " {\"Attributes\":{\"m\":{\"M\":{\"a\":{\"N\":\"3\"},\"b\":{\"N\":\"2\"}}},\"pk\":{\"S\":\"five\"}}}",
        "UPDATED_NEW | {\"Attributes\":{\"m\":{\"M\":{\"a\":{\"N\":\"3\"}}}}}",
      })
  void theAttributesThatWereAskedForAreReturned(String returned, String answer) throws Exception {
    client.put("{\"pk\":{\"S\":\"five\"},\"m\":{\"M\":{\"a\":{\"N\":\"1\"},\"b\":{\"N\":\"2\"}}}}");

    Reply reply =
        update(
            "five",
            set("SET m.a = :a", "\":a\":{\"N\":\"3\"}") + ",\"ReturnValues\":\"" + returned + "\"");

    assertThat(reply.body()).isEqualTo(answer);
  }

  /// 4.6: where nothing was there or is left, there are no attributes to return.
  @Test
  void withoutAttributesTheAnswerHasNone() throws Exception {
    client.put("{\"pk\":{\"S\":\"less\"},\"v\":{\"N\":\"1\"}}");

    assertThat(
            update("less", ",\"UpdateExpression\":\"REMOVE v\",\"ReturnValues\":\"UPDATED_NEW\"")
                .body())
        .isEqualTo("{}");
    assertThat(
            update(
                    "never",
                    set("SET v = :v", "\":v\":{\"N\":\"1\"}") + ",\"ReturnValues\":\"ALL_OLD\"")
                .body())
        .isEqualTo("{}");
  }

  /// 4.7.
  @Test
  void capacityIsBilledForTheGreaterOfBeforeAndAfter() throws Exception {
    client.put("{\"pk\":{\"S\":\"bill\"},\"v\":{\"S\":\"" + "x".repeat(2_000) + "\"}}");

    assertThat(
            update(
                    "bill",
                    ",\"UpdateExpression\":\"REMOVE v\",\"ReturnConsumedCapacity\":\"TOTAL\"")
                .body())
        .isEqualTo("{\"ConsumedCapacity\":{\"TableName\":\"plain\",\"CapacityUnits\":2.0}}");
  }
}
