package io.atolldb.request;

import io.atolldb.catalog.Table;
import io.atolldb.expression.Condition;
import io.atolldb.expression.ConditionEvaluator;
import io.atolldb.expression.Projection;
import io.atolldb.fault.Refusal;
import io.atolldb.item.Bytes;
import io.atolldb.item.Item;
import io.atolldb.item.KeyCodec;
import io.atolldb.item.KeyRange;
import io.atolldb.operation.Current;
import io.atolldb.region.Region;
import io.atolldb.region.Region.ItemCursor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One page of a query or a scan, read and answered.
///
/// @param range the keys that are left to read
/// @param limit how many items are read at most; null for no limit but the page's size
/// @param countsOnly whether no item is answered, only their number
record PageRead(
    Table table,
    KeyRange range,
    boolean ascending,
    @Nullable Integer limit,
    Condition filter,
    Projection projection,
    boolean countsOnly) {

  /// A page ends with the item that takes what has been read to this size or beyond: sizes are
  /// those of whole items, before filter and projection.
  static final int BYTES_MAX = 1024 * 1024;

  /// What was read: see [PageAnswer].
  record Page(List<ShownItem> items, int count, int scanned, long bytes, @Nullable Item last) {}

  /// The page ends at its limit even where no more item follows, as the service's does: that there
  /// is none shows on the next page.
  Page read(Region region) {
    if (range.isEmpty()) return new Page(List.of(), 0, 0, 0, null);
    Bytes end = range.to();
    ItemCursor cursor =
        region.scan(
            table.id(),
            range.from().unsafeArray(),
            end == null ? null : end.unsafeArray(),
            ascending);
    var items = new ArrayList<ShownItem>();
    int count = 0;
    int scanned = 0;
    long bytes = 0;
    Item last = null;
    while (last == null && cursor.advance()) {
      Current current = cursor.current();
      scanned++;
      bytes += current.sizeBytes();
      if (passes(current)) {
        count++;
        if (!countsOnly) items.add(Projections.shown(projection, current));
      }
      if (isFull(scanned, bytes)) last = keyAt(cursor);
    }
    return new Page(items, count, scanned, bytes, last);
  }

  private boolean passes(Current current) {
    if (filter instanceof Condition.Always) return true;
    return ConditionEvaluator.holds(filter, current.item());
  }

  private boolean isFull(int scanned, long bytes) {
    return bytes >= BYTES_MAX || (limit != null && scanned >= limit);
  }

  private Item keyAt(ItemCursor cursor) {
    return table.keys().itemOf(KeyCodec.decode(Bytes.owning(cursor.key())));
  }

  PageAnswer answer(
      Region region, TableReference reference, CapacityDetail capacity, boolean consistent)
      throws Refusal {
    var toll = ReadToll.of(region, table);
    Page page = read(region);
    double units = ConsumedCapacity.readUnits(page.bytes, consistent);
    toll.pay(units);
    return new PageAnswer(
        countsOnly ? null : page.items,
        page.count,
        page.scanned,
        page.last,
        ConsumedCapacity.of(capacity, reference.sent(), units));
  }
}
