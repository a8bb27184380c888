package io.atolldb.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.atolldb.wire.WireClient.Reply;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// GetItem, in the service's own order of refusal (reference: DynamoDB, 4.2).
class GetItemWireTest {

  @AutoClose private static WireClient client;

  @BeforeAll
  static void start() throws Exception {
    client = WireClient.start();
  }

  private static Reply get(String members) throws Exception {
    return client.call("GetItem", "{\"TableName\":\"plain\"," + members + "}");
  }

  /// 4.1.7.
  @Test
  void aWrongJsonTypeIsASerializationException() throws Exception {
    assertThat(get("\"Key\":{},\"ConsistentRead\":\"true\"").body())
        .isEqualTo(Reply.serialization("Unexpected token received from parser"));
  }

  /// JSON can say it, UTF-8 cannot.
  @Test
  void halfASurrogatePairIsNoText() throws Exception {
    for (String key :
        new String[] {"{\"pk\":{\"S\":\"\\ud800\"}}", "{\"p\\udc00\":{\"S\":\"a\"}}"}) {
      Reply reply = get("\"Key\":" + key);

      assertThat(reply.status()).as(key).isEqualTo(400);
      assertThat(reply.body()).as(key).contains("#SerializationException");
    }
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
        "{\"TableName\":\"plain\",\"Key\":{},\"ReturnConsumedCapacity\":\"X\"} | Failed to satisfy"
            + " constraint: Member must satisfy enum value set: [INDEXES, TOTAL, NONE]",
      })
  void theFirstBrokenConstraintIsNamed(String body, String message) throws Exception {
    assertThat(client.call("GetItem", body).body())
        .isEqualTo(Reply.validation("1 validation error detected: " + message));
  }

  /// 4.2 (g) before (h).
  @Test
  void aKeyWithoutAValueIsRefusedBeforeTheTableIsLookedUp() throws Exception {
    assertThat(client.call("GetItem", "{\"TableName\":\"missing\",\"Key\":{\"pk\":{}}}").body())
        .isEqualTo(
            Reply.validation(
                "Supplied AttributeValue is empty,"
                    + " must contain exactly one of the supported datatypes"));
  }

  /// 4.2 (h) before (i).
  @ParameterizedTest
  @CsvSource({"missing", "creating"})
  void aTableThatIsNotThereIsNotFound(String table) throws Exception {
    assertThat(client.call("GetItem", "{\"TableName\":\"" + table + "\",\"Key\":{}}").body())
        .isEqualTo(WireClient.NOT_FOUND);
  }

  /// 4.2 (i): wrong name, wrong type, too many, none.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}",
        "{\"id\":{\"S\":\"a\"}}",
        "{\"pk\":{\"N\":\"1\"}}",
        "{\"pk\":{\"S\":\"a\"},\"v\":{\"S\":\"a\"}}"
      })
  void aKeyThatIsNotTheTablesIsRefused(String key) throws Exception {
    assertThat(get("\"Key\":" + key).body())
        .isEqualTo(Reply.validation("The provided key element does not match the schema"));
  }

  /// 4.3: key sizes are limited on reads, too.
  @Test
  void aKeyThatIsTooLongOrEmptyIsRefused() throws Exception {
    assertThat(get("\"Key\":{\"pk\":{\"S\":\"" + "x".repeat(2049) + "\"}}").body())
        .isEqualTo(
            Reply.validation(
                "One or more parameter values were invalid:"
                    + " Size of hashkey has exceeded the maximum size limit of2048 bytes"));
    assertThat(get("\"Key\":{\"pk\":{\"S\":\"\"}}").body())
        .isEqualTo(
            Reply.validation(
                "One or more parameter values were invalid: The AttributeValue for a key attribute"
                    + " cannot contain an empty string value. Key: pk"));
  }

  @Test
  void whereThereIsNoItemTheAnswerHasNone() throws Exception {
    Reply reply = get("\"Key\":{\"pk\":{\"S\":\"nobody\"}}");

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.body()).isEqualTo("{}");
  }

  /// 4.3: all ten types come back as they went in, numbers in their normal form.
  @Test
  void everyTypeComesBackAsItWentIn() throws Exception {
    String values =
        "\"b\":{\"B\":\"AAEC/w==\"},\"bool\":{\"BOOL\":false},\"bs\":{\"BS\":[\"AA==\",\"AQ==\"]},"
            + "\"l\":{\"L\":[{\"S\":\"\"},{\"L\":[]},{\"NULL\":true}]},"
            + "\"m\":{\"M\":{\"inner\":{\"N\":\"%s\"}}},\"n\":{\"N\":\"%s\"},"
            + "\"ns\":{\"NS\":[\"-2\",\"%s\"]},\"pk\":{\"S\":\"types\"},"
            + "\"s\":{\"S\":\"Zürich \\\"😀\\\" \\n\"},\"ss\":{\"SS\":[\"\",\"a\"]}";
    client.put("{" + values.formatted("1.5E2", "+.50", "00042") + "}");

    assertThat(get("\"Key\":{\"pk\":{\"S\":\"types\"}}").body())
        .isEqualTo("{\"Item\":{" + values.formatted("150", "0.5", "42") + "}}");
  }

  /// 4.7: 4 KB blocks, half for an eventually consistent read; a missing item costs the minimum.
  @Test
  void capacityIsBilledInBlocksOf4Kilobytes() throws Exception {
    client.put("{\"pk\":{\"S\":\"bill\"},\"v\":{\"S\":\"" + "x".repeat(5_000) + "\"}}");
    String key = "\"Key\":{\"pk\":{\"S\":\"bill\"}}";

    assertThat(get(key + ",\"ReturnConsumedCapacity\":\"TOTAL\"").body())
        .endsWith(",\"ConsumedCapacity\":{\"TableName\":\"plain\",\"CapacityUnits\":1.0}}");
    assertThat(get(key + ",\"ConsistentRead\":true,\"ReturnConsumedCapacity\":\"INDEXES\"").body())
        .endsWith(
            ",\"ConsumedCapacity\":{\"TableName\":\"plain\",\"CapacityUnits\":2.0,"
                + "\"Table\":{\"CapacityUnits\":2.0}}}");
    assertThat(
            get("\"Key\":{\"pk\":{\"S\":\"nobody\"}},\"ReturnConsumedCapacity\":\"TOTAL\"").body())
        .isEqualTo("{\"ConsumedCapacity\":{\"TableName\":\"plain\",\"CapacityUnits\":0.5}}");
  }

  /// A table with a sort key.
  @Test
  void aSortKeyIsPartOfTheKey() throws Exception {
    String key = "{\"pk\":{\"S\":\"a\"},\"sk\":{\"N\":\"%s\"}}";
    client.call("PutItem", "{\"TableName\":\"sorted\",\"Item\":" + key.formatted("1e3") + "}");

    assertThat(
            client
                .call("GetItem", "{\"TableName\":\"sorted\",\"Key\":" + key.formatted("1000") + "}")
                .body())
        .isEqualTo("{\"Item\":" + key.formatted("1000") + "}");
    assertThat(
            client
                .call("GetItem", "{\"TableName\":\"sorted\",\"Key\":{\"pk\":{\"S\":\"a\"}}}")
                .body())
        .isEqualTo(Reply.validation("The provided key element does not match the schema"));
  }

  /// 4.2 (c), (d), (f).
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        ",\"ProjectionExpression\":\"!!\" | Invalid ProjectionExpression: Syntax error; token:"
            + " \\\"!\\\", near: \\\"!!\\\"",
        ",\"ProjectionExpression\":\"a\",\"AttributesToGet\":[\"a\"] | Can not use both expression"
            + " and non-expression parameters in the same request: Non-expression parameters:"
            + " {AttributesToGet} Expression parameters: {ProjectionExpression}",
        ",\"ExpressionAttributeNames\":{\"#a\":\"a\"} | ExpressionAttributeNames can only be"
            + " specified when using expressions",
        ",\"AttributesToGet\":[] | 1 validation error detected: Value at 'AttributesToGet' failed"
            + " to satisfy constraint: Member must have length greater than or equal to 1",
        ",\"AttributesToGet\":[\"a\",\"a\"] | One or more parameter values were invalid: Duplicate"
            + " value in attribute name: a",
      })
  void aProjectionThatIsNoneIsRefused(String members, String message) throws Exception {
    assertThat(get("\"Key\":{\"pk\":{\"S\":\"a\"}}" + members).body())
        .isEqualTo(Reply.validation(message));
  }

  /// 4.5: elements of a list close up. Legacy attributes do not bring the key with them.
  @Test
  void aProjectionReturnsWhatItNames() throws Exception {
    client.put(
        "{\"pk\":{\"S\":\"part\"},\"l\":{\"L\":[{\"N\":\"0\"},{\"N\":\"1\"},{\"N\":\"2\"}]},"
            + "\"m\":{\"M\":{\"a\":{\"S\":\"x\"},\"b\":{\"S\":\"y\"}}}}");
    String key = "\"Key\":{\"pk\":{\"S\":\"part\"}}";

    assertThat(
            get(key
                    + ",\"ProjectionExpression\":\"l[2], #m.b, l[0]\","
                    + "\"ExpressionAttributeNames\":{\"#m\":\"m\"}")
                .body())
        .isEqualTo(
            "{\"Item\":{\"l\":{\"L\":[{\"N\":\"0\"},{\"N\":\"2\"}]},"
                + "\"m\":{\"M\":{\"b\":{\"S\":\"y\"}}}}}");
    assertThat(get(key + ",\"AttributesToGet\":[\"m\"]").body())
        .isEqualTo("{\"Item\":{\"m\":{\"M\":{\"a\":{\"S\":\"x\"},\"b\":{\"S\":\"y\"}}}}}");
    assertThat(get(key + ",\"ProjectionExpression\":\"nothere\"").body())
        .isEqualTo("{\"Item\":{}}");
  }
}
