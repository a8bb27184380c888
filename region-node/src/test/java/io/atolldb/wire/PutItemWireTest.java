package io.atolldb.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.atolldb.wire.WireClient.Reply;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// PutItem, in the service's own order of refusal (reference: DynamoDB, 4.2).
class PutItemWireTest {

  @AutoClose private static WireClient client;

  @BeforeAll
  static void start() throws Exception {
    client = WireClient.start();
  }

  private static Reply put(String members) throws Exception {
    return client.call("PutItem", "{\"TableName\":\"plain\"," + members + "}");
  }

  /// 4.1.7: a wrong JSON type is a SerializationException, before anything else is looked at.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"TableName\":1} | NUMBER_VALUE cannot be converted to String",
        "{\"TableName\":1.5} | DECIMAL_VALUE cannot be converted to String",
        "{\"TableName\":true} | TRUE_VALUE cannot be converted to String",
        "{\"TableName\":{}} | Start of structure or map found where not expected",
        "{\"TableName\":[]} | Unrecognized collection type class java.lang.String",
        "{\"Item\":[]} | Start of list found where not expected",
        "{\"Item\":1} | Unexpected field type",
        "{\"Item\":{\"pk\":1}} | Unexpected value type in payload",
        "{\"Item\":{\"pk\":{\"N\":1}}} | NUMBER_VALUE cannot be converted to String",
        "{\"Item\":{\"pk\":{\"SS\":{}}}} | Start of structure or map found where not expected",
        "{\"Item\":{\"pk\":{\"BOOL\":1}}} | NUMBER_VALUE cannot be converted to Boolean",
        "{\"Item\":{\"pk\":{\"B\":\"abc\"}}} | Base64 encoded length is expected a multiple of 4"
            + " bytes but found: 3",
        "{\"Item\":{\"pk\":{\"B\":[]}}} | Unrecognized collection type class java.nio.ByteBuffer",
        "{\"Item\":{\"pk\":{\"BOOL\":[]}}} | Unrecognized collection type class"
            + " java.lang.Boolean",
        "{\"Item\":{\"pk\":{\"B\":\"ab!d\"}}} | Invalid Base64 character: '!'",
        "{\"Item\":{\"pk\":{\"B\":\"+/+=\"}}} | Invalid last non-pad Base64 character dectected",
        "{\"Item\":{\"pk\":{\"B\":\"=+/=\"}}} | Invalid last non-pad Base64 character dectected",
        "{\"Item\":{\"pk\":{\"B\":\"YR==\"}}} | Invalid last non-pad Base64 character dectected",
      })
  void aWrongJsonTypeIsASerializationException(String body, String message) throws Exception {
    Reply reply = client.call("PutItem", body);

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.body()).isEqualTo(Reply.serialization(message));
  }

  /// 4.2: the first broken constraint only, named in PascalCase, its value not repeated.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | Value at 'TableName' failed to satisfy constraint: Member must not be null",
        "{\"TableName\":\"\",\"ReturnValues\":\"INVALID\"} | Value at 'TableName' failed to satisfy"
            + " constraint: Member must have length greater than or equal to 1",
        "{\"TableName\":\"plain\"} | Value at 'Item' failed to satisfy constraint: Member must not"
            + " be null",
        "{\"TableName\":\"plain\",\"Item\":{},\"ReturnValues\":\"X\"} | Failed to satisfy"
            + " constraint: Member must satisfy enum value set: [ALL_OLD, UPDATED_OLD, ALL_NEW,"
            + " UPDATE_NEW, NONE]",
        "{\"TableName\":\"plain\",\"Item\":{},\"ReturnConsumedCapacity\":\"X\"} | Failed to satisfy"
            + " constraint: Member must satisfy enum value set: [INDEXES, TOTAL, NONE]",
        "{\"TableName\":\"plain\",\"Item\":{},\"ReturnItemCollectionMetrics\":\"X\"} | Failed to"
            + " satisfy constraint: Member must satisfy enum value set: [SIZE, NONE]",
      })
  void theFirstBrokenConstraintIsNamed(String body, String message) throws Exception {
    Reply reply = client.call("PutItem", body);

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.body()).isEqualTo(Reply.validation("1 validation error detected: " + message));
  }

  /// 4.6: put and delete return the old attributes or none.
  @Test
  void returnValuesThatAPutCannotGiveAreRefusedBeforeValuesAreLookedAt() throws Exception {
    Reply reply = put("\"Item\":{\"pk\":{\"N\":\"no\"}},\"ReturnValues\":\"ALL_NEW\"");

    assertThat(reply.body())
        .isEqualTo(Reply.validation("ReturnValues can only be ALL_OLD or NONE"));
  }

  /// 4.1.8, 4.2, 4.3: values that are none, said for a table that does not exist, too.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | Supplied AttributeValue is empty, must contain exactly one of the supported"
            + " datatypes",
        "{\"S\":\"a\",\"N\":\"1\"} | Supplied AttributeValue has more than one datatypes set, must"
            + " contain exactly one of the supported datatypes",
        "{\"NULL\":false} | One or more parameter values were invalid: Null attribute value types"
            + " must have the value of true",
        "{\"SS\":[]} | One or more parameter values were invalid: An string set  may not be empty",
        "{\"NS\":[]} | One or more parameter values were invalid: An number set  may not be empty",
        "{\"SS\":[\"a\",\"a\"]} | One or more parameter values were invalid: Input collection [a,"
            + " a] contains duplicates.",
        "{\"M\":{\"\":{\"S\":\"a\"}}} | Empty attribute name",
        "{\"N\":\"\"} | The parameter cannot be converted to a numeric value",
        "{\"N\":\"1+2\"} | The parameter cannot be converted to a numeric value: 1+2",
        "{\"N\":\"1e126\"} | Number overflow. Attempting to store a number with magnitude larger"
            + " than supported range",
        "{\"N\":\"123456789012345678901234567890123456789\"} | Attempting to store more than 38"
            + " significant digits in a Number",
      })
  void valuesThatAreNoneAreRefusedBeforeTheTableIsLookedUp(String value, String message)
      throws Exception {
    Reply reply =
        client.call(
            "PutItem",
            "{\"TableName\":\"missing\",\"Item\":{\"pk\":{\"S\":\"a\"},\"v\":" + value + "}}");

    assertThat(reply.body()).isEqualTo(Reply.validation(message));
  }

  /// 4.3: 31 levels of maps are accepted, 32 are not.
  @Test
  void maps31DeepAreAcceptedAnd32DeepAreNot() throws Exception {
    assertThat(put("\"Item\":{\"pk\":{\"S\":\"deep\"},\"v\":" + nested(31) + "}").status())
        .isEqualTo(200);
    assertThat(put("\"Item\":{\"pk\":{\"S\":\"deep\"},\"v\":" + nested(32) + "}").body())
        .isEqualTo(
            Reply.validation(
                "Nesting Levels have exceeded supported limits: Attributes in the item have nested"
                    + " levels beyond supported limit"));
  }

  private static String nested(int levels) {
    return "{\"M\":{\"a\":".repeat(levels) + "{\"S\":\"x\"}" + "}}".repeat(levels);
  }

  /// 4.2 (h), and a table that is still being copied is none yet.
  @ParameterizedTest
  @CsvSource({"missing", "creating"})
  void aTableThatIsNotThereIsNotFound(String table) throws Exception {
    Reply reply = client.call("PutItem", "{\"TableName\":\"" + table + "\",\"Item\":{}}");

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.body()).isEqualTo(WireClient.NOT_FOUND);
  }

  /// 4.2 (i), 4.3.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | One or more parameter values were invalid: Missing the key pk in the item",
        "{\"pk\":{\"N\":\"1\"}} | One or more parameter values were invalid: Type mismatch for key"
            + " pk expected: S actual: N",
        "{\"pk\":{\"S\":\"\"}} | One or more parameter values are not valid. The AttributeValue for"
            + " a key attribute cannot contain an empty string value. Key: pk",
      })
  void anItemWithoutTheTablesKeyIsRefused(String item, String message) throws Exception {
    assertThat(put("\"Item\":" + item).body()).isEqualTo(Reply.validation(message));
  }

  /// 4.3: 2048 bytes for a partition key.
  @Test
  void aPartitionKeyMayHave2048Bytes() throws Exception {
    assertThat(put("\"Item\":{\"pk\":{\"S\":\"" + "x".repeat(2048) + "\"}}").status())
        .isEqualTo(200);
    assertThat(put("\"Item\":{\"pk\":{\"S\":\"" + "x".repeat(2049) + "\"}}").body())
        .isEqualTo(
            Reply.validation(
                "One or more parameter values were invalid:"
                    + " Size of hashkey has exceeded the maximum size limit of2048 bytes"));
  }

  /// 4.4: 409,600 bytes are accepted, 409,601 are refused.
  @Test
  void anItemMayHave409600Bytes() throws Exception {
    int rest = 409_600 - "pk".length() - "a".length() - "v".length();
    String item = "\"Item\":{\"pk\":{\"S\":\"a\"},\"v\":{\"S\":\"%s\"}}";

    assertThat(put(item.formatted("x".repeat(rest))).status()).isEqualTo(200);
    assertThat(put(item.formatted("x".repeat(rest + 1))).body())
        .isEqualTo(Reply.validation("Item size has exceeded the maximum allowed size"));
  }

  @Test
  void aPutAnswersNothingUnlessItIsAsked() throws Exception {
    Reply reply = put("\"Item\":{\"pk\":{\"S\":\"quiet\"}}");

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.body()).isEqualTo("{}");
  }

  /// 4.6.
  @Test
  void allOldReturnsTheItemThatWasReplaced() throws Exception {
    String all =
        "\"Item\":{\"pk\":{\"S\":\"old\"},\"v\":{\"N\":\"%s\"}},\"ReturnValues\":\"ALL_OLD\"";

    assertThat(put(all.formatted("1.50")).body()).isEqualTo("{}");
    assertThat(put(all.formatted("2")).body())
        .isEqualTo("{\"Attributes\":{\"pk\":{\"S\":\"old\"},\"v\":{\"N\":\"1.5\"}}}");
  }

  /// D7: an unconditional put must not pay for the item it replaces.
  @Test
  void aPutThatReturnsNothingDoesNotDecodeTheItemItReplaces() throws Exception {
    put("\"Item\":{\"pk\":{\"S\":\"blind\"}}");
    int before = client.region.decodings.get();

    put("\"Item\":{\"pk\":{\"S\":\"blind\"}},\"ReturnConsumedCapacity\":\"TOTAL\"");

    assertThat(client.region.decodings.get()).isEqualTo(before);
  }

  /// 4.7: the greater of before and after, in blocks of 1 KB.
  @Test
  void capacityIsBilledForTheGreaterOfBeforeAndAfter() throws Exception {
    String item =
        "\"Item\":{\"pk\":{\"S\":\"bill\"},\"v\":{\"S\":\"%s\"}},\"ReturnConsumedCapacity\":\"%s\"";

    assertThat(put(item.formatted("x".repeat(2_000), "TOTAL")).body())
        .isEqualTo("{\"ConsumedCapacity\":{\"TableName\":\"plain\",\"CapacityUnits\":2.0}}");
    assertThat(put(item.formatted("x", "INDEXES")).body())
        .isEqualTo(
            "{\"ConsumedCapacity\":{\"TableName\":\"plain\",\"CapacityUnits\":2.0,"
                + "\"Table\":{\"CapacityUnits\":2.0}}}");
    assertThat(put(item.formatted("x", "NONE")).body()).isEqualTo("{}");
  }

  /// 1.3: every TableName may be an ARN; the answer repeats it.
  @Test
  void aTableMayBeNamedByItsArn() throws Exception {
    String arn = "arn:aws:dynamodb:us-east-1:000000000000:table/plain";

    Reply reply =
        client.call(
            "PutItem",
            "{\"TableName\":\"%s\",\"Item\":{\"pk\":{\"S\":\"arn\"}},\"ReturnConsumedCapacity\":\"TOTAL\"}"
                .formatted(arn));

    assertThat(reply.body())
        .isEqualTo("{\"ConsumedCapacity\":{\"TableName\":\"" + arn + "\",\"CapacityUnits\":1.0}}");
  }

  /// 4.2 (k).
  @Test
  void aConditionThatDoesNotHoldRefusesThePut() throws Exception {
    String create =
        "\"Item\":{\"pk\":{\"S\":\"once\"},\"v\":{\"N\":\"%d\"}},"
            + "\"ConditionExpression\":\"attribute_not_exists(pk)\","
            + "\"ReturnValuesOnConditionCheckFailure\":\"ALL_OLD\"";

    assertThat(put(create.formatted(1)).body()).isEqualTo("{}");
    assertThat(put(create.formatted(2)).body())
        .isEqualTo(
            "{\"__type\":\"com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException\","
                + "\"message\":\"The conditional request failed\","
                + "\"Item\":{\"pk\":{\"S\":\"once\"},\"v\":{\"N\":\"1\"}}}");
  }

  /// 4.2 (d): verified on the service.
  @Test
  void valuesWithoutAnExpressionAreRefused() throws Exception {
    assertThat(put("\"Item\":{},\"ExpressionAttributeValues\":{\":v\":{\"S\":\"a\"}}").body())
        .isEqualTo(
            Reply.validation(
                "ExpressionAttributeValues can only be specified when using expressions:"
                    + " ConditionExpression is null"));
  }
}
