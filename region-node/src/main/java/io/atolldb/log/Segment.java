package io.atolldb.log;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/// One file of the log: its header, then groups without a gap, then zeros. Its name is the sequence
/// of its first record.
///
/// Remembers where some of its groups begin, so that a reader need not start at the front.
final class Segment {

  static final int HEADER_BYTES = 32;

  /// Bytes between two groups that are remembered, at least.
  private static final int INDEX_STRIDE_BYTES = 256 << 10;

  private static final String SUFFIX = ".log";
  private static final int NAME_DIGITS = 19;

  private final long firstSequence;
  private final ConcurrentSkipListMap<Long, Long> offsets = new ConcurrentSkipListMap<>();

  Segment(long firstSequence) {
    this.firstSequence = firstSequence;
    offsets.put(firstSequence, (long) HEADER_BYTES);
  }

  static boolean isName(String name) {
    if (name.length() != NAME_DIGITS + SUFFIX.length() || !name.endsWith(SUFFIX)) return false;
    return name.chars().limit(NAME_DIGITS).allMatch(letter -> letter >= '0' && letter <= '9');
  }

  static Segment named(String name) {
    return new Segment(Long.parseLong(name, 0, NAME_DIGITS, 10));
  }

  /// Sorted by name, segments are sorted by sequence.
  String name() {
    String digits = Long.toString(firstSequence);
    return "0".repeat(NAME_DIGITS - digits.length()) + digits + SUFFIX;
  }

  long firstSequence() {
    return firstSequence;
  }

  /// Remembers, if it is worth it, that the group that begins with `sequence` lies at `offset`.
  /// Only for groups that were just written or found valid.
  void remember(long sequence, long offset) {
    Map.Entry<Long, Long> before = offsets.floorEntry(sequence);
    if (before.getValue() + INDEX_STRIDE_BYTES <= offset) offsets.put(sequence, offset);
  }

  /// First sequence and offset of a group that holds `sequence` or lies before it.
  Map.Entry<Long, Long> groupBefore(long sequence) {
    return offsets.floorEntry(sequence);
  }
}
