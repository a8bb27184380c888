package io.atolldb.request;

import io.atolldb.capacity.IndexUnits;
import io.atolldb.catalog.Index;
import io.atolldb.expression.Condition;
import io.atolldb.expression.ConditionEvaluator;
import io.atolldb.expression.Projection;
import io.atolldb.fault.Refusal;
import io.atolldb.item.Item;
import io.atolldb.item.KeyRange;
import io.atolldb.operation.Current;
import io.atolldb.region.Region;
import io.atolldb.region.Region.ItemCursor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One page of a query or a scan, read and answered.
///
/// @param partition the attributes that name the partition that is read; absent for a scan
/// @param range the keys that are left to read
/// @param limit how many items are read at most; null for no limit but the page's size
/// @param countsOnly whether no item is answered, only their number
/// @param fetches whether each entry's item is read behind it
record PageRead(
    PageSource source,
    Item partition,
    KeyRange range,
    boolean ascending,
    @Nullable Integer limit,
    Condition filter,
    Projection projection,
    boolean countsOnly,
    boolean fetches) {

  /// A page ends with the item that takes what has been read to this size or beyond: sizes are
  /// those of whole items, before filter and projection.
  static final int BYTES_MAX = 1024 * 1024;

  /// What was read: see [PageAnswer]. `fetched` are the units of items behind entries, each of
  /// which is a read of its own.
  record Page(
      List<ShownItem> items,
      int count,
      int scanned,
      long bytes,
      double fetched,
      @Nullable Item last) {}

  /// The page ends at its limit even where no more item follows, as the service's does: that there
  /// is none shows on the next page.
  private Page read(Region region, boolean consistent, ReadToll toll) {
    if (range.isEmpty()) return new Page(List.of(), 0, 0, 0, 0, null);
    ItemCursor cursor = source.scan(region, range, ascending);
    Index index = fetches ? source.index() : null;
    var items = new ArrayList<ShownItem>();
    int count = 0;
    int scanned = 0;
    long bytes = 0;
    double fetched = 0;
    Item last = null;
    while (last == null && cursor.advance()) {
      Current current = cursor.current();
      scanned++;
      bytes += current.sizeBytes();
      if (index == null) {
        toll.saw(current, 0);
      } else {
        Current entry = current;
        current = source.itemOf(region, index, cursor);
        double units = ConsumedCapacity.readUnits(current.sizeBytes(), consistent);
        toll.saw(entry, units);
        fetched += units;
      }
      if (current.exists() && passes(current)) {
        count++;
        if (!countsOnly) items.add(Projections.shown(projection, current));
      }
      if (isFull(scanned, bytes)) last = source.keyAt(cursor);
    }
    return new Page(items, count, scanned, bytes, fetched, last);
  }

  private boolean passes(Current current) {
    if (filter instanceof Condition.Always) return true;
    return ConditionEvaluator.holds(filter, current.item());
  }

  private boolean isFull(int scanned, long bytes) {
    return bytes >= BYTES_MAX || (limit != null && scanned >= limit);
  }

  PageAnswer answer(
      Region region, TableReference reference, CapacityDetail capacity, boolean consistent)
      throws Refusal {
    Index index = source.index();
    var toll = ReadToll.ofMany(region, source.table(), index, partition);
    Page page = read(region, consistent, toll);
    double units = ConsumedCapacity.readUnits(page.bytes, consistent);
    toll.pay(units + page.fetched);
    return new PageAnswer(
        countsOnly ? null : page.items,
        page.count,
        page.scanned,
        page.last,
        index == null
            ? ConsumedCapacity.of(capacity, reference.sent(), units)
            : ConsumedCapacity.of(
                capacity, reference.sent(), page.fetched, IndexUnits.of(index, units)));
  }
}
