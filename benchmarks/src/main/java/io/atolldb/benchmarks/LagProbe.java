package io.atolldb.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/// How long a write takes from its acknowledgement in one region until another region shows it, as
/// a client sees it: it writes, then reads over there until the value is there. The table must be a
/// global one that both regions hold.
public final class LagProbe {

  private static final int DONE = 200;

  private LagProbe() {}

  public static void main(String[] arguments) throws IOException {
    Map<String, String> given = LoadPlan.options(arguments);
    URI from = URI.create(given.getOrDefault("from", "http://127.0.0.1:8000"));
    URI to = URI.create(given.getOrDefault("to", "http://127.0.0.1:8100"));
    String table = given.getOrDefault("table", "load");
    int writes = LoadPlan.number(given, "writes", 500);
    int pauseMillis = LoadPlan.number(given, "pause-millis", 5);

    var micros = new Histogram(TimeUnit.MINUTES.toMicros(1), 3);
    try (var writer = new DynamoConnection(from);
        var reader = new DynamoConnection(to)) {
      for (int number = -writes / 5; number < writes; number++) { // the first fifth warms up
        long lag = one(writer, reader, table, "probe-" + System.nanoTime());
        if (number >= 0) micros.recordValue(Math.max(1, lag / 1_000));
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(pauseMillis));
      }
    }
    System.out.printf(
        "acknowledged in %s to readable in %s, %d writes: p50 %.2f ms  p90 %.2f ms  p99 %.2f ms"
            + "  max %.1f ms%n",
        from,
        to,
        writes,
        micros.getValueAtPercentile(50) / 1e3,
        micros.getValueAtPercentile(90) / 1e3,
        micros.getValueAtPercentile(99) / 1e3,
        micros.getMaxValue() / 1e3);
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
    }
  }
}
