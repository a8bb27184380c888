package io.atolldb.region;

import io.atolldb.catalog.Table;
import io.atolldb.catalog.TableSettings;
import io.atolldb.clock.RegionId;
import io.atolldb.clock.WallClock;
import io.atolldb.expiry.ExpiryIndex;
import io.atolldb.expiry.ExpiryIndex.Due;
import io.atolldb.globaltable.MemberStatus;
import io.atolldb.item.Bytes;
import io.atolldb.operation.ExpireItem;
import io.atolldb.record.LogRecord.ExpiriesIndexed;
import io.atolldb.replication.Agent;
import io.atolldb.replication.Ticks;
import io.atolldb.store.ItemStore.EntryCursor;
import io.atolldb.stored.ItemVersion;
import io.atolldb.table.TableId;
import io.atolldb.writer.RegionState;
import io.atolldb.writer.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Removes items whose time has come, soon after it, at a bounded rate.
///
/// Of a global table, the region that wrote the item last removes it, so that its streams say once
/// that it expired. Should that region be away, the others do it [#TAKEOVER_MILLIS] later.
///
/// Tables whose expiry was switched on with items in them are entered here, stretch by stretch.
final class ExpirySweeper implements Agent {

  /// From the end of one sweep to the next.
  static final long PERIOD_MILLIS = 1_000;

  /// Items that are removed in one step.
  static final int STEP_ITEMS = 100;

  /// Between two steps that remove something: at most a thousand items a second.
  static final long STEP_MILLIS = 100;

  /// How long an item is left to the region that wrote it.
  static final long TAKEOVER_MILLIS = 30_000;

  /// Keys that one step enters.
  static final int STRETCH_KEYS = 500;

  private final RegionState state;
  private final Writer writer;
  private final WallClock wallClock;
  private final Ticks ticks;
  private final List<BooleanSupplier> unanswered = new ArrayList<>();
  private final AtomicLong submitted = new AtomicLong();

  /// Where the sweep stands; null at its beginning.
  private @Nullable TableId sweeping;

  private @Nullable Bytes after;
  private boolean swept;
  private long dueAt;

  ExpirySweeper(RegionCore core, WallClock wallClock, Ticks ticks) {
    this.state = core.state();
    this.writer = core.writer();
    this.wallClock = wallClock;
    this.ticks = ticks;
  }

  @Override
  public String role() {
    return "expiry-sweeper";
  }

  /// How many removals were asked for since the start.
  long submitted() {
    return submitted.get();
  }

  @Override
  public int doWork() {
    unanswered.removeIf(BooleanSupplier::getAsBoolean);
    if (!unanswered.isEmpty() || ticks.millis() < dueAt) return 0;
    Table table = next();
    if (table == null) {
      enterTable(null);
      dueAt = ticks.millis() + PERIOD_MILLIS;
      return 0;
    }
    String attribute = TableSettings.expiryAttribute(table.descriptor());
    if (attribute == null) throw new IllegalStateException(table.id() + " lets nothing expire");
    Bytes from = state.expiriesFrom(table.id());
    if (from != null) {
      enter(table.id(), attribute, from);
      return 1;
    }
    return sweep(table, attribute);
  }

  /// The table that the sweep is in, or the one behind it; null at the end.
  private @Nullable Table next() {
    var expiring = new TreeMap<TableId, Table>();
    for (Table table : state.tables().all()) {
      boolean expires = TableSettings.expiryAttribute(table.descriptor()) != null;
      if (table.isActive() && expires) expiring.put(table.id(), table);
    }
    TableId at = sweeping;
    Map.Entry<TableId, Table> next =
        at == null
            ? expiring.firstEntry()
            : swept ? expiring.higherEntry(at) : expiring.ceilingEntry(at);
    if (next == null) return null;
    if (!next.getKey().equals(at)) enterTable(next.getKey());
    return next.getValue();
  }

  private void enterTable(@Nullable TableId table) {
    sweeping = table;
    after = null;
    swept = false;
  }

  private int sweep(Table table, String attribute) {
    long now = wallClock.millis();
    List<Due> due = ExpiryIndex.due(state.store(), table.id(), after, now, STEP_ITEMS);
    int asked = 0;
    for (Due each : due) {
      if (!isOurs(table, each, now)) continue;
      var pending = writer.submit(new ExpireItem(table.id(), each.key(), attribute, now));
      unanswered.add(pending::isDone);
      asked++;
    }
    submitted.addAndGet(asked);
    swept = due.size() < STEP_ITEMS;
    if (!swept) after = due.getLast().place();
    if (asked > 0) dueAt = ticks.millis() + STEP_MILLIS;
    return 1;
  }

  private boolean isOurs(Table table, Due due, long nowMillis) {
    long sinceMillis = nowMillis - TimeUnit.SECONDS.toMillis(due.seconds());
    if (sinceMillis >= TAKEOVER_MILLIS) return true;
    ItemVersion item = state.read(table.id(), due.key());
    RegionId writtenIn = item.version().timestamp().region();
    boolean here = writtenIn.equals(table.self());
    return here || table.descriptor().statusOf(writtenIn) != MemberStatus.ACTIVE;
  }

  private void enter(TableId table, String attribute, Bytes from) {
    EntryCursor keys = state.store().scan(state.itemsOf(table), from.unsafeArray(), null, true);
    Bytes end = null;
    int passed = 0;
    while (end == null && keys.advance()) {
      if (passed++ == STRETCH_KEYS) end = Bytes.of(keys.key());
    }
    unanswered.add(writer.indexExpiries(new ExpiriesIndexed(table, attribute, from, end)));
  }

  @Override
  public void awaitWork() {
    long millis = Math.clamp(dueAt - ticks.millis(), 1, STEP_MILLIS);
    LockSupport.parkNanos(this, TimeUnit.MILLISECONDS.toNanos(millis));
  }
}
