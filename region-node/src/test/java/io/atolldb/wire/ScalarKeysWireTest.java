package io.atolldb.wire;

import static io.atolldb.wire.IndexStories.put;
import static org.assertj.core.api.Assertions.assertThat;

import io.atolldb.wire.WireClient.Reply;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// No expression may look inside of a key, be it the table's or an index's.
class ScalarKeysWireTest {

  private static final String KEY = "{\"pk\":{\"S\":\"p\"},\"sk\":{\"N\":\"1\"}}";

  private static WireClient client;

  @BeforeAll
  static void start() throws Exception {
    client = IndexStories.withTable();
    assertThat(put(client, "p", 1, ",\"v\":{\"L\":[]}").status()).isEqualTo(200);
  }

  @AfterAll
  static void stop() {
    client.close();
  }

  @ParameterizedTest
  @CsvSource({
    "pk.a, Key: pk",
    "sk[0], Key: sk",
    "g.a, IndexKey: g",
    "n[1].x, IndexKey: n",
    "b.x, IndexKey: b"
  })
  void isToldOfEveryExpression(String path, String key) throws Exception {
    String refusal =
        Reply.validation(
            "Key attributes must be scalars; list random access '[]' and map lookup '.' are not"
                + " allowed: "
                + key);
    String projection = "\"ProjectionExpression\":\"v, " + path + "\"";
    String condition = "\"ConditionExpression\":\"attribute_not_exists(" + path + ")\"";
    String filter = "\"FilterExpression\":\"size(" + path + ") > v\"";
    String query =
        "\"KeyConditionExpression\":\"pk ="
            + " :p\",\"ExpressionAttributeValues\":{\":p\":{\"S\":\"p\"}}";
    String in = "{\"TableName\":\"tab\",";

    assertThat(body("GetItem", in + "\"Key\":" + KEY + "," + projection)).isEqualTo(refusal);
    assertThat(body("Scan", in + projection)).isEqualTo(refusal);
    assertThat(body("Scan", in + "\"IndexName\":\"all\"," + filter)).isEqualTo(refusal);
    assertThat(body("Query", in + query + "," + projection)).isEqualTo(refusal);
    assertThat(body("Query", in + query + "," + filter)).isEqualTo(refusal);
    assertThat(body("PutItem", in + "\"Item\":" + KEY + "," + condition)).isEqualTo(refusal);
    assertThat(body("DeleteItem", in + "\"Key\":" + KEY + "," + condition)).isEqualTo(refusal);
    assertThat(body("UpdateItem", in + "\"Key\":" + KEY + "," + condition)).isEqualTo(refusal);
    assertThat(
            body(
                "BatchGetItem",
                "{\"RequestItems\":{\"tab\":{\"Keys\":[" + KEY + "]," + projection + "}}"))
        .isEqualTo(refusal);
    assertThat(
            body(
                "UpdateItem",
                in + "\"Key\":" + KEY + ",\"UpdateExpression\":\"SET v = " + path + "\""))
        .isEqualTo(refusal);
  }

  @ParameterizedTest
  @ValueSource(strings = {"SET g.x = v", "REMOVE g[0]", "SET v = if_not_exists(v, g.x)"})
  void isToldOfUpdatesOfAnIndexKey(String update) throws Exception {
    assertThat(
            body(
                "UpdateItem",
                "{\"TableName\":\"tab\",\"Key\":%s,\"UpdateExpression\":\"%s\""
                    .formatted(KEY, update)))
        .contains("are not allowed: IndexKey: g");
  }

  private static String body(String operation, String json) throws Exception {
    return client.call(operation, json + "}").body();
  }
}
