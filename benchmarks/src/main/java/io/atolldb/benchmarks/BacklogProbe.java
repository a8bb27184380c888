package io.atolldb.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.HdrHistogram.Histogram;

/// How fast a region works off what another one has written while the link was paused, and what its
/// own clients notice of it. The table must be a global one that both hold. Clients read and write
/// at a steady rate in the region that catches up; latency counts from the time a request was due.
public final class BacklogProbe {

  private static final int KEYS = 100_000;

  /// Of the item that is written last; made anew by each run.
  private static final int LAST_KEY = 1_000_000_000 + new SplittableRandom().nextInt(1_000_000_000);

  private static final int CALM_SECONDS = 10;
  private static final long LOOK_MILLIS = 20;

  private record Plan(
      URI from,
      URI to,
      String origin,
      ProbedTable table,
      int records,
      int writers,
      int localRate) {}

  private BacklogProbe() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Map<String, String> given = LoadPlan.options(arguments);
    var plan =
        new Plan(
            URI.create(given.getOrDefault("from", "http://127.0.0.1:8000")),
            URI.create(given.getOrDefault("to", "http://127.0.0.1:8100")),
            given.getOrDefault("origin", "us-east-1"),
            new ProbedTable(
                given.getOrDefault("table", "load"), LoadPlan.number(given, "item-bytes", 200)),
            LoadPlan.number(given, "records", 300_000),
            LoadPlan.number(given, "connections", 32),
            LoadPlan.number(given, "local-rate", 500));
    URI adminUrl = URI.create(given.getOrDefault("admin", "http://127.0.0.1:8190"));
    try (var admin = new AdminPort(adminUrl)) {
      admin.post("/links/" + plan.origin() + "/pause");
      try {
        pileUp(plan);
      } finally {
        drain(plan, admin);
      }
    }
  }

  private static void pileUp(Plan plan) throws IOException, InterruptedException {
    long begin = System.nanoTime();
    var failure = new AtomicReference<IOException>();
    var lanes = new Thread[plan.writers()];
    for (int lane = 0; lane < lanes.length; lane++) {
      int number = lane;
      lanes[lane] =
          Thread.ofVirtual()
              .start(() -> {
                try (var connection = new DynamoConnection(plan.from())) {
                  var dice = new SplittableRandom(number);
                  int writes = plan.records() / plan.writers();
                  for (int at = 0; at < writes; at++) {
                    plan.table().put(connection, dice.nextInt(KEYS));
                  }
                } catch (IOException broken) {
                  failure.set(broken);
                }
              });
    }
    for (Thread lane : lanes) lane.join();
    if (failure.get() != null) throw failure.get();
    try (var connection = new DynamoConnection(plan.from())) {
      plan.table().put(connection, LAST_KEY);
    }
    System.out.printf(
        "backlog of %,d writes made in %.1f s%n", plan.records(), secondsSince(begin));
  }

  private static void drain(Plan plan, AdminPort admin) throws IOException, InterruptedException {
    var local = new LocalLoad(plan);
    local.run(CALM_SECONDS); // warms up
    Histogram calm = local.run(CALM_SECONDS);

    var stop = new AtomicBoolean();
    var during = new AtomicReference<Histogram>();
    Thread clients = Thread.ofPlatform().start(() -> during.set(local.until(stop)));
    admin.post("/links/" + plan.origin() + "/resume");
    long begin = System.nanoTime();
    awaitLast(plan);
    double seconds = secondsSince(begin);
    stop.set(true);
    clients.join();
    System.out.printf(
        "drained in %.1f s (%,.0f/s); local calls at %d/s: p99 %.2f ms before, %.2f ms meanwhile%n",
        seconds,
        plan.records() / seconds,
        plan.localRate(),
        calm.getValueAtPercentile(99) / 1e3,
        during.get().getValueAtPercentile(99) / 1e3);
  }

  /// Until what was written last is there.
  private static void awaitLast(Plan plan) throws IOException {
    try (var connection = new DynamoConnection(plan.to())) {
      while (!plan.table().get(connection, LAST_KEY).contains("\"Item\"")) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS));
      }
    }
  }

  private static double secondsSince(long begin) {
    return (System.nanoTime() - begin) / 1e9;
  }

  /// Clients of the region that catches up: every second call writes.
  private record LocalLoad(Plan plan) {

    Histogram run(int seconds) {
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
      return calls(() -> System.nanoTime() > end);
    }

    Histogram until(AtomicBoolean stop) {
      return calls(stop::get);
    }

    private Histogram calls(BooleanSupplier ended) {
      int lanes = 8;
      var all = new Histogram(TimeUnit.MINUTES.toMicros(1), 3);
      var threads = new Thread[lanes];
      for (int lane = 0; lane < lanes; lane++) {
        int number = lane;
        threads[lane] =
            Thread.ofVirtual()
                .start(() -> {
                  Histogram own = drive(number, lanes, ended);
                  synchronized (all) {
                    all.add(own);
                  }
                });
      }
      try {
        for (Thread thread : threads) thread.join();
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
      }
      return all;
    }

    private Histogram drive(int lane, int lanes, BooleanSupplier ended) {
      var micros = new Histogram(TimeUnit.MINUTES.toMicros(1), 3);
      long gap = TimeUnit.SECONDS.toNanos(lanes) / plan.localRate();
      long due = System.nanoTime() + gap * lane / lanes;
      var dice = new SplittableRandom(lane);
      try (var connection = new DynamoConnection(plan.to())) {
        for (int call = 0; !ended.getAsBoolean(); call++) {
          int key = KEYS + dice.nextInt(KEYS);
          for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
            LockSupport.parkNanos(wait);
          }
          if (call % 2 == 0) {
            plan.table().put(connection, key);
          } else {
            var _ = plan.table().get(connection, key);
          }
          micros.recordValue(Math.max(1, (System.nanoTime() - due) / 1_000));
          due += gap;
        }
      } catch (IOException broken) {
        throw new IllegalStateException(broken);
      }
      return micros;
    }
  }
}
