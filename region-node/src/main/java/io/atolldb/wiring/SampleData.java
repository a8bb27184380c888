package io.atolldb.wiring;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Loads the sample data into a region as any client would: over its data port.
///
/// `SampleData http://127.0.0.1:8000 eu-west-1 ap-northeast-1` creates the table `cities`, gives it
/// replicas in the regions named, and writes 5,000 cities. A table of that name that is there
/// already is left as it is.
public final class SampleData {

  static final String TABLE = "cities";
  private static final String RESOURCE = "/sample/cities.jsonl";
  private static final int BATCH = 25;
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(30);
  private static final long REPLICA_MILLIS_MAX = 60_000;
  private static final long LOOK_MILLIS = 100;
  private static final int DONE = 200;

  /// Any credentials are accepted; that some are sent is checked.
  private static final String AUTHORIZATION =
      "AWS4-HMAC-SHA256 Credential=sample/20260101/local/dynamodb/aws4_request,"
          + " SignedHeaders=host, Signature=none";

  private final URI endpoint;
  private final HttpClient http = HttpClient.newHttpClient();

  private SampleData(URI endpoint) {
    this.endpoint = endpoint;
  }

  public static void main(String[] arguments) throws InterruptedException {
    if (arguments.length == 0) {
      System.err.println("usage: SampleData ENDPOINT [REGION…]");
      System.exit(2);
    }
    List<String> regions = Arrays.asList(arguments).subList(1, arguments.length);
    try {
      new SampleData(URI.create(arguments[0])).load(regions);
    } catch (IOException failed) {
      System.err.println("atoll: the sample data could not be loaded: " + reason(failed));
      System.exit(1);
    }
  }

  private static String reason(IOException failed) {
    if (failed instanceof ConnectException) return "nothing answers there";
    String message = failed.getMessage();
    return message == null ? failed.toString() : message;
  }

  private void load(List<String> regions) throws IOException, InterruptedException {
    if (call("DescribeTable", "{\"TableName\":\"" + TABLE + "\"}").statusCode() == DONE) {
      System.out.println("The table " + TABLE + " is there already.");
      return;
    }
    createTable();
    for (String region : regions) addReplica(region);
    int written = writeItems();
    System.out.printf("%,d cities are in the table %s.%n", written, TABLE);
  }

  private void createTable() throws IOException, InterruptedException {
    must(
        "CreateTable",
        """
        {"TableName":"%s","BillingMode":"PAY_PER_REQUEST",
         "AttributeDefinitions":[{"AttributeName":"country","AttributeType":"S"},
                                 {"AttributeName":"city","AttributeType":"S"}],
         "KeySchema":[{"AttributeName":"country","KeyType":"HASH"},
                      {"AttributeName":"city","KeyType":"RANGE"}]}\
        """
            .formatted(TABLE));
  }

  private void addReplica(String region) throws IOException, InterruptedException {
    must(
        "UpdateTable",
        """
        {"TableName":"%s","ReplicaUpdates":[{"Create":{"RegionName":"%s"}}]}\
        """
            .formatted(TABLE, region));
    // One replica change at a time, as the API wants it.
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(REPLICA_MILLIS_MAX);
    while (!isQuiet(must("DescribeTable", "{\"TableName\":\"" + TABLE + "\"}"))) {
      if (System.nanoTime() > end) {
        throw new IOException("the replica in " + region + " did not become active");
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
  }

  private static boolean isQuiet(String description) {
    return !description.contains("\"CREATING\"") && !description.contains("\"UPDATING\"");
  }

  private int writeItems() throws IOException, InterruptedException {
    int written = 0;
    var batch = new ArrayList<String>(BATCH);
    try (InputStream resource = SampleData.class.getResourceAsStream(RESOURCE)) {
      if (resource == null) throw new IOException("no resource " + RESOURCE);
      var lines = new BufferedReader(new InputStreamReader(resource, StandardCharsets.UTF_8));
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        batch.add("{\"PutRequest\":{\"Item\":" + line + "}}");
        if (batch.size() == BATCH) written += write(batch);
      }
    }
    return written + write(batch);
  }

  private int write(List<String> batch) throws IOException, InterruptedException {
    if (batch.isEmpty()) return 0;
    must(
        "BatchWriteItem",
        "{\"RequestItems\":{\"" + TABLE + "\":[" + String.join(",", batch) + "]}}");
    int written = batch.size();
    batch.clear();
    return written;
  }

  private String must(String operation, String body) throws IOException, InterruptedException {
    HttpResponse<String> response = call(operation, body);
    if (response.statusCode() != DONE) {
      throw new IOException(operation + " answers " + response.body());
    }
    return response.body();
  }

  private HttpResponse<String> call(String operation, String body)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(endpoint)
            .timeout(ANSWER_LIMIT)
            .header("Content-Type", "application/x-amz-json-1.0")
            .header("X-Amz-Target", "DynamoDB_20120810." + operation)
            .header("Authorization", AUTHORIZATION)
            .POST(BodyPublishers.ofString(body, StandardCharsets.UTF_8))
            .build();
    return http.send(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
  }
}
