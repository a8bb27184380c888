package io.atolldb.region;

import io.atolldb.codec.ByteWriter;
import io.atolldb.proof.Digests.Counted;
import io.atolldb.proof.Sum;
import io.atolldb.table.TableId;
import io.atolldb.writer.RegionState;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// What a table comes down to: the number of its items and tombstones, and one SHA-256 over the
/// sums that are kept with every write. Equal digests mean equal items and versions. Tombstones
/// make no difference to it: when one is dropped, every region decides for itself.
public record TableDigest(long items, long tombstones, String digest) {

  private static final int CAPACITY = 4_096;

  /// As of one moment. Reads the table only if its sums are not kept yet.
  public static TableDigest of(RegionState state, TableId table) {
    Counted counted = state.digests().counted(table);
    long items = counted.digest().items();
    var out = new ByteWriter(CAPACITY);
    out.writeLong(items);
    for (Sum page : counted.digest().pages()) {
      out.writeLong(page.high());
      out.writeLong(page.low());
    }
    MessageDigest sha = sha256();
    sha.update(out.buffer(), 0, out.size());
    return new TableDigest(items, counted.keys() - items, HexFormat.of().formatHex(sha.digest()));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
