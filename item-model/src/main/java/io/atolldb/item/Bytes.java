package io.atolldb.item;

import java.util.Arrays;
import java.util.HexFormat;

/// An immutable run of bytes, equal and ordered by content, bytes taken as unsigned.
public final class Bytes implements Comparable<Bytes> {

  private final byte[] content;

  private Bytes(byte[] content) {
    this.content = content;
  }

  /// Copies.
  public static Bytes of(byte[] content) {
    return new Bytes(content.clone());
  }

  /// Takes the array over: the caller must not touch it again.
  public static Bytes owning(byte[] content) {
    return new Bytes(content);
  }

  public int length() {
    return content.length;
  }

  public byte at(int index) {
    return content[index];
  }

  public byte[] toArray() {
    return content.clone();
  }

  /// The array itself, for readers that promise not to write.
  public byte[] unsafeArray() {
    return content;
  }

  public boolean startsWith(Bytes prefix) {
    return content.length >= prefix.content.length
        && Arrays.equals(
            content, 0, prefix.content.length, prefix.content, 0, prefix.content.length);
  }

  @Override
  public int compareTo(Bytes that) {
    return Arrays.compareUnsigned(content, that.content);
  }

  @Override
  public boolean equals(Object that) {
    return that instanceof Bytes bytes && Arrays.equals(content, bytes.content);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(content);
  }

  @Override
  public String toString() {
    return HexFormat.of().formatHex(content);
  }
}
