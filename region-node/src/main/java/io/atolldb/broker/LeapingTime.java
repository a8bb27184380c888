package io.atolldb.broker;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.Time;

/// Kafka's time, whose measure of duration can be moved on.
///
/// After a crash the controller takes the broker of its own process for the double of one that
/// still has a session, and keeps it waiting until that session is over. Both died together, so
/// nobody has to wait: time leaps over the session before the broker starts.
final class LeapingTime implements Time {

  private final AtomicLong leaptNanos = new AtomicLong();

  void leap(long nanos) {
    leaptNanos.addAndGet(nanos);
  }

  @Override
  public long milliseconds() {
    return Time.SYSTEM.milliseconds();
  }

  @Override
  public long nanoseconds() {
    return Time.SYSTEM.nanoseconds() + leaptNanos.get();
  }

  @Override
  public void sleep(long millis) {
    Time.SYSTEM.sleep(millis);
  }

  @Override
  public void waitObject(Object monitor, Supplier<Boolean> condition, long deadlineMillis)
      throws InterruptedException {
    Time.SYSTEM.waitObject(monitor, condition, deadlineMillis);
  }
}
