package io.atolldb.simulation;

import io.atolldb.clock.HybridTimestamp;
import io.atolldb.clock.RegionId;
import io.atolldb.replication.Link;
import io.atolldb.stored.ItemVersion;
import io.atolldb.version.Version;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// A region that shows one write of a transaction holds all of them, of whichever region they are:
/// under every other of its names stands that write, or what has seen it, or what came later and
/// won.
///
/// Except while a region that serves clients makes up for a lost stream by a copy: pages come one
/// after the other, and what was copied counts only with the stream behind it. Such a region is not
/// asked until all has come to rest.
public final class TransactionsAreWhole implements Invariant {

  private static final char FIRST = '{';
  private static final char LAST = '}';

  private final Set<RegionId> copying = new HashSet<>();

  /// A value that names all items of its transaction.
  static String value(String text, List<String> names) {
    return text + FIRST + String.join(" ", names) + LAST;
  }

  private static List<String> names(String value) {
    int own = value.indexOf('<'); // an update holds what it replaced behind that
    String text = own < 0 ? value : value.substring(0, own);
    int from = text.indexOf(FIRST);
    return from < 0 ? List.of() : List.of(text.substring(from + 1, text.indexOf(LAST)).split(" "));
  }

  @Override
  public void shown(SimulatedRegion region, String name, ItemVersion item) {
    for (Link link : region.running().agents().links().values()) {
      if (link.status().state().equals("RESYNCING")) copying.add(region.id());
    }
    if (!copying.contains(region.id())) check(region, name, item);
  }

  private static void check(SimulatedRegion region, String name, ItemVersion item) {
    if (!item.exists()) return;
    HybridTimestamp together = item.version().timestamp();
    for (String other : names(ClientWrite.valueOf(item.item()))) {
      Version there = region.read(other).version();
      boolean whole =
          there.vector().includes(together) || there.timestamp().compareTo(together) > 0;
      if (whole) continue;
      throw new AssertionError(
          "%s shows %s of %s, but %s of %s"
              .formatted(region.id(), name, together, other, there.timestamp()));
    }
  }

  /// Every name once more, whether it was touched or not.
  @Override
  public void settled(World world) {
    copying.clear();
    var names = new DurableWrites(world).latest().keySet();
    for (SimulatedRegion region : world.regions()) {
      for (String name : names) {
        check(region, name, region.read(name));
      }
    }
  }
}
