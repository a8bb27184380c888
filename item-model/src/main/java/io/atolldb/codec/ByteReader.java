package io.atolldb.codec;

import java.util.Arrays;

/// Reads what [ByteWriter] wrote, from a part of an array that it does not copy. Every read past
/// the end, and every length that cannot be, is [MalformedBytes].
public final class ByteReader {

  private final byte[] bytes;
  private final int end;
  private int at;

  public ByteReader(byte[] bytes) {
    this(bytes, 0, bytes.length);
  }

  /// Reads from index `from` up to, not including, index `end`.
  public ByteReader(byte[] bytes, int from, int end) {
    if (from < 0 || end < from || end > bytes.length) {
      throw new MalformedBytes(from + ".." + end + " is outside 0.." + bytes.length);
    }
    this.bytes = bytes;
    this.at = from;
    this.end = end;
  }

  /// The whole array, also what is outside of the part: not to be written to.
  public byte[] array() {
    return bytes;
  }

  /// The index of the next byte to be read.
  public int at() {
    return at;
  }

  /// The index after the last byte to be read.
  public int end() {
    return end;
  }

  public int remaining() {
    return end - at;
  }

  public int readByte() {
    need(1);
    return bytes[at++] & 0xFF;
  }

  public int readShort() {
    return readByte() << 8 | readByte();
  }

  public int readInt() {
    need(4);
    int value =
        (bytes[at] & 0xFF) << 24
            | (bytes[at + 1] & 0xFF) << 16
            | (bytes[at + 2] & 0xFF) << 8
            | (bytes[at + 3] & 0xFF);
    at += 4;
    return value;
  }

  public long readLong() {
    long upper = readInt();
    return upper << 32 | (readInt() & 0xFFFF_FFFFL);
  }

  /// Zero or more. Only the shortest form is accepted, so that equal values are equal bytes.
  public long readVarint() {
    long value = 0;
    for (int shift = 0; shift < 63; shift += 7) {
      int next = readByte();
      value |= (long) (next & 0x7F) << shift;
      if (next == 0 && shift > 0) throw new MalformedBytes("an overlong varint before " + at);
      if (next < 0x80) return value;
    }
    throw new MalformedBytes("a varint does not end before index " + at);
  }

  /// A varint that says how many bytes or members follow, so never more than there are bytes left.
  public int readCount() {
    long count = readVarint();
    if (count > remaining()) {
      throw new MalformedBytes(count + " announced at " + at + ", " + remaining() + " left");
    }
    return (int) count;
  }

  public byte[] readBytes(int length) {
    need(length);
    byte[] read = Arrays.copyOfRange(bytes, at, at + length);
    at += length;
    return read;
  }

  public byte[] readSized() {
    return readBytes(readCount());
  }

  /// UTF-8 with its length before it; bytes that are not UTF-8 are malformed, not replaced.
  public String readText() {
    return readText(readCount());
  }

  /// UTF-8 of a length in bytes that has been read.
  public String readText(int length) {
    need(length);
    String text = Utf8.decode(bytes, at, at + length);
    at += length;
    return text;
  }

  public void skip(int length) {
    need(length);
    at += length;
  }

  private void need(int length) {
    if (length < 0 || length > end - at) {
      throw new MalformedBytes(length + " bytes wanted at " + at + ", " + (end - at) + " left");
    }
  }
}
