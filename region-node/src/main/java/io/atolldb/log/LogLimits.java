package io.atolldb.log;

/// How large the parts of a log may become.
///
/// @param segmentBytes the size to which a segment is filled with zeros before it is used. A single
///   group that is larger gets a segment of its own size.
/// @param groupBytesMax what the records of one group may take, with four bytes for the length of
///   each
/// @param tailBytes how much of the end of the log is kept in memory for readers
/// @param reserveBytes room that is left on the disk: below it nothing is appended, so that the
///   store can still be written and the node be stopped in order
public record LogLimits(int segmentBytes, int groupBytesMax, long tailBytes, long reserveBytes) {

  /// A group has room for a transaction of a hundred of the largest items with their old images.
  public static final LogLimits DEFAULT = new LogLimits(64 << 20, 128 << 20, 16L << 20, 256L << 20);

  public static final int SEGMENT_BYTES_MIN = 4096;

  /// So that a segment's size and every offset in it is an `int`.
  public static final int GROUP_BYTES_MAX = 1 << 30;

  public LogLimits {
    if (segmentBytes < SEGMENT_BYTES_MIN) {
      throw new IllegalArgumentException(
          "a segment has at least " + SEGMENT_BYTES_MIN + " bytes, not " + segmentBytes);
    }
    if (groupBytesMax < 1 || groupBytesMax > GROUP_BYTES_MAX) {
      throw new IllegalArgumentException(
          "a group has 1 to " + GROUP_BYTES_MAX + " bytes, not " + groupBytesMax);
    }
    if (tailBytes < 0 || reserveBytes < 0) {
      throw new IllegalArgumentException(
          "tail and reserve are not negative: " + tailBytes + ", " + reserveBytes);
    }
  }
}
