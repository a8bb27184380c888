package io.atolldb.store;

import io.atolldb.store.ItemStore.EntryCursor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.RootReference;
import org.jspecify.annotations.Nullable;

/// Walks a map page by page, each read at once from the root that the map has then. So however long
/// the caller takes between two entries, no page of the file is needed that was given up meanwhile.
final class H2Cursor implements EntryCursor {

  /// Entries read at once: few at first, for those who want few.
  private static final int PAGE_ENTRIES_FIRST = 16;

  private static final int PAGE_ENTRIES_MAX = 256;
  private static final int PAGE_BYTES_MAX = 256 << 10;

  private final StoreMap map;
  private final Supplier<RootReference<byte[], byte[]>> root;
  private final boolean ascending;

  /// Where the scan ends. The end of an ascending scan is not part of it, that of a descending one
  /// is.
  private final byte @Nullable [] end;

  /// Where the next page begins. The start of a descending scan is not part of it.
  private byte @Nullable [] start;

  private final List<byte[]> keys = new ArrayList<>();
  private final List<byte[]> sealedValues = new ArrayList<>();
  private int pageEntries = PAGE_ENTRIES_FIRST;
  private int at = -1;
  private boolean last;

  H2Cursor(
      StoreMap map,
      Supplier<RootReference<byte[], byte[]>> root,
      byte @Nullable [] from,
      byte @Nullable [] to,
      boolean ascending) {
    this.map = map;
    this.root = root;
    this.ascending = ascending;
    this.start = ascending ? from : to;
    this.end = ascending ? to : from;
    this.last = from != null && to != null && Arrays.compareUnsigned(from, to) >= 0;
  }

  @Override
  public boolean advance() {
    at++;
    if (at >= keys.size() && !last) {
      nextPage();
      at = 0;
    }
    return at < keys.size();
  }

  @Override
  public byte[] key() {
    return keys.get(at);
  }

  @Override
  public byte[] value() {
    return CheckedValue.open(map, keys.get(at), sealedValues.get(at));
  }

  private void nextPage() {
    keys.clear();
    sealedValues.clear();
    RootReference<byte[], byte[]> now = root.get();
    try {
      fillPage(new Cursor<>(now, start, end, !ascending));
    } catch (RuntimeException | AssertionError broken) {
      throw H2Store.damaged(map, broken);
    }
    pageEntries = Math.min(2 * pageEntries, PAGE_ENTRIES_MAX);
  }

  private void fillPage(Cursor<byte[], byte[]> cursor) {
    int bytes = 0;
    byte @Nullable [] before = null;
    while (cursor.hasNext()) {
      byte[] key = cursor.next();
      if (Arrays.equals(key, ascending ? end : start)) continue;
      checkOrder(before, key);
      if (keys.size() == pageEntries || bytes > PAGE_BYTES_MAX) {
        start = ascending ? key : before;
        return;
      }
      keys.add(key);
      sealedValues.add(cursor.getValue());
      bytes += key.length + cursor.getValue().length;
      before = key;
    }
    last = true;
  }

  /// A key that changed in the file may stand where it does not belong.
  private void checkOrder(byte @Nullable [] before, byte[] key) {
    if (before == null) return;
    int order = Arrays.compareUnsigned(before, key);
    if (ascending ? order >= 0 : order <= 0) throw new StoreDamaged("its keys are out of order");
  }
}
