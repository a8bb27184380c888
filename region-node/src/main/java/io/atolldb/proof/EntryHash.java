package io.atolldb.proof;

import io.atolldb.binary.VectorCodec;
import io.atolldb.codec.ByteReader;
import io.atolldb.codec.ByteWriter;
import io.atolldb.item.Bytes;
import io.atolldb.stored.ItemVersion;
import io.atolldb.stored.StoredForm;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.zip.CRC32C;

/// What one entry of a table adds to its digest: the first half of a SHA-256 over key, kind,
/// version, merge state and image. Regions are hashed by name, because their numbers differ from
/// region to region. Not for several threads at once.
public final class EntryHash {

  private static final int CAPACITY = 1_024;

  private final MessageDigest sha = sha256();
  private final ByteWriter out = new ByteWriter(CAPACITY);

  /// A key without an item adds nothing: a delete that one region still remembers, and another one
  /// needs to remember no more, makes no difference.
  public Sum of(byte[] key, ItemVersion entry) {
    if (!entry.exists()) return Sum.ZERO;
    out.clear();
    out.writeSized(key);
    out.writeByte(StoredForm.comparedFlags(entry));
    VectorCodec.write(out, entry.version().vector());
    VectorCodec.write(out, entry.version().timestamp());
    out.writeLong(entry.version().rank());
    Bytes state = entry.mergeState();
    if (state != null) out.writeSized(state.unsafeArray());
    entry.writeImage(out);
    return written();
  }

  /// What an entry adds that cannot be read: something that no other region has.
  public Sum ofDamaged(byte[] key) {
    out.clear();
    out.writeSized(key);
    return written();
  }

  private Sum written() {
    sha.update(out.buffer(), 0, out.size());
    var hashed = new ByteReader(sha.digest());
    return new Sum(hashed.readLong(), hashed.readLong());
  }

  /// The leaf that a key belongs to, the same in every region and for ever.
  public static int leafOf(byte[] key) {
    var crc = new CRC32C();
    crc.update(key);
    return (int) (crc.getValue() >>> (Integer.SIZE - DigestTree.LEAF_BITS));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
