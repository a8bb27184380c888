package io.atolldb.wire;

import static io.atolldb.wire.IndexStories.put;
import static org.assertj.core.api.Assertions.assertThat;

import io.atolldb.wire.WireClient.Reply;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Key attributes are scalars: whatever an expression looks for inside of one is refused, on the
/// table of [IndexStories].
class KeyPathsWireTest {

  private static final String KEY = "\"Key\":{\"pk\":{\"S\":\"a\"},\"sk\":{\"N\":\"1\"}}";

  /// One into each key, by how the refusal names that.
  private static final Map<String, String> PATHS =
      Map.of(
          "Key: pk", "pk.x",
          "Key: sk", "sk[0]",
          "IndexKey: g", "g.x",
          "IndexKey: n", "n[1].x",
          "IndexKey: b", "b.x");

  @AutoClose private static WireClient client;

  @BeforeAll
  static void start() throws Exception {
    client = IndexStories.withTable();
    assertThat(put(client, "a", 1, ",\"v\":{\"L\":[]}").status()).isEqualTo(200);
  }

  private static String refusal(String key) {
    return "Key attributes must be scalars; list random access '[]' and map lookup '.' are not"
        + " allowed: "
        + key;
  }

  /// What the request answers to each of the paths, by how the refusal names the key.
  private static Map<String, String> answers(String operation, String body) throws Exception {
    var answers = new TreeMap<String, String>();
    for (Map.Entry<String, String> path : PATHS.entrySet()) {
      String request = body.replace("KEY", KEY).replace("PATH", path.getValue());
      answers.put(path.getKey(), client.call(operation, request).body());
    }
    return answers;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "GetItem | {\"TableName\":\"tab\",KEY,\"ProjectionExpression\":\"v,PATH\"}",
        "BatchGetItem | {\"RequestItems\":{\"tab\":{\"Keys\":[{\"pk\":{\"S\":\"a\"},\"sk\":"
            + "{\"N\":\"1\"}}],\"ProjectionExpression\":\"PATH\"}}}",
        "PutItem | {\"TableName\":\"tab\",\"Item\":{\"pk\":{\"S\":\"a\"},\"sk\":{\"N\":\"1\"}},"
            + "\"ConditionExpression\":\"attribute_not_exists(PATH)\"}",
        "DeleteItem | {\"TableName\":\"tab\",KEY,\"ConditionExpression\":\"size(PATH) < v\"}",
        "UpdateItem | {\"TableName\":\"tab\",KEY,\"ConditionExpression\":\"contains(v, PATH)\"}",
        "UpdateItem | {\"TableName\":\"tab\",KEY,\"UpdateExpression\":\"SET v = PATH\"}",
        "UpdateItem | {\"TableName\":\"tab\",KEY,\"UpdateExpression\":\"SET v ="
            + " list_append(w, PATH)\"}",
        "UpdateItem | {\"TableName\":\"tab\",KEY,\"UpdateExpression\":\"SET v ="
            + " if_not_exists(v, PATH)\"}",
        "Scan | {\"TableName\":\"tab\",\"ProjectionExpression\":\"PATH\"}",
        "Scan | {\"TableName\":\"tab\",\"FilterExpression\":\"NOT (v = w OR v BETWEEN PATH AND"
            + " w)\"}",
        "Scan | {\"TableName\":\"tab\",\"IndexName\":\"all\",\"FilterExpression\":\"size(PATH) >"
            + " v\"}",
        "Query | {\"TableName\":\"tab\",\"KeyConditionExpression\":\"pk ="
            + " :p\",\"FilterExpression\":\"v IN"
            + " (PATH)\",\"ExpressionAttributeValues\":{\":p\":{\"S\":\"a\"}}}",
        "Query | {\"TableName\":\"tab\",\"KeyConditionExpression\":\"pk ="
            + " :p\",\"ProjectionExpression\":\"v, PATH\",\"ExpressionAttributeValues\":"
            + "{\":p\":{\"S\":\"a\"}}}",
      })
  void nothingIsInsideOfAKey(String operation, String body) throws Exception {
    answers(operation, body)
        .forEach((key, answer) -> assertThat(answer).isEqualTo(Reply.validation(refusal(key))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "TransactGetItems | {\"TransactItems\":[{\"Get\":{\"TableName\":\"tab\",KEY,"
            + "\"ProjectionExpression\":\"PATH\"}}]}",
        "TransactWriteItems | {\"TransactItems\":[{\"ConditionCheck\":{\"TableName\":\"tab\",KEY,"
            + "\"ConditionExpression\":\"begins_with(PATH, v)\"}}]}",
        "ExecuteStatement | {\"Statement\":\"SELECT PATH FROM tab WHERE pk='a' AND sk=1\"}",
        "ExecuteStatement | {\"Statement\":\"SELECT * FROM tab WHERE v = 'a' AND PATH = 1\"}",
        "ExecuteStatement | {\"Statement\":\"UPDATE tab SET v=PATH WHERE pk='a' AND sk=1\"}",
        "ExecuteStatement | {\"Statement\":\"DELETE FROM tab WHERE pk='a' AND sk=1 AND PATH=1\"}",
        "BatchExecuteStatement | {\"Statements\":[{\"Statement\":\"SELECT PATH FROM tab WHERE"
            + " pk='a' AND sk=1\"}]}",
        "ExecuteTransaction | {\"TransactStatements\":[{\"Statement\":\"EXISTS(SELECT * FROM tab"
            + " WHERE pk='a' AND sk=1 AND PATH=1)\"}]}"
      })
  void transactionsAndStatementsSaySoToo(String operation, String body) throws Exception {
    answers(operation, body)
        .forEach((key, answer) -> assertThat(answer).contains(refusal(key) + "\""));
  }

  private static String update(String expression) throws Exception {
    String body = "{\"TableName\":\"tab\"," + KEY + ",\"UpdateExpression\":\"" + expression + "\"}";
    return client.call("UpdateItem", body).body();
  }

  @Test
  void anUpdateInsideOfAKeyOfTheTableIsOneOfTheKey() throws Exception {
    assertThat(update("REMOVE pk.x"))
        .isEqualTo(
            Reply.validation(
                "One or more parameter values were invalid: Cannot update attribute pk. This"
                    + " attribute is part of the key"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"SET g.x = v", "REMOVE g[0]", "REMOVE g.x"})
  void anUpdateInsideOfAKeyOfAnIndexIsRefused(String expression) throws Exception {
    assertThat(update(expression)).isEqualTo(Reply.validation(refusal("IndexKey: g")));
  }

  @Test
  void otherAttributesAndWholeKeysMayBeNamed() throws Exception {
    String get = "{\"TableName\":\"tab\"," + KEY + ",\"ProjectionExpression\":\"%s\"}";
    assertThat(client.call("GetItem", get.formatted("pk, g, v.x[1]")).status()).isEqualTo(200);
  }
}
