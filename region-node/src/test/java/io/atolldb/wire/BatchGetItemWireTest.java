package io.atolldb.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.atolldb.wire.WireClient.Reply;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// BatchGetItem, in the service's own order of refusal (reference: DynamoDB, 4.2).
class BatchGetItemWireTest {

  @AutoClose private static WireClient client;

  @BeforeAll
  static void start() throws Exception {
    client = WireClient.start();
    client.put("{\"pk\":{\"S\":\"a\"},\"v\":{\"N\":\"1\"},\"w\":{\"S\":\"x\"}}");
    client.put("{\"pk\":{\"S\":\"b\"},\"v\":{\"N\":\"2\"}}");
    client.call(
        "PutItem",
        "{\"TableName\":\"sorted\",\"Item\":{\"pk\":{\"S\":\"a\"},\"sk\":{\"N\":\"1\"}}}");
  }

  private static Reply batch(String requestItems, String members) throws Exception {
    return client.call("BatchGetItem", "{\"RequestItems\":{" + requestItems + "}" + members + "}");
  }

  private static String keys(String... pks) {
    return Arrays.stream(pks)
        .map("{\"pk\":{\"S\":\"%s\"}}"::formatted)
        .collect(Collectors.joining(",", "\"Keys\":[", "]"));
  }

  private static String plain(String... pks) {
    return "\"plain\":{" + keys(pks) + "}";
  }

  private static String[] names(int count) {
    return IntStream.range(0, count).mapToObj(at -> "n" + at).toArray(String[]::new);
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
        "{\"RequestItems\":{\"plain\":{}}} | Value at 'RequestItems.plain.member.Keys' failed to"
            + " satisfy constraint: Member must not be null",
        "{\"RequestItems\":{\"plain\":{\"Keys\":[]}}} | Value at 'RequestItems.plain.member.Keys'"
            + " failed to satisfy constraint: Member must have length greater than or equal to 1",
        "{\"RequestItems\":{\"plain\":{\"Keys\":[{}]}},\"ReturnConsumedCapacity\":\"X\"} | Failed"
            + " to satisfy constraint: Member must satisfy enum value set: [INDEXES, TOTAL, NONE]",
      })
  void theFirstBrokenConstraintIsNamed(String body, String message) throws Exception {
    assertThat(client.call("BatchGetItem", body).body())
        .isEqualTo(Reply.validation("1 validation error detected: " + message));
  }

  /// 4.2 (c) to (g).
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"AttributesToGet\":[\"v\"],\"ProjectionExpression\":\"v\" | Can not use both expression"
            + " and non-expression parameters in the same request: Non-expression parameters:"
            + " {AttributesToGet} Expression parameters: {ProjectionExpression}",
        "\"ExpressionAttributeNames\":{\"#v\":\"v\"} | ExpressionAttributeNames can only be"
            + " specified when using expressions",
        "\"ProjectionExpression\":\"v, v.a\" | Invalid ProjectionExpression: Two document paths"
            + " overlap with each other; must remove or rewrite one of these paths; path one: [v],"
            + " path two: [v, a]",
        "\"ProjectionExpression\":\"v\",\"ExpressionAttributeNames\":{\"#v\":\"v\"} | Value"
            + " provided in ExpressionAttributeNames unused in expressions: keys: {#v}",
        "\"AttributesToGet\":[\"v\",\"v\"] | One or more parameter values were invalid: Duplicate"
            + " value in attribute name: v"
      })
  void whatIsWrongInItselfIsRefusedWhateverTheTable(String members, String message)
      throws Exception {
    assertThat(batch("\"missing\":{" + keys("a") + "," + members + "}", "").body())
        .isEqualTo(Reply.validation(message));
  }

  /// 4.2 (g): 100 keys over all tables.
  @Test
  void aBatchHasAtMost100Keys() throws Exception {
    assertThat(batch(plain(names(100)), "").status()).isEqualTo(200);
    assertThat(batch(plain(names(101)), "").body())
        .isEqualTo(
            Reply.validation(
                "1 validation error detected: Value at 'RequestItems.plain.member.Keys' failed to"
                    + " satisfy constraint: Member must have length less than or equal to 100"));
    assertThat(batch(plain(names(60)) + ",\"other\":{" + keys(names(41)) + "}", "").body())
        .isEqualTo(Reply.validation("Too many items requested for the BatchGetItem call"));
  }

  /// 4.2 (h), (i).
  @Test
  void everyTableMustBeThereAndEveryKeyFit() throws Exception {
    assertThat(batch(plain("a") + ",\"missing\":{" + keys("a") + "}", "").body())
        .isEqualTo(WireClient.NOT_FOUND);
    assertThat(batch("\"sorted\":{" + keys("a") + "}", "").body())
        .isEqualTo(Reply.validation("The provided key element does not match the schema"));
    assertThat(batch(plain("a", "b", "a"), "").body())
        .isEqualTo(Reply.validation("Provided list of item keys contains duplicates"));
    assertThat(
            batch(
                    "\"sorted\":{\"Keys\":[{\"pk\":{\"S\":\"a\"},\"sk\":{\"N\":\"1\"}},"
                        + "{\"sk\":{\"N\":\"1.0\"},\"pk\":{\"S\":\"a\"}}]}",
                    "")
                .body())
        .as("keys are compared by value")
        .isEqualTo(Reply.validation("Provided list of item keys contains duplicates"));
  }

  @Test
  void itemsThatAreThereAreAnsweredByTable() throws Exception {
    assertThat(
            batch(
                    plain("a", "nobody", "b")
                        + ",\"sorted\":{\"Keys\":[{\"pk\":{\"S\":\"a\"},\"sk\":{\"N\":\"2\"}}]}",
                    "")
                .body())
        .isEqualTo(
            "{\"Responses\":{\"plain\":[{\"pk\":{\"S\":\"a\"},\"v\":{\"N\":\"1\"},\"w\":{\"S\":\"x\"}},"
                + "{\"pk\":{\"S\":\"b\"},\"v\":{\"N\":\"2\"}}],\"sorted\":[]},\"UnprocessedKeys\":{}}");
  }

  @Test
  void eachTableHasItsOwnProjection() throws Exception {
    String plain =
        keys("a") + ",\"ProjectionExpression\":\"#v\",\"ExpressionAttributeNames\":{\"#v\":\"v\"}";
    String sorted =
        "\"Keys\":[{\"pk\":{\"S\":\"a\"},\"sk\":{\"N\":\"1\"}}],"
            + "\"AttributesToGet\":[\"sk\",\"w\"]";
    assertThat(batch("\"plain\":{" + plain + "},\"sorted\":{" + sorted + "}", "").body())
        .isEqualTo(
            "{\"Responses\":{\"plain\":[{\"v\":{\"N\":\"1\"}}],\"sorted\":[{\"sk\":{\"N\":\"1\"}}]},"
                + "\"UnprocessedKeys\":{}}");
  }

  /// 4.7: each item is rounded by itself, a missing one costs the minimum.
  @Test
  void capacityIsBilledPerItem() throws Exception {
    String requestItems = "\"plain\":{%s,\"ConsistentRead\":%b},\"sorted\":{%s}";
    String sorted = "\"Keys\":[{\"pk\":{\"S\":\"a\"},\"sk\":{\"N\":\"1\"}}]";
    assertThat(
            batch(
                    requestItems.formatted(keys("a", "nobody", "b"), false, sorted),
                    ",\"ReturnConsumedCapacity\":\"TOTAL\"")
                .body())
        .endsWith(
            ",\"ConsumedCapacity\":[{\"TableName\":\"plain\",\"CapacityUnits\":1.5},"
                + "{\"TableName\":\"sorted\",\"CapacityUnits\":0.5}]}");
    assertThat(
            batch(
                    requestItems.formatted(keys("a"), true, sorted),
                    ",\"ReturnConsumedCapacity\":\"INDEXES\"")
                .body())
        .endsWith(
            ",\"ConsumedCapacity\":[{\"TableName\":\"plain\",\"CapacityUnits\":1.0,\"Table\":"
                + "{\"CapacityUnits\":1.0}},{\"TableName\":\"sorted\",\"CapacityUnits\":0.5,\"Table\":"
                + "{\"CapacityUnits\":0.5}}]}");
  }

  /// 4.8: 16 MB are 41 items of 400 KB and not 42.
  @Test
  void whatHasNoRoomInTheAnswerIsUnprocessedAndCanBeSentAgain() throws Exception {
    String[] pks = IntStream.range(0, 45).mapToObj(at -> "big" + (10 + at)).toArray(String[]::new);
    String padding = "x".repeat(408_000);
    for (String pk : pks) {
      client.put("{\"pk\":{\"S\":\"" + pk + "\"},\"v\":{\"S\":\"" + padding + "\"}}");
    }
    String table = "\"plain\":{" + keys(pks) + ",\"ConsistentRead\":true";
    String projection =
        ",\"ProjectionExpression\":\"#p\",\"ExpressionAttributeNames\":{\"#p\":\"pk\"}}";
    String body = batch(table + projection, ",\"ReturnConsumedCapacity\":\"TOTAL\"").body();

    String rest = keys("big51", "big52", "big53", "big54");
    assertThat(body)
        .contains("{\"pk\":{\"S\":\"big50\"}}]")
        .contains(
            "\"UnprocessedKeys\":{\"plain\":{" + rest + ",\"ConsistentRead\":true" + projection)
        .endsWith("\"CapacityUnits\":4100.0}]}");
    assertThat(batch("\"plain\":{" + rest + projection, "").body())
        .contains("\"big54\"")
        .endsWith("\"UnprocessedKeys\":{}}");
  }
}
