package io.atolldb.differential;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/// One of the two that are asked.
final class Side implements AutoCloseable {

  /// More pages than any request of the generator has; then it goes in circles.
  private static final int PAGES_MAX = 500;

  private static final int SEGMENTS_MAX = 8;

  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(60);
  private static final Duration SETTLED_WITHIN = Duration.ofSeconds(20);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(2);

  /// DynamoDB Local now and then makes an index that is made once more, at once, and empty at
  /// first.
  private static final Duration SETTLED_FOR = Duration.ofMillis(50);

  private static final Pattern UNDER_WAY =
      Pattern.compile("Status\":\"(CREATING|UPDATING|DELETING)");

  private static final Set<String> STREAMS =
      Set.of("DescribeStream", "GetShardIterator", "GetRecords");

  private final URI uri;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  Side(URI uri) {
    this.uri = uri;
  }

  /// @param run what [Call#RUN] stands for, there and back
  Answer ask(Call call, String run) {
    if (call.operation().equals("GetRecords")) {
      return new StreamReading(one -> one(one, run)).of(call.body().get("TableName"));
    }
    if (!call.toTheEnd()) return one(call, run);
    return call.body().get("TotalSegments") instanceof Integer total
            && Call.EVERY.equals(call.body().get("Segment"))
        ? segments(call, total, run)
        : all(call, run);
  }

  private Answer one(Call call, String run) {
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .timeout(ANSWER_WITHIN)
            .header("Content-Type", "application/x-amz-json-1.0")
            .header("X-Amz-Target", target(call.operation()))
            .header("X-Amz-Date", "20260101T000000Z")
            .header(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/dynamodb/aws4_request,"
                    + " SignedHeaders=host;x-amz-date;x-amz-target, Signature=00")
            .POST(
                HttpRequest.BodyPublishers.ofString(Json.text(call.body()).replace(Call.RUN, run)))
            .build();
    try {
      HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      String body = answer.body();
      return Answer.of(answer.statusCode(), run.isEmpty() ? body : body.replace(run, Call.RUN));
    } catch (IOException failed) {
      throw new IllegalStateException("no answer to " + call, failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  private static String target(String operation) {
    return (STREAMS.contains(operation) ? "DynamoDBStreams_20120810." : "DynamoDB_20120810.")
        + operation;
  }

  /// The items of all segments and their counts, as if they were one.
  private Answer segments(Call call, int total, String run) {
    var items = new ArrayList<Object>();
    long count = 0;
    long scanned = 0;
    for (int segment = 0; segment < Math.min(total, SEGMENTS_MAX); segment++) {
      Call one = call.copy();
      one.body().put("Segment", segment);
      Answer answer = all(one, run);
      if (!answer.done()) return answer;
      items.addAll(Json.elements(answer.body().get("Items")));
      count += number(answer.body().get("Count"));
      scanned += number(answer.body().get("ScannedCount"));
    }
    return found(items, count, scanned);
  }

  private static Answer found(List<Object> items, long count, long scanned) {
    return new Answer(
        200, "", Json.object("Items", items, "Count", count, "ScannedCount", scanned));
  }

  /// The items of all pages and their counts, as if they were one.
  private Answer all(Call asked, String run) {
    Call call = asked.copy();
    boolean statement = call.operation().equals("ExecuteStatement");
    String begin = statement ? "NextToken" : "ExclusiveStartKey";
    String end = statement ? "NextToken" : "LastEvaluatedKey";
    var items = new ArrayList<Object>();
    long count = 0;
    long scanned = 0;
    for (int page = 0; page < PAGES_MAX; page++) {
      Answer answer = one(call, run);
      if (!answer.done()) return answer;
      Map<String, Object> body = answer.body();
      items.addAll(Json.elements(body.get("Items")));
      count += number(body.get("Count"));
      scanned += number(body.get("ScannedCount"));
      if (!body.containsKey(end)) return found(items, count, scanned);
      call.body().put(begin, body.get(end));
    }
    return new Answer(0, "EndlessPages", Map.of());
  }

  private static long number(Object value) {
    return value instanceof Number number ? number.longValue() : 0;
  }

  /// Waits until a table is as it was asked to be, which may take a while; says whether it came so
  /// far.
  boolean settles(Object table) {
    Instant last = Instant.now().plus(SETTLED_WITHIN);
    Call describe = Call.once("DescribeTable", Json.object("TableName", table));
    Instant settled = Instant.now();
    while (Instant.now().isBefore(settled.plus(SETTLED_FOR))) {
      if (UNDER_WAY.matcher(Json.text(one(describe, "").body())).find()) settled = Instant.now();
      if (settled.isAfter(last)) return false;
      LockSupport.parkNanos(LOOK_AGAIN.toNanos());
    }
    return true;
  }

  /// Leaves no table behind. One that is being changed can be deleted when that is done, or when
  /// DynamoDB Local has given it up.
  void clear() {
    Answer tables = one(Call.once("ListTables", Json.object()), "");
    for (Object name : Json.elements(tables.body().get("TableNames"))) {
      Call delete = Call.once("DeleteTable", Json.object("TableName", name));
      if (one(delete, "").done()) continue;
      boolean settled = settles(name);
      Answer deleted = one(delete, "");
      if (!deleted.done()) {
        throw new IllegalStateException(name + " stays: " + deleted.line() + ", " + settled);
      }
    }
  }

  List<Answer> askAll(List<Call> calls, String run) {
    return calls.stream().map(call -> ask(call, run)).toList();
  }

  @Override
  public void close() {
    http.close();
  }
}
