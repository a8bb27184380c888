package io.atolldb.request;

import io.atolldb.catalog.Index;
import io.atolldb.region.Region;
import io.atolldb.region.Region.ItemCursor;

/// How many entries an index holds, and their size in bytes.
///
/// The number is exact. The size is summed up when it is asked for: of a small index in full, of a
/// larger one from a sample, the entries with the least hashes, which the rest is taken to be like.
public record IndexFigures(long items, long bytes) {

  /// Entries that are looked at for one answer.
  private static final int SAMPLE = 5_000;

  public static IndexFigures of(Region region, Index index) {
    long seen = 0;
    long bytes = 0;
    ItemCursor cursor = region.scan(index, null, null, true);
    while (seen < SAMPLE && cursor.advance()) {
      seen++;
      bytes += cursor.current().sizeBytes();
    }
    long all = region.storedEntries(index);
    if (seen < SAMPLE) return new IndexFigures(seen, bytes);
    return new IndexFigures(all, Math.round((double) bytes / seen * all));
  }
}
