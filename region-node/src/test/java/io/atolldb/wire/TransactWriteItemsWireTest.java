package io.atolldb.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.atolldb.wire.WireClient.Reply;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// TransactWriteItems, in the service's own order of refusal (reference: DynamoDB, 4.2 and 4.9).
class TransactWriteItemsWireTest {

  private static final String CANCELED =
      "{\"__type\":\"com.amazonaws.dynamodb.v20120810#TransactionCanceledException\",\"Message\":"
          + "\"Transaction cancelled, please refer cancellation reasons for specific reasons ";
  private static final String NONE = "{\"Code\":\"None\"}";
  private static final String FAILED =
      "{\"Code\":\"ConditionalCheckFailed\",\"Message\":\"The conditional request failed\"";

  @AutoClose private static WireClient client;

  @BeforeAll
  static void start() throws Exception {
    client = WireClient.start();
  }

  private static Reply transact(String... elements) throws Exception {
    return client.call("TransactWriteItems", body("", elements));
  }

  private static String body(String more, String... elements) {
    return "{" + more + "\"TransactItems\":[" + String.join(",", elements) + "]}";
  }

  private static String put(String pk, String more) {
    return "{\"Put\":{\"TableName\":\"plain\",\"Item\":{\"pk\":{\"S\":\""
        + pk
        + "\"}}"
        + more
        + "}}";
  }

  private static String keyed(String action, String pk, String more) {
    return "{\""
        + action
        + "\":{\"TableName\":\"plain\",\"Key\":{\"pk\":{\"S\":\""
        + pk
        + "\"}}"
        + more
        + "}}";
  }

  private static String condition(String expression) {
    return ",\"ConditionExpression\":\"" + expression + "\"";
  }

  private static String get(String pk) throws Exception {
    return client
        .call("GetItem", "{\"TableName\":\"plain\",\"Key\":{\"pk\":{\"S\":\"" + pk + "\"}}}")
        .body();
  }

  private static String canceled(String codes, String... reasons) {
    return CANCELED + codes + "\",\"CancellationReasons\":[" + String.join(",", reasons) + "]}";
  }

  /// Members of the model that are not members of this request are like any that are unknown.
  @Test
  void whatOnlyOtherRequestsHaveIsNotLookedAt() throws Exception {
    String more =
        "\"TableName\":7,\"ReturnValues\":\"x\",\"ReturnValuesOnConditionCheckFailure\":\"\",";

    assertThat(client.call("TransactWriteItems", body(more, put("other", ""))).body())
        .isEqualTo("{}");
  }

  @Test
  void allFourActionsAreDoneTogether() throws Exception {
    var _ = transact(put("gone", ""), put("checked", ""), put("changed", ""));
    Reply reply =
        transact(
            put("new", condition("attribute_not_exists(pk)")),
            keyed("Delete", "gone", condition("attribute_exists(pk)")),
            keyed(
                "Update",
                "changed",
                ",\"UpdateExpression\":\"SET n = :n\","
                    + "\"ExpressionAttributeValues\":{\":n\":{\"N\":\"1\"}}"),
            keyed("ConditionCheck", "checked", condition("attribute_exists(pk)")));

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.body()).isEqualTo("{}");
    assertThat(get("new")).contains("new");
    assertThat(get("gone")).isEqualTo("{}");
    assertThat(get("changed")).contains("\"n\":{\"N\":\"1\"}");
  }

  /// 4.1.7.
  @Test
  void aWrongJsonTypeIsASerializationException() throws Exception {
    assertThat(client.call("TransactWriteItems", "{\"TransactItems\":{}}").body())
        .isEqualTo(Reply.serialization("Start of structure or map found where not expected"));
  }

  /// 4.2 (b).
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | Value at 'TransactItems' failed to satisfy constraint: Member must not be null",
        "{\"TransactItems\":[]} | Value at 'TransactItems' failed to satisfy constraint: Member"
            + " must have length greater than or equal to 1",
        "{\"TransactItems\":[{\"Put\":{\"TableName\":\"plain\"}}]} | Value at"
            + " 'TransactItems.1.member.Put.Item' failed to satisfy constraint: Member must not be"
            + " null",
        "{\"TransactItems\":[{\"ConditionCheck\":{\"TableName\":\"plain\",\"Key\":{}}}]} | Value at"
            + " 'TransactItems.1.member.ConditionCheck.ConditionExpression' failed to satisfy"
            + " constraint: Member must not be null",
        "{\"TransactItems\":[{}],\"ReturnConsumedCapacity\":\"X\"} | Failed to satisfy constraint:"
            + " Member must satisfy enum value set: [INDEXES, TOTAL, NONE]",
        "{\"TransactItems\":[{}],\"ClientRequestToken\":\"\"} | Value at 'ClientRequestToken'"
            + " failed to satisfy constraint: Member must have length greater than or equal to 1",
      })
  void theFirstBrokenConstraintIsNamed(String body, String message) throws Exception {
    assertThat(client.call("TransactWriteItems", body).body())
        .isEqualTo(Reply.validation("1 validation error detected: " + message));
  }

  @Test
  void atMostAHundredActionsAreTaken() throws Exception {
    List<String> puts = new ArrayList<>();
    for (int at = 0; at <= 100; at++) puts.add(put("many-" + at, ""));
    assertThat(transact(puts.toArray(String[]::new)).body())
        .isEqualTo(
            Reply.validation(
                "1 validation error detected: Value at 'TransactItems' failed to satisfy"
                    + " constraint: Member must have length less than or equal to 100"));
    puts.removeLast();
    assertThat(transact(puts.toArray(String[]::new)).status()).isEqualTo(200);
  }

  /// 4.9: found before anything runs, so the call is refused and nothing is cancelled.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | Invalid Request: TransactWriteRequest should contain Delete or Put or Update request",
        "{\"Put\":{\"TableName\":\"plain\",\"Item\":{}},\"Delete\":{\"TableName\":\"plain\",\"Key\":{}}}"
            + " | TransactItems can only contain one of Check, Put, Update or Delete",
        "{\"Put\":{\"TableName\":\"plain\",\"Item\":{\"pk\":{\"S\":\"\"}}}} | One or more parameter"
            + " values are not valid. The AttributeValue for a key attribute cannot contain an"
            + " empty string value. Key: pk",
        "{\"Put\":{\"TableName\":\"plain\",\"Item\":{\"pk\":{\"S\":\"a\"}},\"ConditionExpression\":\"#x"
            + " = :v\"}} | Invalid ConditionExpression: An expression attribute name used in the"
            + " document path is not defined; attribute name: #x",
        "{\"Put\":{\"TableName\":\"plain\",\"Item\":{\"pk\":{\"S\":\"a\"}},"
            + "\"ExpressionAttributeNames\":{\"#x\":\"y\"}}} | ExpressionAttributeNames can only be"
            + " specified when using expressions",
      })
  void whatIsWrongWithTheWordsRefusesTheCall(String element, String message) throws Exception {
    assertThat(transact(put("fine", ""), element).body()).isEqualTo(Reply.validation(message));
  }

  @Test
  void twoActionsOnOneItemAreRefused() throws Exception {
    assertThat(
            transact(
                    put("twice", ""),
                    keyed("ConditionCheck", "twice", condition("attribute_exists(pk)")))
                .body())
        .isEqualTo(
            Reply.validation("Transaction request cannot include multiple operations on one item"));
  }

  @Test
  void aTableThatIsNotThereRefusesTheCall() throws Exception {
    String elsewhere = "{\"Delete\":{\"TableName\":\"nowhere\",\"Key\":{\"pk\":{\"S\":\"a\"}}}}";
    assertThat(transact(put("never", ""), elsewhere).body()).isEqualTo(WireClient.NOT_FOUND);
    assertThat(get("never")).isEqualTo("{}");
  }

  @Test
  void moreThanFourMegabytesAreRefused() throws Exception {
    String filler = "x".repeat(400_000);
    List<String> puts = new ArrayList<>();
    for (int at = 0; at < 11; at++) {
      puts.add(
          "{\"Put\":{\"TableName\":\"plain\",\"Item\":{\"pk\":{\"S\":\"big-"
              + at
              + "\"},\"f\":{\"S\":\""
              + filler
              + "\"}}}}");
    }
    assertThat(transact(puts.toArray(String[]::new)).body())
        .contains("Transaction payload size cannot exceed 4MB. Payload Size: ");
  }

  /// 4.4: of a put the size is known beforehand, of an update only when it runs.
  @Test
  void anOversizePutRefusesTheCallAndAnOversizeUpdateCancels() throws Exception {
    String filler = "{\"S\":\"" + "x".repeat(409_600) + "\"}";
    String put =
        "{\"Put\":{\"TableName\":\"plain\",\"Item\":{\"pk\":{\"S\":\"big\"},\"f\":"
            + filler
            + "}}}";
    assertThat(transact(put).body())
        .isEqualTo(Reply.validation("Item size has exceeded the maximum allowed size"));

    String update =
        keyed(
            "Update",
            "big",
            ",\"UpdateExpression\":\"SET f = :f\",\"ExpressionAttributeValues\":{\":f\":"
                + filler
                + "}");
    assertThat(transact(update).body())
        .isEqualTo(
            canceled(
                "[ValidationError]",
                "{\"Code\":\"ValidationError\",\"Message\":\"Item size to update has exceeded the"
                    + " maximum allowed size\"}"));
  }

  /// 4.4: outside a transaction the update's own actions would count as well.
  @Test
  void ofATransactedUpdateOnlyTheItemCounts() throws Exception {
    int room = 409_600 - "pk".length() - "flat".length() - "f".length();
    String update =
        ",\"UpdateExpression\":\"SET f = :f\",\"ExpressionAttributeValues\":{\":f\":{\"S\":\""
            + "x".repeat(room)
            + "\"}}";
    assertThat(transact(keyed("Update", "flat", update)).body()).isEqualTo("{}");
    assertThat(
            client
                .call(
                    "UpdateItem",
                    "{\"TableName\":\"plain\",\"Key\":{\"pk\":{\"S\":\"even\"}}" + update + "}")
                .body())
        .isEqualTo(Reply.validation("Item size to update has exceeded the maximum allowed size"));
  }

  /// 4.9: before any condition is looked at, and only the first.
  @Test
  void whatDoesNotFitItsTableCancels() throws Exception {
    String misfit = "{\"Put\":{\"TableName\":\"plain\",\"Item\":{\"pk\":{\"N\":\"1\"}}}}";
    String other = "{\"Delete\":{\"TableName\":\"plain\",\"Key\":{\"sk\":{\"N\":\"1\"}}}}";
    assertThat(transact(put("x", condition("attribute_exists(pk)")), misfit, other).body())
        .isEqualTo(
            canceled(
                "[None, ValidationError, None]",
                NONE,
                "{\"Code\":\"ValidationError\",\"Message\":\"One or more parameter values were"
                    + " invalid: Type mismatch for key pk expected: S actual: N\"}",
                NONE));
    assertThat(transact(other).body())
        .isEqualTo(
            canceled(
                "[ValidationError]",
                "{\"Code\":\"ValidationError\",\"Message\":\"The provided key element does not"
                    + " match the schema\"}"));
  }

  @Test
  void everyFailedConditionIsToldAndTheItemIfItWasAskedFor() throws Exception {
    var _ = transact(put("held", ""));
    Reply reply =
        transact(
            put("other", ""),
            put(
                "held",
                condition("attribute_not_exists(pk)")
                    + ",\"ReturnValuesOnConditionCheckFailure\":\"ALL_OLD\""),
            keyed("ConditionCheck", "missing", condition("attribute_exists(pk)")));

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.body())
        .isEqualTo(
            canceled(
                "[None, ConditionalCheckFailed, ConditionalCheckFailed]",
                NONE,
                FAILED + ",\"Item\":{\"pk\":{\"S\":\"held\"}}}",
                FAILED + "}"));
    assertThat(get("other")).isEqualTo("{}");
  }

  /// 4.7: everything twice, a delete of nothing and a check as well.
  @Test
  void capacityIsDoubledAndNamedByItsKind() throws Exception {
    String consumed = "\"ReturnConsumedCapacity\":\"TOTAL\",";
    String filler = ",\"f\":{\"S\":\"" + "x".repeat(1_100) + "\"}";
    String large =
        "{\"Put\":{\"TableName\":\"plain\",\"Item\":{\"pk\":{\"S\":\"two-units\"}" + filler + "}}}";
    Reply reply =
        client.call(
            "TransactWriteItems",
            body(
                consumed,
                large,
                keyed("Delete", "nothing-there", ""),
                keyed("ConditionCheck", "nor-there", condition("attribute_not_exists(pk)")),
                "{\"Delete\":{\"TableName\":\"sorted\",\"Key\":{\"pk\":{\"S\":\"a\"},\"sk\":{\"N\":\"1\"}}}}"));
    assertThat(reply.body())
        .isEqualTo(
            "{\"ConsumedCapacity\":[{\"TableName\":\"plain\",\"CapacityUnits\":8.0,"
                + "\"WriteCapacityUnits\":8.0},{\"TableName\":\"sorted\",\"CapacityUnits\":2.0,"
                + "\"WriteCapacityUnits\":2.0}]}");

    Reply detailed =
        client.call(
            "TransactWriteItems",
            body("\"ReturnConsumedCapacity\":\"INDEXES\",", put("one-unit", "")));
    assertThat(detailed.body())
        .isEqualTo(
            "{\"ConsumedCapacity\":[{\"TableName\":\"plain\",\"CapacityUnits\":2.0,"
                + "\"WriteCapacityUnits\":2.0,\"Table\":{\"CapacityUnits\":2.0,"
                + "\"WriteCapacityUnits\":2.0}}]}");
  }

  /// 4.7, 4.9.
  @Test
  void aRepetitionUnderTheSameTokenIsAnsweredAsDoneAndCostsReads() throws Exception {
    String asked = "\"ClientRequestToken\":\"once\",\"ReturnConsumedCapacity\":\"TOTAL\",";
    String request = body(asked, put("once", ""), put("once-more", ""));
    assertThat(client.call("TransactWriteItems", request).body())
        .contains("\"WriteCapacityUnits\":4.0");
    var _ = transact(keyed("Delete", "once", ""));

    assertThat(client.call("TransactWriteItems", request).body())
        .isEqualTo(
            "{\"ConsumedCapacity\":[{\"TableName\":\"plain\",\"CapacityUnits\":4.0,"
                + "\"ReadCapacityUnits\":4.0}]}");
    assertThat(get("once")).isEqualTo("{}");
  }

  @Test
  void aTokenForAnotherRequestIsAMismatch() throws Exception {
    String token = "\"ClientRequestToken\":\"taken\",";
    assertThat(client.call("TransactWriteItems", body(token, put("a", ""))).status())
        .isEqualTo(200);
    String other = body(token, put("a", condition("attribute_exists(pk)")));
    assertThat(client.call("TransactWriteItems", other).body())
        .isEqualTo(
            "{\"__type\":\"com.amazonaws.dynamodb.v20120810#IdempotentParameterMismatchException\","
                + "\"Message\":\"Specified idempotent token was used with different request"
                + " parameters within the idempotency window\"}");
  }

  /// What is wrong with the words of a request comes before its token, what does not fit a table
  /// behind it.
  @Test
  void aTokenIsComparedBeforeAnythingIsLookedUp() throws Exception {
    String token = "\"ClientRequestToken\":\"compared\",";
    String first = body(token, put("compared", ""));
    assertThat(client.call("TransactWriteItems", first).status()).isEqualTo(200);
    String missing = put("m", "").replace("plain", "missing");
    String wrongType = put("t", "").replace("\"S\"", "\"N\"").replace("\"t\"", "\"1\"");
    String empty = keyed("Delete", "", "");
    for (String[] elements :
        new String[][] {{missing}, {wrongType}, {empty}, {put("x", ""), put("x", "")}}) {
      assertThat(client.call("TransactWriteItems", body(token, elements)).body())
          .contains("IdempotentParameterMismatchException");
      assertThat(transact(elements).body()).doesNotContain("IdempotentParameterMismatch");
    }
    String unknown = put("x", condition("#n = :v"));
    assertThat(client.call("TransactWriteItems", body(token, unknown)).body())
        .contains("Invalid ConditionExpression");
    assertThat(client.call("TransactWriteItems", first).body()).isEqualTo("{}");
  }

  @Test
  void aRequestThatDoesNotFitLeavesItsTokenFree() throws Exception {
    String token = "\"ClientRequestToken\":\"free\",";
    String empty = body(token, keyed("Delete", "", ""));
    assertThat(client.call("TransactWriteItems", empty).body()).contains("empty string value");
    assertThat(client.call("TransactWriteItems", body(token, put("free", ""))).body())
        .isEqualTo("{}");
    assertThat(get("free")).contains("free");
  }
}
