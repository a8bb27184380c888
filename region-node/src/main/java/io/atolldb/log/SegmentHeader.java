package io.atolldb.log;

import io.atolldb.log.Disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.zip.CRC32C;

/// The first bytes of a segment: `ATOLLOG`, the format's number, the mark that begins each of its
/// groups, zeros, and a CRC32C. It is durable before the file gets a segment's name, so it is never
/// torn.
final class SegmentHeader {

  private static final long FORMAT_1 = 0x41544F4C4C4F47_01L;
  private static final int MARK_AT = 8;
  private static final int CRC_AT = Segment.HEADER_BYTES - Integer.BYTES;

  private static final SecureRandom CHANCE = new SecureRandom();

  private SegmentHeader() {}

  /// A header with a new mark, which is never zero.
  static ByteBuffer create() {
    ByteBuffer header = ByteBuffer.allocate(Segment.HEADER_BYTES);
    header.putLong(FORMAT_1).putLong(CHANCE.nextLong() | 1).putInt(CRC_AT, 0);
    header.putInt(CRC_AT, checksum(header));
    return header.clear();
  }

  /// The mark of the groups in a segment.
  static long readMark(String name, DiskFile file) throws LogDamaged, IOException {
    ByteBuffer header = ByteBuffer.allocate(Segment.HEADER_BYTES);
    if (file.read(header, 0) < Segment.HEADER_BYTES) {
      throw new LogDamaged(name, 0, "the file is shorter than its header");
    }
    if (header.getInt(CRC_AT) != checksum(header)) {
      throw new LogDamaged(name, 0, "the header does not match its checksum");
    }
    if (header.getLong(0) != FORMAT_1) {
      throw new LogDamaged(name, 0, "the format is not known to this version");
    }
    return header.getLong(MARK_AT);
  }

  private static int checksum(ByteBuffer header) {
    var crc = new CRC32C();
    crc.update(header.slice(0, CRC_AT));
    return (int) crc.getValue();
  }
}
