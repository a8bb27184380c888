package io.atolldb.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.atolldb.wire.WireClient.Reply;

/// Tables with indexes, as tests make them.
final class IndexStories {

  /// A table `tab` with the key `pk`, `sk` (number); the global indexes `all` by `g` and `n`,
  /// `keys` by `g` that projects keys, and `some` by two and two attributes that includes `v`; the
  /// local index `local` by `n` that projects keys.
  static final String TABLE =
      """
      {"TableName":"tab","BillingMode":"PAY_PER_REQUEST","AttributeDefinitions":[
       {"AttributeName":"pk","AttributeType":"S"},{"AttributeName":"sk","AttributeType":"N"},
       {"AttributeName":"g","AttributeType":"S"},{"AttributeName":"n","AttributeType":"N"},
       {"AttributeName":"b","AttributeType":"B"}],
       "KeySchema":[{"AttributeName":"pk","KeyType":"HASH"},{"AttributeName":"sk","KeyType":"RANGE"}],
       "LocalSecondaryIndexes":[{"IndexName":"local","KeySchema":[
        {"AttributeName":"pk","KeyType":"HASH"},{"AttributeName":"n","KeyType":"RANGE"}],
        "Projection":{"ProjectionType":"KEYS_ONLY"}}],
       "GlobalSecondaryIndexes":[
        {"IndexName":"all","KeySchema":[{"AttributeName":"g","KeyType":"HASH"},
         {"AttributeName":"n","KeyType":"RANGE"}],"Projection":{"ProjectionType":"ALL"}},
        {"IndexName":"keys","KeySchema":[{"AttributeName":"g","KeyType":"HASH"}],
         "Projection":{"ProjectionType":"KEYS_ONLY"}},
        {"IndexName":"some","KeySchema":[{"AttributeName":"g","KeyType":"HASH"},
         {"AttributeName":"pk","KeyType":"HASH"},{"AttributeName":"n","KeyType":"RANGE"},
         {"AttributeName":"b","KeyType":"RANGE"}],
         "Projection":{"ProjectionType":"INCLUDE","NonKeyAttributes":["v"]}}]}
      """;

  private IndexStories() {}

  static WireClient withTable() throws Exception {
    WireClient client = WireClient.start();
    createTable(client);
    return client;
  }

  static void createTable(WireClient client) throws Exception {
    Reply reply = client.call("CreateTable", TABLE);
    assertThat(reply.status()).as(reply.body()).isEqualTo(200);
  }

  static Reply put(WireClient client, String pk, int sk, String attributes) throws Exception {
    return client.call(
        "PutItem",
        "{\"TableName\":\"tab\",\"Item\":{\"pk\":{\"S\":\"%s\"},\"sk\":{\"N\":\"%d\"}%s}}"
            .formatted(pk, sk, attributes));
  }

  static Reply query(WireClient client, String index, String condition, String members)
      throws Exception {
    return client.call(
        "Query",
        "{\"TableName\":\"tab\",\"IndexName\":\"%s\",\"KeyConditionExpression\":\"%s\",%s}"
            .formatted(index, condition, members));
  }
}
