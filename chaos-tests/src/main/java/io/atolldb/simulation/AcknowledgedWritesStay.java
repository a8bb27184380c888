package io.atolldb.simulation;

import io.atolldb.clock.HybridTimestamp;
import io.atolldb.clock.RegionId;
import io.atolldb.simulation.History.Answer.Acknowledged;
import io.atolldb.simulation.History.Call;
import io.atolldb.stored.ItemVersion;
import io.atolldb.version.VersionVector;
import java.util.HashMap;
import java.util.Map;

/// What a region has acknowledged is part of everything it shows under that key from then on, after
/// any crash too.
public final class AcknowledgedWritesStay implements Invariant {

  private record Cell(RegionId region, String name) {}

  private final Map<Cell, HybridTimestamp> latest = new HashMap<>();

  @Override
  public void acknowledged(Call call, Acknowledged answer) {
    HybridTimestamp written = answer.version().timestamp();
    if (!written.region().equals(call.region())) {
      throw new AssertionError(call + " was written in the name of another region");
    }
    if (written.compareTo(answer.replaced().timestamp()) <= 0) {
      throw new AssertionError(call + " does not follow what it replaced");
    }
    var cell = new Cell(call.region(), call.write().name());
    HybridTimestamp before = latest.put(cell, written);
    if (before != null && before.compareTo(written) >= 0) {
      throw new AssertionError(call + " was not written after " + before);
    }
  }

  @Override
  public void shown(SimulatedRegion region, String name, ItemVersion item) {
    HybridTimestamp acknowledged = latest.get(new Cell(region.id(), name));
    if (acknowledged == null) return;
    boolean stays =
        item.version().vector().includes(acknowledged)
            || region.hasForgotten(item, VersionVector.of(acknowledged));
    if (!stays) {
      throw new AssertionError(
          region.id() + " shows " + name + " " + item.version() + " without " + acknowledged);
    }
  }

  /// Every region is asked once more, whether it was touched or not.
  @Override
  public void settled(World world) {
    latest.forEach((cell, _) -> {
      SimulatedRegion region = world.at(cell.region);
      if (region.isRunning()) shown(region, cell.name, region.read(cell.name));
    });
  }
}
