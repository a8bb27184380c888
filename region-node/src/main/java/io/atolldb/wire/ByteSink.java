package io.atolldb.wire;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.zip.CRC32;

/// Bytes that grow as they are written, and can be sent without being copied once more.
public final class ByteSink extends OutputStream {

  private byte[] bytes;
  private int length;

  public ByteSink(int expectedLength) {
    bytes = new byte[expectedLength];
  }

  @Override
  public void write(int one) {
    makeRoomFor(1);
    bytes[length++] = (byte) one;
  }

  @Override
  public void write(byte[] from, int offset, int count) {
    makeRoomFor(count);
    System.arraycopy(from, offset, bytes, length, count);
    length += count;
  }

  private void makeRoomFor(int more) {
    int needed = Math.addExact(length, more);
    if (needed > bytes.length) {
      bytes =
          Arrays.copyOf(
              bytes, (int) Math.min(Integer.MAX_VALUE - 8, Math.max(needed, 2L * bytes.length)));
    }
  }

  public int length() {
    return length;
  }

  byte[] array() {
    return bytes;
  }

  /// The CRC32 of what was written, as an unsigned number.
  long crc32() {
    var crc = new CRC32();
    crc.update(bytes, 0, length);
    return crc.getValue();
  }

  void writeTo(OutputStream out) throws IOException {
    out.write(bytes, 0, length);
  }
}
