package io.atolldb.codec;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A growing array of bytes. Integers are big-endian, so that unsigned order of bytes is order of
/// values; `varint` holds seven bits a byte, the lowest first.
///
/// Not thread-safe. `SIZE_MAX` bounds it, so that a mistake in a caller cannot take all memory.
public final class ByteWriter {

  /// 1 GiB: above any batch that the limits of the API allow.
  public static final int SIZE_MAX = 1 << 30;

  private byte[] bytes;
  private int size;

  public ByteWriter(int capacity) {
    this.bytes = new byte[Math.max(16, capacity)];
  }

  public int size() {
    return size;
  }

  public void clear() {
    size = 0;
  }

  /// The written bytes, copied.
  public byte[] toArray() {
    return Arrays.copyOf(bytes, size);
  }

  /// What `head` has written and then what this one has, as one array.
  public byte[] toArrayAfter(ByteWriter head) {
    byte[] joined = Arrays.copyOf(head.bytes, head.size + size);
    System.arraycopy(bytes, 0, joined, head.size, size);
    return joined;
  }

  /// The array behind this writer, of which the first `size` bytes are written: valid until the
  /// next write.
  public byte[] buffer() {
    return bytes;
  }

  public void writeByte(int value) {
    ensure(1);
    bytes[size++] = (byte) value;
  }

  public void writeShort(int value) {
    ensure(2);
    bytes[size++] = (byte) (value >>> 8);
    bytes[size++] = (byte) value;
  }

  public void writeInt(int value) {
    ensure(4);
    putInt(size, value);
    size += 4;
  }

  public void writeLong(long value) {
    ensure(8);
    putInt(size, (int) (value >>> 32));
    putInt(size + 4, (int) value);
    size += 8;
  }

  /// A number of zero or more; small ones take one byte.
  public void writeVarint(long value) {
    if (value < 0) throw new IllegalArgumentException("varint " + value + " is negative");
    ensure(10);
    long rest = value;
    while (rest > 0x7F) {
      bytes[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
  }

  public void writeBytes(byte[] source) {
    writeBytes(source, 0, source.length);
  }

  public void writeBytes(byte[] source, int from, int length) {
    ensure(length);
    System.arraycopy(source, from, bytes, size, length);
    size += length;
  }

  /// A length as varint, then the bytes.
  public void writeSized(byte[] source) {
    writeVarint(source.length);
    writeBytes(source, 0, source.length);
  }

  /// UTF-8, with its length in bytes as varint before it. Returns that length.
  public int writeText(String text) {
    int length = text.length();
    if (length < 0x80 && Utf8.isAscii(text)) {
      ensure(length + 1);
      bytes[size++] = (byte) length;
      for (int at = 0; at < length; at++) bytes[size++] = (byte) text.charAt(at);
      return length;
    }
    byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
    writeSized(encoded);
    return encoded.length;
  }

  /// Overwrites four bytes written before, at index `at`.
  public void setInt(int at, int value) {
    if (at < 0 || at + 4 > size) throw new IllegalArgumentException("no four bytes at " + at);
    putInt(at, value);
  }

  private void putInt(int at, int value) {
    bytes[at] = (byte) (value >>> 24);
    bytes[at + 1] = (byte) (value >>> 16);
    bytes[at + 2] = (byte) (value >>> 8);
    bytes[at + 3] = (byte) value;
  }

  private void ensure(int more) {
    long needed = (long) size + more;
    if (needed <= bytes.length) return;
    if (needed > SIZE_MAX) {
      throw new IllegalStateException(needed + " bytes, more than " + SIZE_MAX);
    }
    bytes = Arrays.copyOf(bytes, (int) Math.min(SIZE_MAX, Math.max(needed, 2L * bytes.length)));
  }
}
