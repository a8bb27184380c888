package io.atolldb.benchmarks;

import java.io.IOException;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.HdrHistogram.Histogram;

/// One connection and what it sends, one request after the other.
final class LoadLane implements Runnable {

  private static final int DONE = 200;

  /// Enough for what follows the items of a page.
  private static final int PAGE_END_BYTES = 512;

  private static final Pattern PAGE_END =
      Pattern.compile("\"Count\":(\\d+),\"ScannedCount\":\\d+(?:,\"LastEvaluatedKey\":(.*))?\\}$");

  private final LoadPlan plan;
  private final int number;
  private final long begin;
  private final long end;
  private final Histogram micros = new Histogram(TimeUnit.MINUTES.toMicros(1), 3);
  private String after = "";
  private long items;
  private long errors;

  LoadLane(LoadPlan plan, int number, long begin, long end) {
    this.plan = plan;
    this.number = number;
    this.begin = begin;
    this.end = end;
  }

  Histogram micros() {
    return micros;
  }

  /// How many were on the pages that were read.
  long items() {
    return items;
  }

  long errors() {
    return errors;
  }

  @Override
  public void run() {
    var dice = new SplittableRandom(number);
    Workload workload = plan.workload();
    long gap = plan.rate() == 0 ? 0 : 1_000_000_000L * plan.connections() / plan.rate();
    long due = begin + gap * number / plan.connections();
    try (var connection = new DynamoConnection(plan.endpoint())) {
      while (System.nanoTime() < end) {
        String body = workload.body(plan, dice, number, after);
        byte[] request = connection.request(workload.operation(), body);
        long start = System.nanoTime();
        if (gap > 0) {
          for (long wait = due - start; wait > 0; wait = due - System.nanoTime()) {
            LockSupport.parkNanos(wait);
          }
          start = due;
          due += gap;
        }
        if (connection.call(request) != DONE) failed(connection.body());
        else if (workload.readsPages()) takePage(connection);
        micros.recordValue(Math.max(1, (System.nanoTime() - start) / 1_000));
      }
    } catch (IOException broken) {
      failed("connection " + number + ": " + broken);
    }
  }

  private void failed(String reason) {
    if (errors++ == 0) System.err.println(reason);
  }

  private void takePage(DynamoConnection connection) {
    Matcher page = PAGE_END.matcher(connection.end(PAGE_END_BYTES));
    if (!page.find()) {
      failed("a page that does not say what it holds");
      return;
    }
    items += Long.parseLong(page.group(1));
    after = page.group(2) == null ? "" : page.group(2);
  }
}
