package io.atolldb.writer;

import io.atolldb.codec.ByteReader;
import io.atolldb.codec.ByteWriter;
import io.atolldb.item.Bytes;
import io.atolldb.operation.RequestToken;
import io.atolldb.record.LogRecord.TokenUsed;
import io.atolldb.store.ItemStore;
import io.atolldb.store.StoreBatch;
import io.atolldb.store.StoreMap;
import org.jspecify.annotations.Nullable;

/// The tokens under which transactions were done not long ago, in the store.
///
/// Time is cut into periods as long as a token is remembered, each with a map of its own, so that a
/// token is in the map of this period or of the one before, and the maps of older ones are dropped
/// whole. Time is that of the hybrid clock, which never goes back.
final class UsedTokens {

  private static final int OVERHEAD = 16;

  private final ItemStore store;
  private long latestPeriod = -1;

  UsedTokens(ItemStore store) {
    this.store = store;
  }

  @Nullable RequestToken used(String token, long nowMillis) {
    long period = period(nowMillis);
    for (long at = period; at >= period - 1; at--) {
      byte[] stored = store.get(StoreMap.tokens(at), RegionKeys.text(token));
      if (stored == null) continue;
      var in = new ByteReader(stored);
      long doneMillis = in.readLong();
      if (nowMillis - doneMillis >= RequestToken.WINDOW_MILLIS) continue;
      return new RequestToken(token, Bytes.owning(in.readSized()));
    }
    return null;
  }

  void remember(TokenUsed used, StoreBatch batch) {
    long period = period(used.doneMillis());
    if (period != latestPeriod) {
      batch.drop(StoreMap.tokens(period + 1)); // holds at best what is two periods old
      latestPeriod = period;
    }
    Bytes digest = used.token().digest();
    var out = new ByteWriter(OVERHEAD + digest.length());
    out.writeLong(used.doneMillis());
    out.writeSized(digest.unsafeArray());
    batch.put(StoreMap.tokens(period), RegionKeys.text(used.token().text()), out.toArray());
  }

  private static long period(long millis) {
    return Math.floorDiv(millis, RequestToken.WINDOW_MILLIS);
  }
}
