package io.atolldb.replication;

import io.atolldb.clock.RegionId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// What is broken on purpose between this region and others; switched while everything runs.
public final class LinkFaults {

  /// Longest delay that may be set: above it a cut says the same more clearly.
  public static final long DELAY_MILLIS_MAX = 60_000;

  /// `delayMillis`: how long after its arrival a record is shown to the link.
  public record Fault(boolean cut, long delayMillis) {
    public static final Fault NONE = new Fault(false, 0);

    public Fault {
      if (delayMillis < 0 || delayMillis > DELAY_MILLIS_MAX) {
        throw new IllegalArgumentException(
            "delayMillis " + delayMillis + " is outside 0.." + DELAY_MILLIS_MAX);
      }
    }
  }

  private final Map<RegionId, Fault> faults = new ConcurrentHashMap<>();

  public void set(RegionId origin, Fault fault) {
    faults.put(origin, fault);
  }

  public void clear() {
    faults.clear();
  }

  public Fault of(RegionId origin) {
    return faults.getOrDefault(origin, Fault.NONE);
  }
}
