package io.atolldb.simulation;

import io.atolldb.clock.HybridTimestamp;
import io.atolldb.stored.ItemVersion;
import io.atolldb.version.Version;
import io.atolldb.version.VersionVector;
import java.util.List;

/// A region that shows one write of a transaction holds all of them, of whichever region they are:
/// under every other of its names stands that write, or what has seen it, or what came later and
/// won. Also while it makes up for a lost stream, or for writes of its own that it has forgotten,
/// and serves clients meanwhile.
public final class TransactionsAreWhole implements Invariant {

  private static final char FIRST = '{';
  private static final char LAST = '}';

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
    check(region, name, item);
  }

  private static void check(SimulatedRegion region, String name, ItemVersion item) {
    if (!item.exists()) return;
    HybridTimestamp together = item.version().timestamp();
    for (String other : names(ClientWrite.valueOf(item.item()))) {
      ItemVersion held = region.read(other);
      Version there = held.version();
      boolean whole =
          there.vector().includes(together)
              || there.timestamp().compareTo(together) > 0
              || region.hasForgotten(held, VersionVector.of(together));
      if (whole) continue;
      throw new AssertionError(
          "%s shows %s of %s, but %s of %s"
              .formatted(region.id(), name, together, other, there.timestamp()));
    }
  }

  /// Every name once more, whether it was touched or not.
  @Override
  public void settled(World world) {
    var names = new DurableWrites(world).latest().keySet();
    for (SimulatedRegion region : world.regions()) {
      for (String name : names) {
        check(region, name, region.read(name));
      }
    }
  }
}
