package io.atolldb.item;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A run of encoded keys: from one, inclusive, to another, exclusive; null stands for the end of
/// all keys. A range whose end is not above its start is empty.
public record KeyRange(Bytes from, @Nullable Bytes to) {

  /// Every key.
  public static final KeyRange ALL = new KeyRange(Bytes.owning(new byte[0]), null);

  /// Every key that begins with these bytes.
  public static KeyRange ofPrefix(Bytes prefix) {
    return new KeyRange(prefix, afterPrefix(prefix));
  }

  /// Of the ranges into which the hashes of partition keys are split evenly, that of one segment of
  /// a parallel scan: no partition is in two of them, and each is in one.
  public static KeyRange ofSegment(int segment, int totalSegments) {
    if (segment < 0 || segment >= totalSegments) {
      throw new IllegalArgumentException("no segment " + segment + " among " + totalSegments);
    }
    Bytes from = KeyCodec.firstOfHash(segmentStart(segment, totalSegments));
    if (segment + 1 == totalSegments) return new KeyRange(from, null);
    return new KeyRange(from, KeyCodec.firstOfHash(segmentStart(segment + 1, totalSegments)));
  }

  private static int segmentStart(int segment, int totalSegments) {
    return (int) (((long) segment << Integer.SIZE) / totalSegments);
  }

  /// What is left of this range behind `key`, for going on in ascending order.
  public KeyRange after(Bytes key) {
    Bytes start = justAfter(key);
    return start.compareTo(from) > 0 ? new KeyRange(start, to) : this;
  }

  /// The least key above `key`: no key lies between them.
  public static Bytes justAfter(Bytes key) {
    return Bytes.owning(Arrays.copyOf(key.unsafeArray(), key.length() + 1));
  }

  /// The same as a bound of a scan, which null leaves open.
  public static byte @Nullable [] justAfterOrOpen(@Nullable Bytes key) {
    return key == null ? null : justAfter(key).unsafeArray();
  }

  /// What is left of this range before `key`, for going on in descending order.
  public KeyRange before(Bytes key) {
    return to == null || key.compareTo(to) < 0 ? new KeyRange(from, key) : this;
  }

  public boolean contains(Bytes key) {
    return key.compareTo(from) >= 0 && (to == null || key.compareTo(to) < 0);
  }

  public boolean isEmpty() {
    return to != null && to.compareTo(from) <= 0;
  }

  /// The least bytes above everything that begins with `prefix`; null where nothing is above.
  static @Nullable Bytes afterPrefix(Bytes prefix) {
    int last = prefix.length() - 1;
    while (last >= 0 && prefix.at(last) == (byte) 0xFF) last--;
    if (last < 0) return null;
    byte[] next = Arrays.copyOf(prefix.unsafeArray(), last + 1);
    next[last]++;
    return Bytes.owning(next);
  }
}
