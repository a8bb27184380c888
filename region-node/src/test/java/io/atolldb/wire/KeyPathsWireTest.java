package io.atolldb.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.atolldb.wire.WireClient.Reply;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Key attributes are scalars: whatever an expression looks for inside of one is refused, on the
/// table of [IndexStories].
class KeyPathsWireTest {

  private static final String KEY = "\"Key\":{\"pk\":{\"S\":\"a\"},\"sk\":{\"N\":\"1\"}}";

  private static WireClient client;

  @BeforeAll
  static void start() throws Exception {
    client = IndexStories.withTable();
  }

  @AfterAll
  static void stop() {
    client.close();
  }

  private static String refusal(String kind) {
    return "Key attributes must be scalars; list random access '[]' and map lookup '.' are not"
        + " allowed: "
        + kind;
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
        "Scan | {\"TableName\":\"tab\",\"ProjectionExpression\":\"PATH\"}",
        "Scan | {\"TableName\":\"tab\",\"FilterExpression\":\"NOT (v = w OR v BETWEEN PATH AND"
            + " w)\"}",
        "Query | {\"TableName\":\"tab\",\"KeyConditionExpression\":\"pk ="
            + " :p\",\"FilterExpression\":\"v IN"
            + " (PATH)\",\"ExpressionAttributeValues\":{\":p\":{\"S\":\"a\"}}}",
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
  void nothingIsInsideOfAKey(String operation, String body) throws Exception {
    String request = body.replace("KEY", KEY);
    assertThat(client.call(operation, request.replace("PATH", "pk.x")).body())
        .contains(refusal("Key: pk\""));
    assertThat(client.call(operation, request.replace("PATH", "sk[0]")).body())
        .contains(refusal("Key: sk\""));
    assertThat(client.call(operation, request.replace("PATH", "g.x")).body())
        .contains(refusal("IndexKey: g\""));
  }

  @Test
  void anUpdateInsideOfAKeyOfTheTableIsOneOfTheKey() throws Exception {
    String update = "{\"TableName\":\"tab\"," + KEY + ",\"UpdateExpression\":\"REMOVE %s\"}";
    assertThat(client.call("UpdateItem", update.formatted("pk.x")).body())
        .isEqualTo(
            Reply.validation(
                "One or more parameter values were invalid: Cannot update attribute pk. This"
                    + " attribute is part of the key"));
    assertThat(client.call("UpdateItem", update.formatted("g.x")).body())
        .isEqualTo(Reply.validation(refusal("IndexKey: g")));
  }

  @Test
  void otherAttributesAndWholeKeysMayBeNamed() throws Exception {
    String get = "{\"TableName\":\"tab\"," + KEY + ",\"ProjectionExpression\":\"%s\"}";
    assertThat(client.call("GetItem", get.formatted("pk, g, v.x[1]")).status()).isEqualTo(200);
  }
}
