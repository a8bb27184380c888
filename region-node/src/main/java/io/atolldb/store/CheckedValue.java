package io.atolldb.store;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/// A value as it lies in a file: its bytes, then the CRC32C of its key and of them in 4 bytes. With
/// the key in it, a value that ended up under another key is found, and so is a key that changed.
final class CheckedValue {

  private static final int CRC_BYTES = Integer.BYTES;

  private CheckedValue() {}

  static byte[] seal(byte[] key, byte[] value) {
    byte[] sealed = Arrays.copyOf(value, value.length + CRC_BYTES);
    int checksum = checksum(key, value, value.length);
    for (int index = 0; index < CRC_BYTES; index++) {
      sealed[value.length + index] = (byte) (checksum >>> (8 * (CRC_BYTES - 1 - index)));
    }
    return sealed;
  }

  /// The value without its checksum; [StoreDamaged] if it does not match.
  static byte[] open(StoreMap map, byte[] key, byte[] sealed) {
    int length = sealed.length - CRC_BYTES;
    if (length < 0 || checksum(key, sealed, length) != stored(sealed, length)) {
      throw new StoreDamaged(
          "map %s, key %s: the value does not match its checksum"
              .formatted(map.name(), HexFormat.of().formatHex(key)));
    }
    return Arrays.copyOf(sealed, length);
  }

  private static int stored(byte[] sealed, int at) {
    return (sealed[at] & 0xFF) << 24
        | (sealed[at + 1] & 0xFF) << 16
        | (sealed[at + 2] & 0xFF) << 8
        | (sealed[at + 3] & 0xFF);
  }

  private static int checksum(byte[] key, byte[] value, int length) {
    var crc = new CRC32C();
    crc.update(key);
    crc.update(value, 0, length);
    return (int) crc.getValue();
  }
}
