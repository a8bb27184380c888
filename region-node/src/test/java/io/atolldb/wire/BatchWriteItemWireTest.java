package io.atolldb.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.atolldb.fault.ApiFault;
import io.atolldb.wire.WireClient.Reply;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// BatchWriteItem, in the service's own order of refusal (reference: DynamoDB, 4.2).
class BatchWriteItemWireTest {

  @AutoClose private static WireClient client;

  @BeforeAll
  static void start() throws Exception {
    client = WireClient.start();
  }

  @AfterEach
  void takeWritesAgain() {
    client.region.refuses(null);
  }

  private static Reply batch(String requestItems) throws Exception {
    return client.call("BatchWriteItem", "{\"RequestItems\":{" + requestItems + "}}");
  }

  private static String put(String pk) {
    return "{\"PutRequest\":{\"Item\":{\"pk\":{\"S\":\"" + pk + "\"}}}}";
  }

  private static String delete(String pk) {
    return "{\"DeleteRequest\":{\"Key\":{\"pk\":{\"S\":\"" + pk + "\"}}}}";
  }

  private static String puts(String prefix, int count) {
    List<String> puts = new ArrayList<>();
    for (int at = 0; at < count; at++) puts.add(put(prefix + at));
    return String.join(",", puts);
  }

  /// 4.1.7.
  @Test
  void aWrongJsonTypeIsASerializationException() throws Exception {
    assertThat(batch("\"plain\":{}").body())
        .isEqualTo(Reply.serialization("Start of structure or map found where not expected"));
  }

  /// Members of the model that are not members of this request are like any that are unknown.
  @Test
  void whatOnlyOtherRequestsHaveIsNotLookedAt() throws Exception {
    String more = ",\"TableName\":7,\"ReturnValues\":\"x\",\"ConditionExpression\":[]}";

    assertThat(
            client
                .call(
                    "BatchWriteItem", "{\"RequestItems\":{\"plain\":[" + put("other") + "]}" + more)
                .body())
        .isEqualTo("{\"UnprocessedItems\":{}}");
  }

  /// 4.2 (b).
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | Value at 'RequestItems' failed to satisfy constraint: Member must not be null",
        "{\"RequestItems\":{}} | Value at 'RequestItems' failed to satisfy constraint: Member must"
            + " have length greater than or equal to 1",
        "{\"RequestItems\":{\"plain\":[]}} | Value at 'RequestItems' failed to satisfy constraint:"
            + " Map value must satisfy constraint: [Member must have length less than or equal to"
            + " 25, Member must have length greater than or equal to 1]",
        "{\"RequestItems\":{\"plain\":[{}]},\"ReturnConsumedCapacity\":\"X\"} | Failed to satisfy"
            + " constraint: Member must satisfy enum value set: [INDEXES, TOTAL, NONE]",
      })
  void theFirstBrokenConstraintIsNamed(String body, String message) throws Exception {
    assertThat(client.call("BatchWriteItem", body).body())
        .isEqualTo(Reply.validation("1 validation error detected: " + message));
  }

  /// 4.4: 25 writes in all, however they are spread over tables.
  @Test
  void twentyFiveWritesAreTakenAndTwentySixAreNot() throws Exception {
    assertThat(batch("\"plain\":[" + puts("many", 25) + "]").body())
        .isEqualTo("{\"UnprocessedItems\":{}}");
    assertThat(
            batch("\"plain\":[" + puts("a", 13) + "],\"missing\":[" + puts("b", 13) + "]").body())
        .isEqualTo(Reply.validation("Too many items requested for the BatchWriteItem call"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | Supplied AttributeValue is empty, must contain exactly one of the supported"
            + " datatypes",
        "{\"PutRequest\":{\"Item\":{}},\"DeleteRequest\":{\"Key\":{}}} | Supplied AttributeValue"
            + " has more than one datatypes set, must contain exactly one of the supported"
            + " datatypes",
        "{\"PutRequest\":{\"Item\":{\"pk\":{\"N\":\"x\"}}}} | The parameter cannot be converted to"
            + " a numeric value: x",
      })
  void aWriteThatIsNoneIsRefusedBeforeTablesAreLookedUp(String write, String message)
      throws Exception {
    assertThat(batch("\"missing\":[" + write + "]").body()).isEqualTo(Reply.validation(message));
  }

  /// 4.2 (h): nothing is done if one of the tables is not there.
  @Test
  void aTableThatIsNotThereIsNotFound() throws Exception {
    assertThat(batch("\"plain\":[" + put("with") + "],\"unknown\":[" + put("a") + "]").body())
        .isEqualTo(WireClient.NOT_FOUND);
    assertThat(client.get("with")).isEqualTo("{}");
  }

  /// 4.2 (i), with the words of a put and of a key.
  @Test
  void keysAreCheckedLikeThoseOfSingleWrites() throws Exception {
    assertThat(batch("\"plain\":[{\"PutRequest\":{\"Item\":{\"a\":{\"S\":\"a\"}}}}]").body())
        .isEqualTo(
            Reply.validation(
                "One or more parameter values were invalid: Missing the key pk in the item"));
    assertThat(batch("\"plain\":[{\"DeleteRequest\":{\"Key\":{\"a\":{\"S\":\"a\"}}}}]").body())
        .isEqualTo(Reply.validation("The provided key element does not match the schema"));
  }

  @Test
  void oneKeyMayNotComeTwice() throws Exception {
    assertThat(batch("\"plain\":[" + put("twice") + "," + delete("twice") + "]").body())
        .isEqualTo(Reply.validation("Provided list of item keys contains duplicates"));
  }

  /// 4.4.
  @Test
  void anItemThatIsTooLargeIsRefused() throws Exception {
    String item =
        "{\"PutRequest\":{\"Item\":{\"pk\":{\"S\":\"a\"},\"v\":{\"S\":\""
            + "x".repeat(409_600)
            + "\"}}}}";

    assertThat(batch("\"plain\":[" + item + "]").body())
        .isEqualTo(Reply.validation("Item size has exceeded the maximum allowed size"));
  }

  @Test
  void putsAndDeletesAreDone() throws Exception {
    client.put("{\"pk\":{\"S\":\"old\"}}");

    assertThat(batch("\"plain\":[" + put("new") + "," + delete("old") + "]").body())
        .isEqualTo("{\"UnprocessedItems\":{}}");

    assertThat(client.get("new")).isEqualTo("{\"Item\":{\"pk\":{\"S\":\"new\"}}}");
    assertThat(client.get("old")).isEqualTo("{}");
  }

  /// 4.7: a list with one entry for each table.
  @Test
  void capacityIsBilledTableByTable() throws Exception {
    Reply reply =
        client.call(
            "BatchWriteItem",
            "{\"RequestItems\":{\"plain\":["
                + puts("bill", 2)
                + "],\"sorted\":[{\"PutRequest\":{\"Item\":{\"pk\":{\"S\":\"a\"},"
                + "\"sk\":{\"N\":\"1\"}}}}]},\"ReturnConsumedCapacity\":\"TOTAL\"}");

    assertThat(reply.body())
        .isEqualTo(
            "{\"UnprocessedItems\":{},\"ConsumedCapacity\":["
                + "{\"TableName\":\"plain\",\"CapacityUnits\":2.0},"
                + "{\"TableName\":\"sorted\",\"CapacityUnits\":1.0}]}");
  }

  /// A write that the region cannot take now comes back as it was sent.
  @Test
  void writesThatCouldNotBeTakenComeBack() throws Exception {
    client.region.refusesOnce(new ApiFault.Overloaded("busy"));

    assertThat(batch("\"plain\":[" + delete("first") + "," + put("second") + "]").body())
        .isEqualTo("{\"UnprocessedItems\":{\"plain\":[" + delete("first") + "]}}");
    assertThat(client.get("second")).contains("second");
  }

  @Test
  void aBatchOfWhichNothingCouldBeTakenHasFailed() throws Exception {
    client.region.refuses(new ApiFault.InternalFailure("the disk is full"));

    Reply reply = batch("\"plain\":[" + puts("none", 2) + "]");

    assertThat(reply.status()).isEqualTo(500);
    assertThat(reply.body())
        .isEqualTo(
            "{\"__type\":\"com.amazonaws.dynamodb.v20120810#InternalServerError\","
                + "\"message\":\"the disk is full\"}");
  }
}
