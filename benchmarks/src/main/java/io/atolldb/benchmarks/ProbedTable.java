package io.atolldb.benchmarks;

import java.io.IOException;
import java.net.URI;

/// The table of the probes that look at several regions: its key is the string `id`.
record ProbedTable(String name, int itemBytes) {

  private static final int DONE = 200;

  /// Names, key and number.
  private static final int BESIDE_TEXT_BYTES = 24;

  /// False if it was there already.
  boolean create(URI endpoint) throws IOException {
    try (var connection = new DynamoConnection(endpoint)) {
      String body =
          ("{\"TableName\":\"%s\",\"BillingMode\":\"PAY_PER_REQUEST\",\"AttributeDefinitions\":"
                  + "[{\"AttributeName\":\"id\",\"AttributeType\":\"S\"}],\"KeySchema\":"
                  + "[{\"AttributeName\":\"id\",\"KeyType\":\"HASH\"}]}")
              .formatted(name);
      if (connection.call(connection.request("CreateTable", body)) == DONE) return true;
      if (connection.body().contains("ResourceInUseException")) return false;
      throw new IOException(connection.body());
    }
  }

  /// The item of that number, of about so many bytes.
  String item(int number) {
    String text = "x".repeat(Math.max(1, itemBytes - BESIDE_TEXT_BYTES));
    return "{\"id\":{\"S\":\"key-%d\"},\"n\":{\"N\":\"%d\"},\"text\":{\"S\":\"%s\"}}"
        .formatted(number, number, text);
  }

  void put(DynamoConnection connection, int number) throws IOException {
    var _ =
        call(
            connection,
            "PutItem",
            "{\"TableName\":\"%s\",\"Item\":%s}".formatted(name, item(number)));
  }

  String get(DynamoConnection connection, int number) throws IOException {
    return call(
        connection,
        "GetItem",
        "{\"TableName\":\"%s\",\"Key\":{\"id\":{\"S\":\"key-%d\"}}}".formatted(name, number));
  }

  /// The body of the answer; a refusal throws.
  static String call(DynamoConnection connection, String operation, String body)
      throws IOException {
    if (connection.call(connection.request(operation, body)) == DONE) return connection.body();
    throw new IOException(connection.body());
  }
}
