package io.atolldb.expiry;

import io.atolldb.item.Bytes;
import io.atolldb.store.ItemStore;
import io.atolldb.store.ItemStore.EntryCursor;
import io.atolldb.store.StoreMap;
import io.atolldb.table.TableId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The items of a table in the order in which they expire.
public final class ExpiryIndex {

  /// An item, and the second in which it expires.
  ///
  /// @param place where it stands, to go on behind it
  public record Due(long seconds, Bytes key, Bytes place) {}

  private ExpiryIndex() {}

  /// Items whose time has come, in order, at most `limit`; behind `after` if that is not null.
  public static List<Due> due(
      ItemStore store, TableId table, @Nullable Bytes after, long nowMillis, int limit) {
    byte[] from = after == null ? ExpiryKeys.from(Expiry.oldest(nowMillis)) : behind(after);
    byte[] to = ExpiryKeys.from(Expiry.end(nowMillis));
    var due = new ArrayList<Due>();
    EntryCursor entries = store.scan(StoreMap.expiries(table), from, to, true);
    while (due.size() < limit && entries.advance()) {
      byte[] key = entries.key();
      due.add(new Due(ExpiryKeys.seconds(key), ExpiryKeys.itemKey(key), Bytes.of(key)));
    }
    return due;
  }

  private static byte[] behind(Bytes place) {
    byte[] next = new byte[place.length() + 1];
    System.arraycopy(place.unsafeArray(), 0, next, 0, place.length());
    return next;
  }
}
