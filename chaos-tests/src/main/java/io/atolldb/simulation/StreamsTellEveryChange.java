package io.atolldb.simulation;

import io.atolldb.item.Item;
import io.atolldb.record.LogRecord.ItemApplied;
import io.atolldb.record.LogRecord.Streamed;
import io.atolldb.record.LogRecord.Streamed.Event;
import io.atolldb.replication.ChangeRecord.Kind;
import io.atolldb.stored.ItemVersion;
import io.atolldb.stream.StreamLog;
import io.atolldb.stream.StreamLog.Entry;
import io.atolldb.stream.StreamLog.Page;
import io.atolldb.stream.TableStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// When everything has arrived, the stream of the world's table tells in every region, key by key,
/// the whole way to what is there: each record begins where the one before it ended and changes
/// something, none is there twice, and the last ends at the item. An expiry is the region's own
/// only where it was made.
public final class StreamsTellEveryChange implements Invariant {

  private static final int PAGE_LIMIT = 1_000;
  private static final int PAGE_BYTES_MAX = 1 << 20;

  @Override
  public void settled(World world) {
    for (SimulatedRegion region : world.regions()) {
      if (region.servesTheTable()) requireWhole(region);
    }
  }

  private static void requireWhole(SimulatedRegion region) {
    Map<String, Item> told = new TreeMap<>();
    Set<Long> sequences = new HashSet<>();
    for (Entry entry : entriesOf(region)) {
      ItemApplied applied = entry.applied();
      String name = World.nameOf(applied.key());
      Item before = image(applied.before());
      Item after = image(applied.result());
      String what = region.id() + " tells of " + name + ": " + before + " became " + after;
      require(sequences.add(entry.sequence()), what + " twice");
      require(!before.equals(after), what + ", which is no change");
      Streamed streamed = applied.streamed();
      boolean asItIs = streamed != null && streamed.event() == event(before, after);
      require(asItIs, what + " as " + streamed);
      Item last = told.put(name, after);
      require(last == null || last.equals(before), what + " after " + last);
      boolean ownExpiry = applied.own() && applied.result().kind() == Kind.EXPIRY;
      boolean madeHere = applied.result().version().timestamp().region().equals(region.id());
      require(!ownExpiry || madeHere, what + " as its own expiry");
    }
    told.forEach((name, last) -> {
      Item held = image(region.read(name));
      require(held.equals(last), region.id() + " tells of " + name + " " + last + ", not " + held);
    });
  }

  private static void require(boolean truth, String otherwise) {
    if (!truth) throw new AssertionError(otherwise);
  }

  private static Event event(Item before, Item after) {
    if (before.isAbsent()) return Event.INSERT;
    return after.isAbsent() ? Event.REMOVE : Event.MODIFY;
  }

  private static Item image(@Nullable ItemVersion version) {
    return version == null || !version.exists() ? Item.ABSENT : version.item();
  }

  /// All that the newest stream of the world's table shows in a region.
  static List<Entry> entriesOf(SimulatedRegion region) {
    StreamLog streams = region.running().core().streams();
    long through = streams.applied();
    TableStream stream = streams.streams().of(World.TABLE).getLast();
    long next = stream.shards().getFirst().first();
    var entries = new ArrayList<Entry>();
    while (next <= through) {
      Page page = streams.read(World.TABLE, next, through, PAGE_LIMIT, PAGE_BYTES_MAX);
      require(!page.trimmed(), region.id() + " has trimmed its stream already");
      require(page.next() > next, region.id() + " reads its stream and gets nowhere");
      entries.addAll(page.entries());
      next = page.next();
    }
    return entries;
  }
}
