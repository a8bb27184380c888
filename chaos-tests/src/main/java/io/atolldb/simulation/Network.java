package io.atolldb.simulation;

import io.atolldb.clock.RegionId;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The water between the regions. Each direction can be cut by itself.
public final class Network {

  /// How a cut direction looks from the side that tries to use it.
  public enum Cut {
    /// Connections are refused: the reader knows at once.
    REFUSES,
    /// Nothing answers and nothing fails: the reader cannot tell it from a quiet origin.
    SILENT
  }

  private record Direction(RegionId from, RegionId to) implements Comparable<Direction> {
    @Override
    public int compareTo(Direction that) {
      int byFrom = from.compareTo(that.from);
      return byFrom != 0 ? byFrom : to.compareTo(that.to);
    }
  }

  private final RandomSource dice;
  private final Latency latency;
  private final SortedMap<Direction, Cut> cuts = new TreeMap<>();

  /// How long a record travels, in milliseconds, both ends included.
  public record Latency(long leastMillis, long mostMillis) {}

  public Network(RandomSource dice, Latency latency) {
    this.dice = dice;
    this.latency = latency;
  }

  public void cut(RegionId from, RegionId to, Cut how) {
    cuts.put(new Direction(from, to), how);
  }

  public void heal(RegionId from, RegionId to) {
    cuts.remove(new Direction(from, to));
  }

  public void healAll() {
    cuts.clear();
  }

  /// Null where the water flows.
  public @Nullable Cut cutBetween(RegionId from, RegionId to) {
    return cuts.get(new Direction(from, to));
  }

  /// A question and its answer need both directions.
  public boolean canAsk(RegionId asker, RegionId asked) {
    return cutBetween(asker, asked) == null && cutBetween(asked, asker) == null;
  }

  public long travelMillis() {
    return dice.between(latency.leastMillis, latency.mostMillis);
  }

  /// `ireland>oregon` for each direction that is cut.
  public List<String> cutDirections() {
    return cuts.keySet().stream().map(cut -> cut.from + ">" + cut.to).toList();
  }
}
