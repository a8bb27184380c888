package io.atolldb.resolution;

import io.atolldb.clock.ClockBound;
import io.atolldb.clock.DriftLimits;
import io.atolldb.clock.HybridClock;
import io.atolldb.clock.HybridTimestamp;
import io.atolldb.clock.RegionId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// What three regions did with one key: they write, delete, and hear of some of each other's
/// writes, late, repeatedly and in any order, while their wall clocks are skewed and jump. Made
/// without the resolver, so it can judge it.
record History(long seed, List<Event> events) {

  static final List<RegionId> REGIONS =
      List.of(new RegionId("ireland"), new RegionId("oregon"), new RegionId("tokyo"));

  private static final long SKEW_MILLIS = 400;

  /// A write is issued by its own region, or arrives in another one.
  record Event(RegionId region, Write write) {
    boolean isArrival() {
      return !region.equals(write.origin());
    }
  }

  /// Ends with all writes having arrived everywhere.
  static History generate(long seed) {
    return generate(seed, 24);
  }

  static History generate(long seed, int stepsMax) {
    var world = new World(new Random(seed));
    int steps = 3 + world.dice.nextInt(stepsMax - 2);
    for (int step = 0; step < steps; step++) world.step();
    world.everythingArrivesEverywhere();
    return new History(seed, world.events);
  }

  SortedSet<Write> writes() {
    var writes = new TreeSet<Write>();
    for (Event event : events) writes.add(event.write);
    return writes;
  }

  @Override
  public String toString() {
    var text = new StringBuilder("history of seed " + seed);
    for (Event event : events) {
      text.append('\n').append(event.region).append(event.isArrival() ? " hears " : " writes ");
      text.append(event.write);
    }
    return text.toString();
  }

  /// The regions while the history is made.
  private static final class World {

    private final Random dice;
    private final SortedMap<RegionId, ObviousRegion> regions = new TreeMap<>();
    private final SortedMap<RegionId, HybridClock> clocks = new TreeMap<>();
    private final SortedMap<RegionId, Long> wallMillis = new TreeMap<>();
    private final List<Write> issued = new ArrayList<>();
    private final List<Event> events = new ArrayList<>();

    World(Random dice) {
      this.dice = dice;
      var anyDrift = new DriftLimits(Long.MAX_VALUE, Long.MAX_VALUE);
      for (RegionId region : REGIONS) {
        regions.put(region, new ObviousRegion());
        wallMillis.put(region, 10_000 + dice.nextLong(SKEW_MILLIS));
        var bound = new ForgetfulBound();
        clocks.put(region, new HybridClock(region, () -> read(region), anyDrift, bound, 0));
      }
    }

    private long read(RegionId region) {
      return wallMillis.getOrDefault(region, 0L);
    }

    void step() {
      RegionId region = REGIONS.get(dice.nextInt(REGIONS.size()));
      turnClock(region);
      if (issued.isEmpty() || dice.nextInt(100) < 40) write(region);
      else hear(region, issued.get(dice.nextInt(issued.size())));
    }

    private void turnClock(RegionId region) {
      boolean jumps = dice.nextInt(10) == 0;
      long millis = jumps ? dice.nextLong(-SKEW_MILLIS, SKEW_MILLIS) : dice.nextLong(3);
      wallMillis.merge(region, millis, Long::sum);
    }

    private void write(RegionId region) {
      SortedSet<Write> seen = at(region).known();
      try {
        clock(region).next(); // an expiry's timestamp has to leave room for its rank
        Write write = write(clock(region).next(), seen);
        issued.add(write);
        events.add(new Event(region, write));
        at(region).learn(write);
      } catch (ClockBound.NotPersisted impossible) {
        throw new AssertionError(impossible);
      }
    }

    /// Only what is there can expire.
    private Write write(HybridTimestamp now, SortedSet<Write> seen) {
      boolean isThere = !seen.isEmpty() && !seen.last().isDelete();
      if (isThere && dice.nextInt(4) == 0) return Write.expiry(now, seen);
      return new Write(now, dice.nextInt(4) == 0 ? null : "value-" + issued.size(), seen);
    }

    private void hear(RegionId region, Write write) {
      if (write.origin().equals(region)) return;
      clock(region).observe(write.timestamp());
      events.add(new Event(region, write));
      at(region).learn(write);
    }

    void everythingArrivesEverywhere() {
      for (RegionId region : REGIONS) {
        var all = new ArrayList<>(issued);
        Collections.shuffle(all, dice);
        for (Write write : all) hear(region, write);
      }
    }

    private ObviousRegion at(RegionId region) {
      return regions.computeIfAbsent(region, _ -> new ObviousRegion());
    }

    private HybridClock clock(RegionId region) {
      HybridClock clock = clocks.get(region);
      if (clock == null) throw new IllegalArgumentException("no clock in " + region);
      return clock;
    }
  }

  /// No region of a history restarts.
  private static final class ForgetfulBound implements ClockBound {
    @Override
    public long restored() {
      return 0;
    }

    @Override
    public void raiseTo(long packed) {}
  }
}
