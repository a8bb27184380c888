package io.atolldb.simulation;

import java.util.Comparator;
import java.util.PriorityQueue;

/// Virtual time: what is to happen, ordered by when it is due and then by when it was asked for.
/// Nothing runs beside anything else, and time passes only from one event to the next.
public final class Timeline {

  private record Event(long atMillis, long number, Runnable action) {}

  private final PriorityQueue<Event> due =
      new PriorityQueue<>(Comparator.comparingLong(Event::atMillis).thenComparing(Event::number));
  private long nowMillis;
  private long asked;
  private long ran;

  public Timeline(long startMillis) {
    this.nowMillis = startMillis;
  }

  public long nowMillis() {
    return nowMillis;
  }

  /// How many events have run.
  public long ran() {
    return ran;
  }

  public void after(long delayMillis, Runnable action) {
    due.add(new Event(nowMillis + delayMillis, asked++, action));
  }

  /// Runs the next event that is due by `untilMillis`; false if there is none.
  public boolean runNext(long untilMillis) {
    Event next = due.peek();
    if (next == null || next.atMillis > untilMillis) return false;
    due.remove();
    nowMillis = next.atMillis;
    ran++;
    next.action.run();
    return true;
  }

  /// Lets time pass up to `untilMillis` when nothing is due before it.
  public void passTo(long untilMillis) {
    nowMillis = Math.max(nowMillis, untilMillis);
  }
}
