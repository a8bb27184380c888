package io.atolldb.region;

import io.atolldb.binary.VectorCodec;
import io.atolldb.codec.ByteWriter;
import io.atolldb.store.ItemStore.EntryCursor;
import io.atolldb.store.ItemStore.Snapshot;
import io.atolldb.stored.ItemVersion;
import io.atolldb.stored.StoredForm;
import io.atolldb.table.TableId;
import io.atolldb.writer.RegionState;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// What a table comes down to: the number of its items and tombstones, and a SHA-256 over every key
/// with its version and image, in order of keys. Equal digests mean equal items and versions.
/// Regions are hashed by name: their numbers differ from region to region.
public record TableDigest(long items, long tombstones, String digest) {

  /// Reads the whole table, in a view that does not change meanwhile.
  public static TableDigest of(RegionState state, TableId table) {
    MessageDigest sha = sha256();
    var out = new ByteWriter(1024);
    long items = 0;
    long tombstones = 0;
    try (Snapshot snapshot = state.store().snapshot()) {
      EntryCursor entries = snapshot.scan(state.itemsOf(table), null, null, true);
      while (entries.advance()) {
        ItemVersion stored = state.decode(entries.value());
        if (stored.exists()) {
          items++;
        } else {
          tombstones++;
        }
        out.clear();
        out.writeSized(entries.key());
        out.writeByte(StoredForm.flags(stored));
        VectorCodec.write(out, stored.version().vector());
        if (!stored.version().isPlain()) VectorCodec.writeRank(out, stored.version());
        stored.writeImage(out);
        sha.update(out.buffer(), 0, out.size());
      }
    }
    return new TableDigest(items, tombstones, HexFormat.of().formatHex(sha.digest()));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
