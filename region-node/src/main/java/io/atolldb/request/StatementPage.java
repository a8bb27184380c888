package io.atolldb.request;

import io.atolldb.catalog.Table;
import io.atolldb.expression.Condition;
import io.atolldb.expression.ConditionEvaluator;
import io.atolldb.item.Bytes;
import io.atolldb.item.Item;
import io.atolldb.item.KeyCodec;
import io.atolldb.item.KeyRange;
import io.atolldb.operation.Current;
import io.atolldb.partiql.SelectList;
import io.atolldb.region.Region;
import io.atolldb.region.Region.ItemCursor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads one page of a `SELECT`. It ends as a page of a query does: with the item that takes what
/// was read to a limit, whether more follow or not.
final class StatementPage {

  private final Region region;
  private final Table table;
  private final Condition where;
  private final SelectList list;
  private final @Nullable Integer limit;
  private final boolean consistent;

  private final List<ShownItem> items = new ArrayList<>();
  private int scanned;
  private long bytes;
  private double units;
  private @Nullable Bytes last;

  /// @param limit how many items are read at most; null for no limit but the page's size
  StatementPage(
      Region region,
      Table table,
      Condition where,
      SelectList list,
      @Nullable Integer limit,
      boolean consistent) {
    this.region = region;
    this.table = table;
    this.where = where;
    this.list = list;
    this.limit = limit;
    this.consistent = consistent;
  }

  /// Each partition is a query of its own, and is paid for as one.
  void read(StatementPlan plan) {
    for (List<KeyRange> runs : plan.partitions()) {
      if (last != null) return;
      long before = bytes;
      for (KeyRange run : runs) {
        if (last == null) read(run, plan.ascending());
      }
      units += ConsumedCapacity.readUnits(bytes - before, consistent);
    }
  }

  private void read(KeyRange run, boolean ascending) {
    if (run.isEmpty()) return;
    Bytes end = run.to();
    ItemCursor cursor =
        region.scan(
            table.id(),
            run.from().unsafeArray(),
            end == null ? null : end.unsafeArray(),
            ascending);
    while (last == null && cursor.advance()) {
      Current current = cursor.current();
      scanned++;
      bytes += current.sizeBytes();
      if (passes(current)) items.add(shown(list, current));
      if (isFull()) last = Bytes.owning(cursor.key());
    }
  }

  private boolean passes(Current current) {
    if (where instanceof Condition.Always) return true;
    return ConditionEvaluator.holds(where, current.item());
  }

  static ShownItem shown(SelectList list, Current current) {
    if (list.isAll() || !current.exists()) return ShownItem.of(current);
    return new ShownItem.Made(list.apply(current.item()));
  }

  private boolean isFull() {
    return bytes >= PageRead.BYTES_MAX || (limit != null && scanned >= limit);
  }

  List<ShownItem> items() {
    return items;
  }

  /// What was read costs at least as much as reading nothing.
  double units() {
    return Math.max(units, ConsumedCapacity.readUnits(0, consistent));
  }

  /// The encoded key at which the page has ended; null if there is nothing more to read.
  @Nullable Bytes last() {
    return last;
  }

  /// The same as a key of the table.
  @Nullable Item lastKey() {
    Bytes key = last;
    return key == null ? null : table.keys().itemOf(KeyCodec.decode(key));
  }
}
