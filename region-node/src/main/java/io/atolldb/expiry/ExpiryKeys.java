package io.atolldb.expiry;

import io.atolldb.codec.ByteWriter;
import io.atolldb.item.Bytes;
import java.nio.ByteBuffer;
import java.util.Arrays;

/// The keys of the map that finds a table's items by the time they expire: eight bytes of seconds,
/// then the item's key. The map's values are empty.
public final class ExpiryKeys {

  /// What lies under each key.
  public static final byte[] NOTHING = {};

  private ExpiryKeys() {}

  public static byte[] of(long seconds, Bytes key) {
    var out = new ByteWriter(Long.BYTES + key.length());
    out.writeLong(seconds);
    out.writeBytes(key.unsafeArray(), 0, key.length());
    return out.toArray();
  }

  /// Where the items of a second begin.
  static byte[] from(long seconds) {
    return ByteBuffer.allocate(Long.BYTES).putLong(seconds).array();
  }

  static long seconds(byte[] key) {
    return ByteBuffer.wrap(key).getLong();
  }

  static Bytes itemKey(byte[] key) {
    return Bytes.owning(Arrays.copyOfRange(key, Long.BYTES, key.length));
  }
}
