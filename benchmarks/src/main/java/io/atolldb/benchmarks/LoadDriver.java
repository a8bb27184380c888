package io.atolldb.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/// Loads one region over HTTP and says what came of it: requests a second, and latencies.
///
/// Without `rate` each connection sends its next request when the last is answered (saturation).
/// With `rate` requests are due at fixed times, and latency counts from the time a request was
/// *due*, so that a stall shows in every request it delayed (no coordinated omission).
public final class LoadDriver {

  private LoadDriver() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    LoadPlan plan = LoadPlan.of(arguments);
    new LoadItems(plan).prepare();
    run(plan, plan.warmupSeconds());
    var before = RegionProcess.at(plan.admin());
    Run measured = run(plan, plan.seconds());
    var after = RegionProcess.at(plan.admin());
    System.out.println(after.machine());
    System.out.println(told(plan, measured, after.cpuSeconds() - before.cpuSeconds()));
  }

  private static String told(LoadPlan plan, Run measured, double cpuSeconds) {
    Histogram micros = measured.micros();
    double requests = micros.getTotalCount();
    String pages =
        "  %,.0f items/s  %.1f MB/s of items"
            .formatted(
                measured.items() / measured.seconds(),
                measured.items() * plan.itemBytes() / 1e6 / measured.seconds());
    return "%s indexes=%d connections=%d rate=%s seconds=%.1f: %,.0f/s  p50 %.2f ms  p90 %.2f ms"
            .formatted(
                plan.workload().label(),
                plan.indexes(),
                plan.connections(),
                plan.rate() == 0 ? "saturated" : Integer.toString(plan.rate()),
                measured.seconds(),
                requests / measured.seconds(),
                micros.getValueAtPercentile(50) / 1e3,
                micros.getValueAtPercentile(90) / 1e3)
        + "  p99 %.2f ms  max %.1f ms  errors %d  CPU of the region %.1f us/request"
            .formatted(
                micros.getValueAtPercentile(99) / 1e3,
                micros.getMaxValue() / 1e3,
                measured.errors(),
                cpuSeconds * 1e6 / requests)
        + (plan.workload().readsPages() ? pages : "");
  }

  private record Run(Histogram micros, double seconds, long items, long errors) {}

  private static Run run(LoadPlan plan, int seconds) throws InterruptedException {
    var lanes = new ArrayList<LoadLane>();
    var threads = new ArrayList<Thread>();
    long begin = System.nanoTime();
    long end = begin + TimeUnit.SECONDS.toNanos(seconds);
    for (int number = 0; number < plan.connections(); number++) {
      var lane = new LoadLane(plan, number, begin, end);
      lanes.add(lane);
      threads.add(Thread.ofVirtual().start(lane));
    }
    for (Thread thread : threads) thread.join();
    double took = (System.nanoTime() - begin) / 1e9;
    var all = new Histogram(TimeUnit.MINUTES.toMicros(1), 3);
    lanes.forEach(lane -> all.add(lane.micros()));
    return new Run(
        all,
        took,
        lanes.stream().mapToLong(LoadLane::items).sum(),
        lanes.stream().mapToLong(LoadLane::errors).sum());
  }
}
