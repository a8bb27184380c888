package io.atolldb.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/// Loads one region over HTTP and says what came of it: requests a second, and latencies.
///
/// Without `rate` each connection sends its next request when the last is answered (saturation).
/// With `rate` requests are due at fixed times, and latency counts from the time a request was
/// *due*, so that a stall shows in every request it delayed (no coordinated omission).
public final class LoadDriver {

  private static final int DONE = 200;

  private record Plan(
      URI endpoint,
      String table,
      String operation,
      int connections,
      int seconds,
      int warmupSeconds,
      int rate,
      int keys,
      int itemBytes) {}

  private LoadDriver() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Map<String, String> given = options(arguments);
    var plan =
        new Plan(
            URI.create(given.getOrDefault("endpoint", "http://127.0.0.1:8000")),
            given.getOrDefault("table", "load"),
            given.getOrDefault("operation", "put"),
            number(given, "connections", 32),
            number(given, "seconds", 10),
            number(given, "warmup", 5),
            number(given, "rate", 0),
            number(given, "keys", 100_000),
            number(given, "item-bytes", 200));
    createTable(plan);
    run(plan, plan.warmupSeconds());
    Run measured = run(plan, plan.seconds());
    Histogram micros = measured.micros();
    System.out.printf(
        "%s connections=%d rate=%s seconds=%.1f: %,.0f/s  p50 %.2f ms  p90 %.2f ms  p99 %.2f ms"
            + "  max %.1f ms  errors %d%n",
        plan.operation(),
        plan.connections(),
        plan.rate() == 0 ? "saturated" : Integer.toString(plan.rate()),
        measured.seconds(),
        micros.getTotalCount() / measured.seconds(),
        micros.getValueAtPercentile(50) / 1e3,
        micros.getValueAtPercentile(90) / 1e3,
        micros.getValueAtPercentile(99) / 1e3,
        micros.getMaxValue() / 1e3,
        measured.errors());
  }

  private record Run(Histogram micros, double seconds, long errors) {}

  private static Run run(Plan plan, int seconds) throws InterruptedException {
    var errors = new AtomicLong();
    var histograms = new ArrayList<Histogram>();
    var lanes = new ArrayList<Thread>();
    long begin = System.nanoTime();
    long end = begin + TimeUnit.SECONDS.toNanos(seconds);
    for (int lane = 0; lane < plan.connections(); lane++) {
      var histogram = new Histogram(TimeUnit.MINUTES.toMicros(1), 3);
      histograms.add(histogram);
      int number = lane;
      lanes.add(Thread.ofVirtual().start(() -> drive(plan, number, begin, end, histogram, errors)));
    }
    for (Thread lane : lanes) lane.join();
    double took = (System.nanoTime() - begin) / 1e9;
    var all = new Histogram(TimeUnit.MINUTES.toMicros(1), 3);
    histograms.forEach(all::add);
    return new Run(all, took, errors.get());
  }

  private static void drive(
      Plan plan, int lane, long begin, long end, Histogram micros, AtomicLong errors) {
    var dice = new SplittableRandom(lane);
    long gap = plan.rate() == 0 ? 0 : 1_000_000_000L * plan.connections() / plan.rate();
    long due = begin + gap * lane / plan.connections();
    try (var connection = new DynamoConnection(plan.endpoint())) {
      while (System.nanoTime() < end) {
        byte[] request = request(plan, connection, dice.nextInt(plan.keys()));
        long start = System.nanoTime();
        if (gap > 0) {
          for (long wait = due - start; wait > 0; wait = due - System.nanoTime()) {
            LockSupport.parkNanos(wait);
          }
          start = due;
          due += gap;
        }
        if (connection.call(request) != DONE) {
          if (errors.getAndIncrement() == 0) System.err.println(connection.body());
        }
        micros.recordValue(Math.max(1, (System.nanoTime() - start) / 1_000));
      }
    } catch (IOException broken) {
      errors.incrementAndGet();
      System.err.println("connection " + lane + ": " + broken);
    }
  }

  private static byte[] request(Plan plan, DynamoConnection connection, int key) {
    String id = "{\"S\":\"key-" + key + "\"}";
    return switch (plan.operation()) {
      case "put" ->
          connection.request(
              "PutItem",
              "{\"TableName\":\"%s\",\"Item\":{\"id\":%s,\"n\":{\"N\":\"%d\"},\"text\":{\"S\":\"%s\"}}}"
                  .formatted(plan.table(), id, key, text(plan.itemBytes())));
      case "get" ->
          connection.request(
              "GetItem", "{\"TableName\":\"%s\",\"Key\":{\"id\":%s}}".formatted(plan.table(), id));
      case "update" ->
          connection.request(
              "UpdateItem",
              ("{\"TableName\":\"%s\",\"Key\":{\"id\":%s},\"UpdateExpression\":\"ADD n :one\","
                      + "\"ExpressionAttributeValues\":{\":one\":{\"N\":\"1\"}}}")
                  .formatted(plan.table(), id));
      default ->
          throw new IllegalArgumentException(
              "operation is put, get or update, not " + plan.operation());
    };
  }

  /// The rest of an item of about so many bytes, names and key included.
  private static String text(int itemBytes) {
    char[] letters = new char[Math.max(1, itemBytes - 24)];
    Arrays.fill(letters, 'x');
    return new String(letters);
  }

  private static void createTable(Plan plan) throws IOException {
    try (var connection = new DynamoConnection(plan.endpoint())) {
      connection.call(
          connection.request(
              "CreateTable",
              ("{\"TableName\":\"%s\",\"BillingMode\":\"PAY_PER_REQUEST\",\"AttributeDefinitions\":"
                      + "[{\"AttributeName\":\"id\",\"AttributeType\":\"S\"}],\"KeySchema\":"
                      + "[{\"AttributeName\":\"id\",\"KeyType\":\"HASH\"}]}")
                  .formatted(plan.table())));
    }
  }

  static Map<String, String> options(String[] arguments) {
    var options = new HashMap<String, String>();
    for (String argument : arguments) {
      List<String> parts = List.of(argument.split("=", 2));
      if (!parts.getFirst().startsWith("--") || parts.size() < 2) {
        throw new IllegalArgumentException("options are --name=value, not " + argument);
      }
      options.put(parts.getFirst().substring(2), parts.get(1));
    }
    return options;
  }

  static int number(Map<String, String> options, String name, int usual) {
    return Integer.parseInt(options.getOrDefault(name, Integer.toString(usual)));
  }
}
