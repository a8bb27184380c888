package io.atolldb.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.atolldb.wire.WireClient.Reply;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Query, in the service's own order of refusal (reference: DynamoDB, 4.2).
class QueryWireTest {

  @AutoClose private static WireClient client;

  /// A partition `p` with the sort keys -1, 2, 10 and 20, and neighbours.
  @BeforeAll
  static void start() throws Exception {
    client = WireClient.start();
    for (String sk : new String[] {"-1", "2", "10", "20"}) {
      put("p", sk, "\"v\":{\"S\":\"v" + sk + "\"},\"big\":{\"BOOL\":" + (sk.length() > 1) + "}");
    }
    put("o", "10", "\"v\":{\"S\":\"other\"}");
    put("pp", "10", "\"v\":{\"S\":\"other\"}");
  }

  private static void put(String pk, String sk, String attributes) throws Exception {
    String item = "{\"pk\":{\"S\":\"%s\"},\"sk\":{\"N\":\"%s\"},%s}".formatted(pk, sk, attributes);
    Reply reply = client.call("PutItem", "{\"TableName\":\"sorted\",\"Item\":" + item + "}");
    assertThat(reply.body()).isEqualTo("{}");
  }

  private static Reply query(String members) throws Exception {
    return client.call("Query", "{\"TableName\":\"sorted\"," + members + "}");
  }

  /// Members of a query of the partition `p` with one more key condition and one more value.
  private static String key(String condition, String value) {
    return "\"KeyConditionExpression\":\"pk = :p"
        + condition
        + "\",\"ExpressionAttributeValues\":{\":p\":{\"S\":\"p\"}"
        + value
        + "}";
  }

  private static String item(String sk) {
    return "{\"big\":{\"BOOL\":%b},\"pk\":{\"S\":\"p\"},\"sk\":{\"N\":\"%s\"},\"v\":{\"S\":\"v%s\"}}"
        .formatted(sk.length() > 1, sk, sk);
  }

  /// 4.1.7.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"Limit\":\"1\" | STRING_VALUE cannot be converted to Integer",
        "\"KeyConditions\":[] | Start of list found where not expected",
        "\"AttributesToGet\":\"a\" | Unexpected field type",
        "\"ScanIndexForward\":1 | NUMBER_VALUE cannot be converted to Boolean"
      })
  void aWrongJsonTypeIsASerializationException(String members, String message) throws Exception {
    assertThat(query(members).body()).isEqualTo(Reply.serialization(message));
  }

  /// 4.2 (b).
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | Value at 'TableName' failed to satisfy constraint: Member must not be null",
        "{\"TableName\":\"sorted\",\"Limit\":0} | Value at 'Limit' failed to satisfy constraint:"
            + " Member must have value greater than or equal to 1",
        "{\"TableName\":\"sorted\",\"IndexName\":\"ix\",\"Limit\":0} | Value at 'IndexName' failed"
            + " to satisfy constraint: Member must have length greater than or equal to 3",
        "{\"TableName\":\"sorted\",\"Select\":\"ALL\"} | Failed to satisfy constraint: Member must"
            + " satisfy enum value set: [SPECIFIC_ATTRIBUTES, COUNT, ALL_ATTRIBUTES,"
            + " ALL_PROJECTED_ATTRIBUTES]",
        "{\"TableName\":\"sorted\",\"AttributesToGet\":[]} | Value at 'AttributesToGet' failed to"
            + " satisfy constraint: Member must have length greater than or equal to 1",
        "{\"TableName\":\"sorted\",\"KeyConditions\":{\"pk\":{}}} | Value at"
            + " 'KeyConditions.pk.member.ComparisonOperator' failed to satisfy constraint: Member"
            + " must not be null",
        "{\"TableName\":\"sorted\",\"QueryFilter\":{\"v\":{\"ComparisonOperator\":\"IS\"}}} |"
            + " Failed to satisfy constraint: Member must satisfy enum value set: [IN, NULL,"
            + " BETWEEN, LT, NOT_CONTAINS, EQ, GT, NOT_NULL, NE, LE, BEGINS_WITH, GE, CONTAINS]",
        "{\"TableName\":\"sorted\",\"ConditionalOperator\":\"XOR\"} | Failed to satisfy constraint:"
            + " Member must satisfy enum value set: [OR, AND]",
        "{\"TableName\":\"sorted\",\"ReturnConsumedCapacity\":\"X\"} | Failed to satisfy"
            + " constraint: Member must satisfy enum value set: [INDEXES, TOTAL, NONE]",
      })
  void theFirstBrokenConstraintIsNamed(String body, String message) throws Exception {
    assertThat(client.call("Query", body).body())
        .isEqualTo(Reply.validation("1 validation error detected: " + message));
  }

  /// 4.2 (c) to (g): none of these looks at the table, so they are said of a missing one, too.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"KeyConditionExpression\":\"pk = :p\",\"FilterExpression\":\"v ="
            + " :p\",\"KeyConditions\":{},\"AttributesToGet\":[\"v\"] | Can not use both expression"
            + " and non-expression parameters in the same request: Non-expression parameters:"
            + " {AttributesToGet, KeyConditions} Expression parameters: {FilterExpression,"
            + " KeyConditionExpression}",
        "\"ExpressionAttributeValues\":{\":p\":{\"S\":\"p\"}} | ExpressionAttributeValues can only"
            + " be specified when using expressions: FilterExpression and KeyConditionExpression"
            + " are null",
        "\"ExpressionAttributeNames\":{\"#p\":\"pk\"} | ExpressionAttributeNames can only be"
            + " specified when using expressions",
        "\"Limit\":1 | Either the KeyConditions or KeyConditionExpression parameter must be"
            + " specified in the request.",
        "\"KeyConditionExpression\":\"\" | Invalid KeyConditionExpression: The expression can not"
            + " be empty;",
        "\"KeyConditionExpression\":\"pk = :p\",\"ProjectionExpression\":\"!!x\" | Invalid"
            + " ProjectionExpression: Syntax error; token: \\\"!\\\", near: \\\"!!\\\"",
        "\"KeyConditionExpression\":\"pk = :p\",\"FilterExpression\":\"#missing = :p\" | Invalid"
            + " FilterExpression: An expression attribute name used in the document path is not"
            + " defined; attribute name: #missing",
        "\"KeyConditionExpression\":\"pk = :p\" | Invalid KeyConditionExpression: An expression"
            + " attribute value used in expression is not defined; attribute value: :p",
        "\"KeyConditionExpression\":\"pk ="
            + " :p\",\"ExpressionAttributeValues\":{\":p\":{\"S\":\"p\"},\":q\":{\"S\":\"q\"}} |"
            + " Value provided in ExpressionAttributeValues unused in expressions: keys: {:q}",
        "\"KeyConditionExpression\":\"pk = :p or sk = :p\",\"ExpressionAttributeValues\":{\":p\":"
            + "{\"S\":\"p\"}} | Invalid operator used in KeyConditionExpression: OR",
        "\"KeyConditionExpression\":\"pk = :p\",\"ExpressionAttributeValues\":{\":p\":{\"NS\":[]}}"
            + " | ExpressionAttributeValues contains invalid value: One or more parameter values"
            + " were invalid: An number set  may not be empty for key :p",
        "\"KeyConditions\":{\"pk\":{\"ComparisonOperator\":\"EQ\"}} | One or more parameter values"
            + " were invalid: Invalid number of argument(s) for the EQ ComparisonOperator",
        "\"KeyConditions\":{\"pk\":{\"ComparisonOperator\":\"NE\",\"AttributeValueList\":[{\"S\":"
            + "\"p\"}]}} | Attempted conditional constraint is not an indexable operation",
        "\"KeyConditions\":{},\"ConditionalOperator\":\"OR\" | ConditionalOperator cannot be used"
            + " without Filter or Expected",
        "\"KeyConditions\":{},\"ProjectionExpression\":\"v\",\"ExpressionAttributeValues\":{\":p\":"
            + "{\"S\":\"p\"}} | ExpressionAttributeValues can only be specified when using"
            + " expressions: FilterExpression and KeyConditionExpression are null",
        "\"KeyConditions\":{},\"AttributesToGet\":[\"\"] | Empty attribute name",
        "\"KeyConditions\":{},\"Select\":\"SPECIFIC_ATTRIBUTES\" | Must specify the AttributesToGet"
            + " or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES",
        "\"KeyConditions\":{},\"Select\":\"COUNT\",\"AttributesToGet\":[\"v\"] | Cannot specify the"
            + " AttributesToGet when choosing to get only the Count",
        "\"KeyConditions\":{},\"Select\":\"ALL_PROJECTED_ATTRIBUTES\" | ALL_PROJECTED_ATTRIBUTES"
            + " can be used only when Querying using an IndexName",
        "\"KeyConditions\":{},\"AttributesToGet\":[\"v\",\"v\"] | One or more parameter values were"
            + " invalid: Duplicate value in attribute name: v",
        "\"KeyConditions\":{},\"ExclusiveStartKey\":{\"pk\":{\"N\":\"x\"}} | The provided starting"
            + " key is invalid: The parameter cannot be converted to a numeric value: x",
      })
  void whatIsWrongInItselfIsRefusedWhateverTheTable(String members, String message)
      throws Exception {
    assertThat(client.call("Query", "{\"TableName\":\"missing\"," + members + "}").body())
        .isEqualTo(Reply.validation(message));
  }

  /// 4.2 (h).
  @ParameterizedTest
  @CsvSource({"missing", "creating"})
  void aTableThatIsNotThereIsNotFound(String table) throws Exception {
    String body = "{\"TableName\":\"" + table + "\"," + key("", "") + "}";
    assertThat(client.call("Query", body).body()).isEqualTo(WireClient.NOT_FOUND);
  }

  /// 4.2 (i), 4.8.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        " and sk > :s | ,\":s\":{\"S\":\"a\"}} | One or more parameter values were invalid:"
            + " Condition parameter type does not match schema type",
        " and v = :s | ,\":s\":{\"N\":\"1\"}} | Query condition missed key schema element: sk",
        " and v = :s and sk = :s | ,\":s\":{\"N\":\"1\"}} | Conditions can be of length 1 or 2"
            + " only",
        " | },\"IndexName\":\"by-v\" | The table does not have the specified index: by-v",
        " | },\"FilterExpression\":\"v = :p and size(sk) > :p\" | Filter Expression can only"
            + " contain non-primary key attributes: Primary key attribute: sk",
        " | },\"FilterExpression\":\"pk <> :p\" | Filter Expression can only contain non-primary"
            + " key attributes: Primary key attribute: pk",
        " | },\"ExclusiveStartKey\":{\"pk\":{\"S\":\"p\"}} | The provided starting key is invalid:"
            + " The provided key element does not match the schema",
        " | },\"ExclusiveStartKey\":{\"pk\":{\"S\":\"pp\"},\"sk\":{\"N\":\"1\"}} | The provided"
            + " starting key is outside query boundaries based on provided conditions",
        " and sk > :s |"
            + " ,\":s\":{\"N\":\"1\"}},\"ExclusiveStartKey\":{\"pk\":{\"S\":\"p\"},\"sk\":{\"N\":\"1\"}}"
            + " | The provided starting key does not match the range key predicate",
      })
  void whatDoesNotFitTheTableIsRefused(String condition, String members, String message)
      throws Exception {
    String text = condition == null ? "" : " " + condition;
    String start = key(text, "");
    String body = start.substring(0, start.length() - 1) + members;
    assertThat(query(body).body()).isEqualTo(Reply.validation(message));
  }

  /// 4.3: on reads as well as writes.
  @Test
  void aKeyThatIsTooLongOrEmptyIsRefused() throws Exception {
    String members =
        "\"KeyConditionExpression\":\"pk ="
            + " :p\",\"ExpressionAttributeValues\":{\":p\":{\"S\":\"%s\"}}";
    assertThat(query(members.formatted("")).body())
        .isEqualTo(
            Reply.validation(
                "One or more parameter values are not valid. The AttributeValue for a key attribute"
                    + " cannot contain an empty string value. Key: pk"));
    assertThat(query(members.formatted("x".repeat(2049))).body())
        .isEqualTo(
            Reply.validation(
                "One or more parameter values were invalid: Size of hashkey has exceeded the"
                    + " maximum size limit of2048 bytes"));
    assertThat(query(members.formatted("x".repeat(2048))).status()).isEqualTo(200);
  }

  /// 4.5, 4.8: by value of the sort key.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "` ` | `` | -1 2 10 20",
        " and sk = :s | 2.0 | 2",
        " and sk = :s | 3 | ``",
        " and sk < :s | 10 | -1 2",
        " and sk <= :s | 10 | -1 2 10",
        " and sk > :s | 2 | 10 20",
        " and :s <= sk | 2 | 2 10 20",
        " and sk between :s and :s | 10 | 10"
      })
  void theKeyConditionChoosesTheItems(String condition, String value, String expected)
      throws Exception {
    String extra = value.isEmpty() ? "" : ",\":s\":{\"N\":\"" + value + "\"}";
    String members = key(" " + condition, extra);
    StringBuilder ascending = new StringBuilder();
    StringBuilder descending = new StringBuilder();
    int count = 0;
    for (String sk : expected.split(" ", -1)) {
      if (sk.isEmpty()) continue;
      ascending.append(ascending.isEmpty() ? "" : ",").append(item(sk));
      descending.insert(0, item(sk) + (descending.isEmpty() ? "" : ","));
      count++;
    }
    String counts = "],\"Count\":%d,\"ScannedCount\":%d}".formatted(count, count);
    assertThat(query(members).body()).isEqualTo("{\"Items\":[" + ascending + counts);
    assertThat(query(members + ",\"ScanIndexForward\":false").body())
        .isEqualTo("{\"Items\":[" + descending + counts);
  }

  @Test
  void legacyKeyConditionsAndFiltersDoTheSame() throws Exception {
    String key =
        "\"KeyConditions\":{\"pk\":{\"ComparisonOperator\":\"EQ\",\"AttributeValueList\":"
            + "[{\"S\":\"p\"}]},\"sk\":{\"ComparisonOperator\":\"BETWEEN\",\"AttributeValueList\":"
            + "[{\"N\":\"0\"},{\"N\":\"10\"}]}}";
    assertThat(query(key + ",\"AttributesToGet\":[\"v\"]").body())
        .as("AttributesToGet adds no keys")
        .isEqualTo(
            "{\"Items\":[{\"v\":{\"S\":\"v2\"}},{\"v\":{\"S\":\"v10\"}}],"
                + "\"Count\":2,\"ScannedCount\":2}");
    String filter =
        ",\"QueryFilter\":{\"v\":{\"ComparisonOperator\":\"EQ\",\"AttributeValueList\":[{\"S\":"
            + "\"v2\"}]},\"big\":{\"ComparisonOperator\":\"EQ\",\"AttributeValueList\":[{\"BOOL\":"
            + "true}]}},\"ConditionalOperator\":\"%s\",\"Select\":\"COUNT\"";
    assertThat(query(key + filter.formatted("OR")).body())
        .isEqualTo("{\"Count\":2,\"ScannedCount\":2}");
    assertThat(query(key + filter.formatted("AND")).body())
        .isEqualTo("{\"Count\":0,\"ScannedCount\":2}");
    assertThat(query(key + ",\"QueryFilter\":{\"pk\":{\"ComparisonOperator\":\"NULL\"}}").body())
        .isEqualTo(
            Reply.validation(
                "QueryFilter can only contain non-primary key attributes: Primary key attribute:"
                    + " pk"));
  }

  @Test
  void filterAndProjectionAreAppliedToWhatWasRead() throws Exception {
    String members = key("", ",\":t\":{\"BOOL\":true}") + ",\"FilterExpression\":\"big = :t\"";
    assertThat(query(members + ",\"ProjectionExpression\":\"sk, v\",\"Limit\":3").body())
        .isEqualTo(
            "{\"Items\":[{\"sk\":{\"N\":\"-1\"},\"v\":{\"S\":\"v-1\"}},"
                + "{\"sk\":{\"N\":\"10\"},\"v\":{\"S\":\"v10\"}}],\"Count\":2,\"ScannedCount\":3,"
                + "\"LastEvaluatedKey\":{\"pk\":{\"S\":\"p\"},\"sk\":{\"N\":\"10\"}}}");
    assertThat(query(members + ",\"Select\":\"COUNT\"").body())
        .isEqualTo("{\"Count\":3,\"ScannedCount\":4}");
  }

  /// 4.8: the last page is known only by reading beyond it.
  @Test
  void pagesFollowEachOther() throws Exception {
    String members = key("", "") + ",\"ProjectionExpression\":\"v\",\"Limit\":2";
    String first = query(members).body();
    String last = "\"LastEvaluatedKey\":{\"pk\":{\"S\":\"p\"},\"sk\":{\"N\":\"2\"}}";
    assertThat(first)
        .isEqualTo(
            "{\"Items\":[{\"v\":{\"S\":\"v-1\"}},{\"v\":{\"S\":\"v2\"}}],\"Count\":2,"
                + "\"ScannedCount\":2,"
                + last
                + "}");
    String next = members + "," + last.replace("LastEvaluatedKey", "ExclusiveStartKey");
    assertThat(query(next).body())
        .endsWith("\"LastEvaluatedKey\":{\"pk\":{\"S\":\"p\"},\"sk\":{\"N\":\"20\"}}}");
    assertThat(query(next.replace("\"2\"}", "\"20\"}")).body())
        .isEqualTo("{\"Items\":[],\"Count\":0,\"ScannedCount\":0}");
    assertThat(query(next + ",\"ScanIndexForward\":false").body())
        .isEqualTo("{\"Items\":[{\"v\":{\"S\":\"v-1\"}}],\"Count\":1,\"ScannedCount\":1}");
    assertThat(query(next.replace("\"2\"}", "\"3.5\"}")).body())
        .as("a key of no item")
        .startsWith("{\"Items\":[{\"v\":{\"S\":\"v10\"}}");
  }

  /// 4.7: the sizes of a page are added up before they are rounded.
  @Test
  void capacityIsBilledForTheWholePage() throws Exception {
    for (int at = 0; at < 5; at++) {
      put("bill", "" + at, "\"v\":{\"S\":\"" + "x".repeat(1_700) + "\"}");
    }
    String members = key("", "").replace("\"p\"", "\"bill\"") + ",\"Select\":\"COUNT\"";
    assertThat(query(members + ",\"ReturnConsumedCapacity\":\"TOTAL\"").body())
        .isEqualTo(
            "{\"Count\":5,\"ScannedCount\":5,\"ConsumedCapacity\":{\"TableName\":\"sorted\","
                + "\"CapacityUnits\":1.5}}");
    assertThat(
            query(members + ",\"ConsistentRead\":true,\"ReturnConsumedCapacity\":\"INDEXES\"")
                .body())
        .endsWith("\"CapacityUnits\":3.0,\"Table\":{\"CapacityUnits\":3.0}}}");
    assertThat(
            query(members.replace("\"bill\"", "\"no\"") + ",\"ReturnConsumedCapacity\":\"TOTAL\"")
                .body())
        .endsWith("\"CapacityUnits\":0.5}}");
  }

  /// D7: what is neither filtered nor projected is not looked into.
  @Test
  void countingDoesNotDecodeItems() throws Exception {
    int before = client.region.decodings.get();
    assertThat(query(key("", "") + ",\"Select\":\"COUNT\"").status()).isEqualTo(200);
    assertThat(client.region.decodings.get()).isEqualTo(before);
  }
}
