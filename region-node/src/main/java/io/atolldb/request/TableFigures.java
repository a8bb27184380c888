package io.atolldb.request;

import io.atolldb.region.Region;
import io.atolldb.region.Region.ItemCursor;
import io.atolldb.table.TableId;

/// How many items a table holds, and their size in bytes.
///
/// The service counts every six hours; here the counting is done when it is asked for. A small
/// table is counted in full. Of a larger one a sample is measured, the keys with the least hashes,
/// and the rest is taken to be like it; its count includes the tombstones that are still kept.
public record TableFigures(long items, long bytes) {

  /// Items that are looked at for one answer.
  private static final int SAMPLE = 5_000;

  static TableFigures of(Region region, TableId table) {
    long items = 0;
    long bytes = 0;
    ItemCursor cursor = region.scan(table, null, null, true);
    while (cursor.advance()) {
      items++;
      bytes += cursor.current().sizeBytes();
      if (items == SAMPLE) {
        long all = Math.max(items, region.storedKeys(table));
        return new TableFigures(all, Math.round((double) bytes / items * all));
      }
    }
    return new TableFigures(items, bytes);
  }
}
