package io.atolldb.log;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.zip.CRC32C;

/// How a group lies in a segment. Big-endian, begun at a multiple of [#ALIGNMENT]:
///
/// | bytes | what |
/// |---|---|
/// | 8 | the segment's mark |
/// | 4 | CRC32C of all that follows, padding included |
/// | 4 | payload bytes, without padding |
/// | 8 | sequence of the first record |
/// | 4 | number of records |
/// | 4 | zero |
/// | … | for each record: its length in 4 bytes, then it |
/// | 0–7 | zeros up to the next multiple |
///
/// The mark is chance, new for each segment. Hence bytes that a client has stored are never taken
/// for a group when the remains of a torn one are searched, whatever the client may know of this
/// page.
///
/// Owned by one appender: it encodes into one buffer outside the heap, again and again.
final class GroupFrame {

  static final int ALIGNMENT = 8;
  static final int HEADER_BYTES = 32;

  static final int CRC_AT = 8;
  static final int PAYLOAD_BYTES_AT = 12;
  static final int SEQUENCE_AT = 16;
  static final int COUNT_AT = 24;

  private static final int CHECKED_FROM = PAYLOAD_BYTES_AT;
  private static final int BUFFER_BYTES_MIN = 64 << 10;

  private final CRC32C crc = new CRC32C();
  private ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES_MIN);

  /// What the records take in a frame, lengths included.
  static long payloadBytes(List<byte[]> records) {
    long bytes = 0;
    for (byte[] each : records) bytes += Integer.BYTES + each.length;
    return bytes;
  }

  static int frameBytes(int payloadBytes) {
    return (HEADER_BYTES + payloadBytes + ALIGNMENT - 1) & -ALIGNMENT;
  }

  /// The frame, ready to be written; valid until the next call.
  ByteBuffer encode(long mark, long firstSequence, List<byte[]> records, int payloadBytes) {
    int frameBytes = frameBytes(payloadBytes);
    if (buffer.capacity() < frameBytes) {
      buffer = ByteBuffer.allocateDirect(Math.max(frameBytes, 2 * buffer.capacity()));
    }
    buffer.clear();
    buffer.putLong(mark).putInt(0).putInt(payloadBytes);
    buffer.putLong(firstSequence).putInt(records.size()).putInt(0);
    for (byte[] each : records) buffer.putInt(each.length).put(each);
    while (buffer.position() < frameBytes) buffer.put((byte) 0);

    buffer.flip();
    buffer.putInt(CRC_AT, checksum(crc, buffer, 0, frameBytes));
    return buffer;
  }

  /// The checksum that belongs to the frame between two indices of a buffer.
  static int checksum(CRC32C crc, ByteBuffer buffer, int from, int frameBytes) {
    crc.reset();
    crc.update(buffer.slice(from + CHECKED_FROM, frameBytes - CHECKED_FROM));
    return (int) crc.getValue();
  }
}
