package io.atolldb.wire;

import static io.atolldb.wire.IndexStories.put;
import static org.assertj.core.api.Assertions.assertThat;

import io.atolldb.wire.WireClient.Reply;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What writes to a table with indexes refuse, cost and tell.
class IndexWritesWireTest {

  private static final String UNSUPPORTED_TYPE =
      "The update expression attempted to update the secondary index key to unsupported type";

  @AutoClose private static WireClient client;

  @BeforeAll
  static void start() throws Exception {
    client = IndexStories.withTable();
  }

  /// 4.11.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"g\":{\"N\":\"1\"} | One or more parameter values were invalid: Type mismatch for Index"
            + " Key g Expected: S Actual: N IndexName: all",
        "\"g\":{\"NULL\":true} | One or more parameter values were invalid: Type mismatch for Index"
            + " Key g Expected: S Actual: NULL IndexName: all",
        "\"g\":{\"S\":\"\"} | One or more parameter values are not valid. A value specified for a"
            + " secondary index key is not supported. The AttributeValue for a key attribute cannot"
            + " contain an empty string value. IndexName: all, IndexKey: g",
        "\"b\":{\"B\":\"\"} | One or more parameter values are not valid. A value specified for a"
            + " secondary index key is not supported. The AttributeValue for a key attribute cannot"
            + " contain an empty binary value. IndexName: some, IndexKey: b",
      })
  void aValueThatCannotBeAnIndexKeyRefusesTheWrite(String attribute, String message)
      throws Exception {
    assertThat(put(client, "bad", 1, "," + attribute).body()).isEqualTo(Reply.validation(message));
    String batch =
        "{\"RequestItems\":{\"tab\":[{\"PutRequest\":{\"Item\":{\"pk\":{\"S\":\"bad\"},"
            + "\"sk\":{\"N\":\"1\"},"
            + attribute
            + "}}}]}}";
    assertThat(client.call("BatchWriteItem", batch).body()).isEqualTo(Reply.validation(message));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SET g = :v",
        "ADD g :v",
        "SET g = v",
        "SET g = v + :v",
        "SET v = :v, g = if_not_exists(nothere, :v)"
      })
  void anUpdateExpressionWritesNoValueThatAnIndexCannotHold(String expression) throws Exception {
    assertThat(put(client, "e", 1, ",\"v\":{\"N\":\"2\"}").status()).isEqualTo(200);
    String values =
        expression.contains(":v") ? ",\"ExpressionAttributeValues\":{\":v\":{\"N\":\"1\"}}" : "";
    String update =
        "{\"TableName\":\"tab\",\"Key\":{\"pk\":{\"S\":\"e\"},\"sk\":{\"N\":\"1\"}},"
            + "\"UpdateExpression\":\"%s\"%s}".formatted(expression, values);
    assertThat(client.call("UpdateItem", update).body())
        .isEqualTo(Reply.validation(UNSUPPORTED_TYPE));
  }

  /// What is known without the item is told before the condition is judged.
  @Test
  void theTypeOfAValueIsJudgedBeforeTheCondition() throws Exception {
    String update =
        "{\"TableName\":\"tab\",\"Key\":{\"pk\":{\"S\":\"none\"},\"sk\":{\"N\":\"1\"}},%s}";
    String expression =
        "\"UpdateExpression\":\"SET g = :v\",\"ConditionExpression\":\"attribute_exists(pk)\","
            + "\"ExpressionAttributeValues\":{\":v\":{\"N\":\"1\"}}";
    assertThat(client.call("UpdateItem", update.formatted(expression)).body())
        .isEqualTo(Reply.validation(UNSUPPORTED_TYPE));
    String legacy =
        "\"AttributeUpdates\":{\"g\":{\"Value\":{\"N\":\"1\"}}},"
            + "\"Expected\":{\"pk\":{\"Value\":{\"S\":\"none\"}}}";
    assertThat(client.call("UpdateItem", update.formatted(legacy)).body())
        .isEqualTo(
            Reply.validation(
                "One or more parameter values were invalid: Type mismatch for Index Key g Expected:"
                    + " S Actual: N IndexName: all"));
  }

  @Test
  void anUpdateIsJudgedByTheItemThatItMakes() throws Exception {
    String update =
        "{\"TableName\":\"tab\",\"Key\":{\"pk\":{\"S\":\"u\"},\"sk\":{\"N\":\"1\"}},"
            + "\"UpdateExpression\":\"SET g = :v\","
            + "\"ExpressionAttributeValues\":{\":v\":{\"S\":\"\"}}}";
    assertThat(client.call("UpdateItem", update).body())
        .isEqualTo(
            Reply.validation(
                "One or more parameter values are not valid. The update expression attempted to"
                    + " update a secondary index key to a value that is not supported. The"
                    + " AttributeValue for a key attribute cannot contain an empty string value."));
  }

  /// 4.7: an entry that moves costs two, one that goes one, one that shows nothing new nothing.
  @Test
  void eachIndexPaysForWhatChangesInIt() throws Exception {
    String g = ",\"g\":{\"S\":\"a\"},\"n\":{\"N\":\"1\"}";
    assertThat(cost("cost", g))
        .isEqualTo(
            "4.0,\"Table\":{\"CapacityUnits\":1.0},\"LocalSecondaryIndexes\":{\"local\":"
                + "{\"CapacityUnits\":1.0}},\"GlobalSecondaryIndexes\":{\"all\":"
                + "{\"CapacityUnits\":1.0},\"keys\":{\"CapacityUnits\":1.0}}}}");
    assertThat(cost("cost", g)).isEqualTo("1.0,\"Table\":{\"CapacityUnits\":1.0}}}");
    assertThat(cost("cost", g + ",\"v\":{\"S\":\"new\"}"))
        .isEqualTo(
            "2.0,\"Table\":{\"CapacityUnits\":1.0},\"GlobalSecondaryIndexes\":{\"all\":"
                + "{\"CapacityUnits\":1.0}}}}");
    assertThat(cost("cost", ",\"g\":{\"S\":\"b\"},\"n\":{\"N\":\"1\"},\"v\":{\"S\":\"new\"}"))
        .isEqualTo(
            "5.0,\"Table\":{\"CapacityUnits\":1.0},\"GlobalSecondaryIndexes\":{\"all\":"
                + "{\"CapacityUnits\":2.0},\"keys\":{\"CapacityUnits\":2.0}}}}");
    assertThat(cost("cost", ",\"v\":{\"S\":\"new\"}"))
        .isEqualTo(
            "4.0,\"Table\":{\"CapacityUnits\":1.0},\"LocalSecondaryIndexes\":{\"local\":"
                + "{\"CapacityUnits\":1.0}},\"GlobalSecondaryIndexes\":{\"all\":"
                + "{\"CapacityUnits\":1.0},\"keys\":{\"CapacityUnits\":1.0}}}}");
  }

  private static String cost(String pk, String attributes) throws Exception {
    String body =
        client
            .call(
                "PutItem",
                ("{\"TableName\":\"tab\",\"ReturnConsumedCapacity\":\"INDEXES\","
                        + "\"Item\":{\"pk\":{\"S\":\"%s\"},\"sk\":{\"N\":\"1\"}%s}}")
                    .formatted(pk, attributes))
            .body();
    String before = "{\"ConsumedCapacity\":{\"TableName\":\"tab\",\"CapacityUnits\":";
    assertThat(body).startsWith(before);
    return body.substring(before.length());
  }

  @Test
  void aTableWithALocalIndexTellsTheSizeOfTheCollection() throws Exception {
    String asked = "\"ReturnItemCollectionMetrics\":\"SIZE\"";
    String metrics =
        "{\"ItemCollectionKey\":{\"pk\":{\"S\":\"c\"}},\"SizeEstimateRangeGB\":[0.0,1.0]}";
    String item = "{\"pk\":{\"S\":\"c\"},\"sk\":{\"N\":\"1\"}}";
    assertThat(
            client
                .call("PutItem", "{\"TableName\":\"tab\",\"Item\":" + item + "," + asked + "}")
                .body())
        .isEqualTo("{\"ItemCollectionMetrics\":" + metrics + "}");
    assertThat(
            client
                .call(
                    "BatchWriteItem",
                    "{\"RequestItems\":{\"tab\":[{\"DeleteRequest\":{\"Key\":"
                        + item
                        + "}}]},"
                        + asked
                        + "}")
                .body())
        .isEqualTo(
            "{\"UnprocessedItems\":{},\"ItemCollectionMetrics\":{\"tab\":[" + metrics + "]}}");
    assertThat(
            client
                .call(
                    "PutItem",
                    "{\"TableName\":\"plain\",\"Item\":{\"pk\":{\"S\":\"c\"}}," + asked + "}")
                .body())
        .isEqualTo("{}");
  }
}
