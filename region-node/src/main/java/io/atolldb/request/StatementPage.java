package io.atolldb.request;

import io.atolldb.capacity.IndexUnits;
import io.atolldb.catalog.Index;
import io.atolldb.expression.Condition;
import io.atolldb.expression.ConditionEvaluator;
import io.atolldb.expression.Projection;
import io.atolldb.fault.Refusal;
import io.atolldb.item.Bytes;
import io.atolldb.item.Item;
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
  private final PageSource source;
  private final Condition where;
  private final SelectList list;
  private final @Nullable Integer limit;
  private final boolean consistent;
  private final boolean fetches;

  private final List<ShownItem> items = new ArrayList<>();
  private int scanned;
  private long bytes;
  private double units;
  private double fetched;
  private @Nullable Bytes last;
  private @Nullable Item lastKey;

  /// @param limit how many items are read at most; null for no limit but the page's size
  StatementPage(
      Region region,
      PageSource source,
      Condition where,
      SelectList list,
      @Nullable Integer limit,
      boolean consistent)
      throws Refusal {
    this.region = region;
    this.source = source;
    this.where = where;
    this.list = list;
    this.limit = limit;
    this.consistent = consistent;
    var wanted =
        list.isAll() ? Projection.ALL : Projection.ofAttributes(new ArrayList<>(list.attributes()));
    this.fetches = source.fetches(false, wanted, where);
  }

  /// Each partition is a query of its own, and is paid for as one.
  void read(StatementPlan plan, ReadToll toll) {
    for (List<KeyRange> runs : plan.partitions()) {
      if (last != null) return;
      long before = bytes;
      for (KeyRange run : runs) {
        if (last == null) read(run, plan.ascending(), toll);
      }
      units += ConsumedCapacity.readUnits(bytes - before, consistent);
    }
  }

  private void read(KeyRange run, boolean ascending, ReadToll toll) {
    if (run.isEmpty()) return;
    ItemCursor cursor = source.scan(region, run, ascending);
    while (last == null && cursor.advance()) {
      Current current = cursor.current();
      scanned++;
      bytes += current.sizeBytes();
      double before = fetched;
      Current item = behind(cursor, current);
      toll.saw(current, fetched - before);
      // All of an index is what it holds, however much more the condition had to see.
      if (item.exists() && passes(item)) items.add(shown(list, list.isAll() ? current : item));
      if (isFull()) {
        last = Bytes.owning(cursor.key());
        lastKey = source.keyAt(cursor);
      }
    }
  }

  /// The entry itself, or the item behind it where the index does not hold all that is asked for:
  /// which is a read of its own.
  private Current behind(ItemCursor cursor, Current entry) {
    Index index = source.index();
    if (!fetches || index == null) return entry;
    Current item = source.itemOf(region, index, cursor);
    fetched += ConsumedCapacity.readUnits(item.sizeBytes(), consistent);
    return item;
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

  /// What has been read takes of the table and its index: at least as much as reading nothing.
  @Nullable ConsumedCapacity consumed(CapacityDetail detail, String sent) {
    double read = readUnits();
    Index index = source.index();
    return index == null
        ? ConsumedCapacity.of(detail, sent, read)
        : ConsumedCapacity.of(detail, sent, fetched, IndexUnits.of(index, read));
  }

  private double readUnits() {
    return Math.max(units, ConsumedCapacity.readUnits(0, consistent));
  }

  /// Of the table and its index together.
  double units() {
    return readUnits() + fetched;
  }

  /// The encoded key at which the page has ended; null if there is nothing more to read.
  @Nullable Bytes last() {
    return last;
  }

  /// The same as attributes.
  @Nullable Item lastKey() {
    return lastKey;
  }
}
