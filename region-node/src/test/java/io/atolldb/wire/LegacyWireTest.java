package io.atolldb.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.atolldb.wire.WireClient.Reply;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The members of the time before expressions, which are still served and must be exact (reference:
/// DynamoDB, 4.5).
class LegacyWireTest {

  private static final String INVALID = "One or more parameter values were invalid: ";

  @AutoClose private static WireClient client;

  @BeforeAll
  static void start() throws Exception {
    client = WireClient.start();
  }

  private static Reply update(String pk, String members) throws Exception {
    return client.call(
        "UpdateItem",
        "{\"TableName\":\"plain\",\"Key\":{\"pk\":{\"S\":\"" + pk + "\"}}," + members + "}");
  }

  /// Against an item with n = 5, s = "abc", ss = {x, y}.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"n\":{\"Value\":{\"N\":\"5.0\"}} | true",
        "\"n\":{\"Value\":{\"N\":\"6\"}} | false",
        "\"n\":{\"Exists\":true,\"Value\":{\"N\":\"5\"}} | true",
        "\"n\":{\"Exists\":false} | false",
        "\"z\":{\"Exists\":false} | true",
        "\"z\":{\"Value\":{\"N\":\"5\"}} | false",
        "\"n\":{\"ComparisonOperator\":\"EQ\",\"AttributeValueList\":[{\"N\":\"5\"}]} | true",
        "\"n\":{\"ComparisonOperator\":\"EQ\",\"Value\":{\"N\":\"5\"}} | true",
        "\"n\":{\"ComparisonOperator\":\"NE\",\"AttributeValueList\":[{\"N\":\"5\"}]} | false",
        "\"z\":{\"ComparisonOperator\":\"NE\",\"AttributeValueList\":[{\"N\":\"5\"}]} | true",
        "\"n\":{\"ComparisonOperator\":\"LE\",\"AttributeValueList\":[{\"N\":\"5\"}]} | true",
        "\"n\":{\"ComparisonOperator\":\"LT\",\"AttributeValueList\":[{\"N\":\"5\"}]} | false",
        "\"n\":{\"ComparisonOperator\":\"GE\",\"AttributeValueList\":[{\"N\":\"6\"}]} | false",
        "\"n\":{\"ComparisonOperator\":\"GT\",\"AttributeValueList\":[{\"N\":\"4\"}]} | true",
        "\"n\":{\"ComparisonOperator\":\"NOT_NULL\"} | true",
        "\"n\":{\"ComparisonOperator\":\"NULL\"} | false",
        "\"s\":{\"ComparisonOperator\":\"CONTAINS\",\"AttributeValueList\":[{\"S\":\"b\"}]} | true",
        "\"ss\":{\"ComparisonOperator\":\"CONTAINS\",\"AttributeValueList\":[{\"S\":\"x\"}]} |"
            + " true",
        "\"s\":{\"ComparisonOperator\":\"NOT_CONTAINS\",\"AttributeValueList\":[{\"S\":\"z\"}]} |"
            + " true",
        "\"z\":{\"ComparisonOperator\":\"NOT_CONTAINS\",\"AttributeValueList\":[{\"S\":\"z\"}]} |"
            + " false",
        "\"s\":{\"ComparisonOperator\":\"BEGINS_WITH\",\"AttributeValueList\":[{\"S\":\"ab\"}]} |"
            + " true",
        "\"n\":{\"ComparisonOperator\":\"IN\",\"AttributeValueList\":[{\"N\":\"4\"},{\"N\":\"5\"}]}"
            + " | true",
        "\"n\":{\"ComparisonOperator\":\"BETWEEN\",\"AttributeValueList\":[{\"N\":\"5\"},{\"N\":\"6\"}]}"
            + " | true",
        "\"n\":{\"Value\":{\"N\":\"5\"}},\"s\":{\"Value\":{\"S\":\"no\"}} | false",
      })
  void expectationsAreConditions(String expected, boolean holds) throws Exception {
    String item =
        "{\"pk\":{\"S\":\"exp\"},\"n\":{\"N\":\"5\"},\"s\":{\"S\":\"abc\"},\"ss\":{\"SS\":[\"x\",\"y\"]}}";
    client.put(item);

    Reply reply =
        client.call(
            "PutItem",
            "{\"TableName\":\"plain\",\"Item\":" + item + ",\"Expected\":{" + expected + "}}");

    assertThat(reply.body()).contains(holds ? "{}" : "ConditionalCheckFailedException");
  }

  @Test
  void expectationsMayBeJoinedByOr() throws Exception {
    client.put("{\"pk\":{\"S\":\"or\"},\"n\":{\"N\":\"5\"}}");
    String delete =
        "{\"TableName\":\"plain\",\"Key\":{\"pk\":{\"S\":\"or\"}},\"Expected\":{"
            + "\"n\":{\"Value\":{\"N\":\"6\"}},\"z\":{\"Exists\":false}},"
            + "\"ConditionalOperator\":\"%s\"}";

    assertThat(client.call("DeleteItem", delete.formatted("AND")).status()).isEqualTo(400);
    assertThat(client.call("DeleteItem", delete.formatted("OR")).body()).isEqualTo("{}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | Value must be provided when Exists is null for Attribute: a",
        "{\"Exists\":true} | Value must be provided when Exists is true for Attribute: a",
        "{\"Exists\":false,\"Value\":{\"S\":\"a\"}} | Value cannot be used when Exists is false for"
            + " Attribute: a",
        "{\"AttributeValueList\":[]} | AttributeValueList can only be used with a"
            + " ComparisonOperator for Attribute: a",
        "{\"Value\":{\"S\":\"a\"},\"AttributeValueList\":[]} | Value and AttributeValueList cannot"
            + " be used together for Attribute: a",
        "{\"Exists\":true,\"ComparisonOperator\":\"NULL\"} | Exists and ComparisonOperator cannot"
            + " be used together for Attribute: a",
        "{\"ComparisonOperator\":\"EQ\"} | Value or AttributeValueList must be used with"
            + " ComparisonOperator: EQ for Attribute: a",
        "{\"ComparisonOperator\":\"EQ\",\"AttributeValueList\":[]} | Invalid number of argument(s)"
            + " for the EQ ComparisonOperator",
        "{\"ComparisonOperator\":\"NULL\",\"Value\":{\"S\":\"a\"}} | Invalid number of argument(s)"
            + " for the NULL ComparisonOperator",
        "{\"ComparisonOperator\":\"LT\",\"Value\":{\"BOOL\":true}} | ComparisonOperator LT is not"
            + " valid for BOOL AttributeValue type",
        "{\"ComparisonOperator\":\"IN\",\"AttributeValueList\":[{\"S\":\"a\"},{\"N\":\"1\"}]} |"
            + " AttributeValues inside AttributeValueList must be of same type",
      })
  void anExpectationThatIsNoneIsRefused(String expected, String message) throws Exception {
    assertThat(update("a", "\"Expected\":{\"a\":" + expected + "}").body())
        .isEqualTo(Reply.validation(INVALID + message));
  }

  @Test
  void anAttributeHasAName() throws Exception {
    var refusal = Reply.validation("Empty attribute name");
    assertThat(update("a", "\"Expected\":{\"\":{\"Exists\":false}}").body()).isEqualTo(refusal);
    assertThat(update("a", "\"AttributeUpdates\":{\"\":{\"Value\":{\"S\":\"a\"}}}").body())
        .isEqualTo(refusal);
  }

  /// The one of its time that has expressions beside it.
  @Test
  void keyConditionsGoTogetherWithExpressions() throws Exception {
    String query =
        "{\"TableName\":\"plain\",\"KeyConditions\":{\"pk\":{\"ComparisonOperator\":\"EQ\","
            + "\"AttributeValueList\":[{\"S\":\"with\"}]}},\"FilterExpression\":\"v = :v\","
            + "\"ProjectionExpression\":\"v\",\"ExpressionAttributeValues\":{\":v\":%s}}";
    client.put("{\"pk\":{\"S\":\"with\"},\"v\":{\"N\":\"1\"}}");
    assertThat(client.call("Query", query.formatted("{\"N\":\"1\"}")).body())
        .isEqualTo("{\"Items\":[{\"v\":{\"N\":\"1\"}}],\"Count\":1,\"ScannedCount\":1}");
    assertThat(client.call("Query", query.formatted("{\"N\":\"2\"}")).body())
        .isEqualTo("{\"Items\":[],\"Count\":0,\"ScannedCount\":1}");
  }

  @Test
  void aContainedValueMayBeOfTheTypesThatListsOftenHold() throws Exception {
    client.put("{\"pk\":{\"S\":\"holds\"},\"l\":{\"L\":[{\"BOOL\":true},{\"NULL\":true}]}}");
    String contains = "\"Expected\":{\"l\":{\"ComparisonOperator\":\"CONTAINS\",\"Value\":%s}}";
    assertThat(update("holds", contains.formatted("{\"BOOL\":true}")).status()).isEqualTo(200);
    assertThat(update("holds", contains.formatted("{\"NULL\":true}")).status()).isEqualTo(200);
    assertThat(update("holds", contains.formatted("{\"BOOL\":false}")).body())
        .contains("ConditionalCheckFailedException");
    assertThat(update("holds", contains.formatted("{\"SS\":[\"a\"]}")).body())
        .isEqualTo(
            Reply.validation(
                INVALID + "ComparisonOperator CONTAINS is not valid for SS AttributeValue type"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"Action\":\"ADD\",\"Value\":{\"N\":\"1\"}}",
        "{\"Action\":\"ADD\",\"Value\":{\"SS\":[\"a\"]}}",
        "{\"Action\":\"ADD\",\"Value\":{\"L\":[]}}",
        "{\"Action\":\"DELETE\",\"Value\":{\"SS\":[\"a\"]}}"
      })
  void anUpdateFitsWhatTheItemHas(String update) throws Exception {
    client.put("{\"pk\":{\"S\":\"fit\"},\"text\":{\"S\":\"a\"}}");
    assertThat(update("fit", "\"AttributeUpdates\":{\"text\":" + update + "}").body())
        .isEqualTo(Reply.validation("Type mismatch for attribute to update"));
  }

  @Test
  void oneExpectationIsNotJoined() throws Exception {
    assertThat(
            update("a", "\"Expected\":{\"a\":{\"Exists\":false}},\"ConditionalOperator\":\"AND\"")
                .body())
        .isEqualTo(
            Reply.validation(
                "ConditionalOperator can only be used when Filter or Expected has two or more"
                    + " elements"));
  }

  @Test
  void wordsOfExpectationsAreConstraintsOfTheModel() throws Exception {
    assertThat(update("a", "\"Expected\":{\"a\":{\"ComparisonOperator\":\"LIKE\"}}").body())
        .startsWith(
            "{\"__type\":\"com.amazon.coral.validate#ValidationException\","
                + "\"message\":\"1 validation error detected: Failed to satisfy constraint:"
                + " Member must satisfy enum value set: [IN, NULL, ");
    assertThat(update("a", "\"ConditionalOperator\":\"OR\"").body())
        .isEqualTo(
            Reply.validation("ConditionalOperator cannot be used without Filter or Expected"));
    assertThat(
            update(
                    "a",
                    "\"Expected\":{\"a\":{\"ComparisonOperator\":\"BETWEEN\","
                        + "\"AttributeValueList\":[{\"N\":\"2\"},{\"N\":\"1\"}]}}")
                .body())
        .isEqualTo(
            Reply.validation(
                "The BETWEEN condition was provided a range where the lower bound is greater than"
                    + " the upper bound"));
  }

  /// On an item with n = 5, ss = {x, y}, l = [1].
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"n\":{\"Value\":{\"N\":\"7\"}} | {\"n\":{\"N\":\"7\"}}",
        "\"n\":{\"Action\":\"PUT\",\"Value\":{\"S\":\"now text\"}} | {\"n\":{\"S\":\"now text\"}}",
        "\"n\":{\"Action\":\"ADD\",\"Value\":{\"N\":\"7\"}} | {\"n\":{\"N\":\"12\"}}",
        "\"new\":{\"Action\":\"ADD\",\"Value\":{\"N\":\"7\"}} | {\"new\":{\"N\":\"7\"}}",
        "\"ss\":{\"Action\":\"ADD\",\"Value\":{\"SS\":[\"z\"]}} |"
            + " {\"ss\":{\"SS\":[\"x\",\"y\",\"z\"]}}",
        "\"ss\":{\"Action\":\"DELETE\",\"Value\":{\"SS\":[\"x\"]}} | {\"ss\":{\"SS\":[\"y\"]}}",
        "\"l\":{\"Action\":\"ADD\",\"Value\":{\"L\":[{\"N\":\"2\"}]}} |"
            + " {\"l\":{\"L\":[{\"N\":\"1\"},{\"N\":\"2\"}]}}",
        "\"a.b\":{\"Value\":{\"S\":\"one name\"}} | {\"a.b\":{\"S\":\"one name\"}}",
      })
  void attributeUpdatesAreUpdates(String updates, String updatedNew) throws Exception {
    client.put(
        "{\"pk\":{\"S\":\"upd\"},\"n\":{\"N\":\"5\"},\"ss\":{\"SS\":[\"x\",\"y\"]},"
            + "\"l\":{\"L\":[{\"N\":\"1\"}]}}");

    Reply reply =
        update("upd", "\"AttributeUpdates\":{" + updates + "},\"ReturnValues\":\"UPDATED_NEW\"");

    assertThat(reply.body()).isEqualTo("{\"Attributes\":" + updatedNew + "}");
  }

  @Test
  void anAttributeIsDeletedWithoutAValue() throws Exception {
    client.put("{\"pk\":{\"S\":\"del\"},\"n\":{\"N\":\"5\"}}");

    assertThat(update("del", "\"AttributeUpdates\":{\"n\":{\"Action\":\"DELETE\"}}").body())
        .isEqualTo("{}");
    assertThat(client.get("del")).isEqualTo("{\"Item\":{\"pk\":{\"S\":\"del\"}}}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"Action\":\"ADD\"} | Only DELETE action is allowed when no attribute value is specified",
        "{\"Action\":\"ADD\",\"Value\":{\"S\":\"a\"}} | ADD action is not supported for the type S",
        "{\"Action\":\"DELETE\",\"Value\":{\"N\":\"1\"}} | DELETE action with value is not"
            + " supported for the type N",
      })
  void anUpdateThatIsNoneIsRefused(String update, String message) throws Exception {
    assertThat(update("a", "\"AttributeUpdates\":{\"a\":" + update + "}").body())
        .isEqualTo(Reply.validation(INVALID + message));
  }

  @Test
  void keyAttributesCannotBeUpdated() throws Exception {
    assertThat(update("a", "\"AttributeUpdates\":{\"pk\":{\"Value\":{\"S\":\"b\"}}}").body())
        .isEqualTo(
            Reply.validation(
                INVALID + "Cannot update attribute pk. This attribute is part of the key"));
  }
}
