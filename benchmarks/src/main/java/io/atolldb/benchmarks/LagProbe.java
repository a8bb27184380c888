package io.atolldb.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/// How long a write takes from its acknowledgement in one region until another region shows it, as
/// a client sees it: it writes, then reads over there until the value is there. The table must be a
/// global one that both regions hold. With `delay-millis` it is measured twice, the second time
/// with that delay on the link into the other region, whose node has to be started with `--faults`.
public final class LagProbe {

  private static final int DONE = 200;

  /// Between two reads: a probe that reads without pause takes from the regions what they need. Up
  /// to this much of what it measures is its own.
  private static final long LOOK_NANOS = 300_000;

  /// Ends when all are written, or after so many seconds.
  private record Plan(URI from, URI to, String table, int writes, int pauseMillis, int seconds) {}

  private LagProbe() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Map<String, String> given = LoadPlan.options(arguments);
    URI from = URI.create(given.getOrDefault("from", "http://127.0.0.1:8000"));
    URI to = URI.create(given.getOrDefault("to", "http://127.0.0.1:8100"));
    String table = given.getOrDefault("table", "load");
    int writes = LoadPlan.number(given, "writes", 500);
    int pauseMillis = LoadPlan.number(given, "pause-millis", 5);
    int delayMillis = LoadPlan.number(given, "delay-millis", 0);
    int seconds = LoadPlan.number(given, "seconds", 600);
    var plan = new Plan(from, to, table, writes, pauseMillis, seconds);

    if (delayMillis == 0) {
      var _ = probe(plan);
      return;
    }
    URI adminUrl = URI.create(given.getOrDefault("admin", "http://127.0.0.1:8190"));
    String fault = "/faults/links/" + given.getOrDefault("origin", "us-east-1");
    try (var admin = new AdminPort(adminUrl)) {
      Histogram without = probe(plan);
      admin.put(fault, "{\"delayMillis\":%d}".formatted(delayMillis));
      try {
        Histogram with = probe(plan);
        System.out.printf(
            "a delay of %d ms adds: p50 %.2f ms  p99 %.2f ms%n",
            delayMillis, added(without, with, 50), added(without, with, 99));
      } finally {
        admin.put(fault, "{\"delayMillis\":0}");
      }
    }
  }

  private static double added(Histogram without, Histogram with, double percentile) {
    return (with.getValueAtPercentile(percentile) - without.getValueAtPercentile(percentile)) / 1e3;
  }

  private static Histogram probe(Plan plan) throws IOException {
    var micros = new Histogram(TimeUnit.MINUTES.toMicros(1), 3);
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(plan.seconds());
    try (var writer = new DynamoConnection(plan.from());
        var reader = new DynamoConnection(plan.to())) {
      int warming = plan.writes() / 5;
      for (int number = -warming; number < plan.writes() && System.nanoTime() < end; number++) {
        long lag = one(writer, reader, plan.table(), "probe-" + System.nanoTime());
        if (number >= 0) micros.recordValue(Math.max(1, lag / 1_000));
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(plan.pauseMillis()));
      }
    }
    System.out.printf(
        "acknowledged in %s to readable in %s, %d writes: p50 %.2f ms  p90 %.2f ms  p99 %.2f ms"
            + "  max %.1f ms%n",
        plan.from(),
        plan.to(),
        micros.getTotalCount(),
        micros.getValueAtPercentile(50) / 1e3,
        micros.getValueAtPercentile(90) / 1e3,
        micros.getValueAtPercentile(99) / 1e3,
        micros.getMaxValue() / 1e3);
    return micros;
  }

  private static long one(DynamoConnection writer, DynamoConnection reader, String table, String id)
      throws IOException {
    byte[] put =
        writer.request(
            "PutItem",
            "{\"TableName\":\"%s\",\"Item\":{\"id\":{\"S\":\"%s\"},\"n\":{\"N\":\"1\"}}}"
                .formatted(table, id));
    byte[] get =
        reader.request(
            "GetItem",
            "{\"TableName\":\"%s\",\"Key\":{\"id\":{\"S\":\"%s\"}}}".formatted(table, id));
    if (writer.call(put) != DONE) throw new IOException(writer.body());
    long acknowledged = System.nanoTime();
    while (true) {
      if (reader.call(get) != DONE) throw new IOException(reader.body());
      if (reader.body().contains("\"Item\"")) return System.nanoTime() - acknowledged;
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }
}
