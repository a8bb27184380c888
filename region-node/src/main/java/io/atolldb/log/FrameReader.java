package io.atolldb.log;

import io.atolldb.log.Disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/// Reads the groups of one segment through a window that moves over the file. What it reports of a
/// group holds until it is asked for another.
final class FrameReader {

  private final DiskFile file;
  private final long mark;
  private final long fileBytes;
  private final CRC32C crc = new CRC32C();
  private ByteBuffer window;
  private long windowFrom;
  private int windowBytes;

  private int at;
  private String flaw = "";

  /// `windowBytesMax` are read at once, if the file has so many; a larger group makes the window
  /// grow.
  FrameReader(DiskFile file, long mark, long fileBytes, int windowBytesMax) {
    this.file = file;
    this.mark = mark;
    this.fileBytes = fileBytes;
    this.window = ByteBuffer.allocate((int) Math.min(windowBytesMax, fileBytes));
  }

  /// Whether a whole and valid group begins at `offset`.
  boolean finds(long offset) throws IOException {
    if (fileBytes - offset < GroupFrame.HEADER_BYTES) return not("the file ends");
    show(offset, GroupFrame.HEADER_BYTES);
    if (window.getLong(at) != mark) return not("no group begins here");

    int payloadBytes = window.getInt(at + GroupFrame.PAYLOAD_BYTES_AT);
    long room = fileBytes - offset - GroupFrame.HEADER_BYTES;
    if (payloadBytes < 0 || payloadBytes > room - room % GroupFrame.ALIGNMENT) {
      return not("a group of " + payloadBytes + " bytes does not fit into the file");
    }
    int frameBytes = GroupFrame.frameBytes(payloadBytes);
    show(offset, frameBytes);
    int stored = window.getInt(at + GroupFrame.CRC_AT);
    int computed = GroupFrame.checksum(crc, window, at, frameBytes);
    if (stored != computed) return not("a group does not match its checksum");
    return true;
  }

  private boolean not(String reason) {
    flaw = reason;
    return false;
  }

  /// Why no group was found.
  String flaw() {
    return flaw;
  }

  long firstSequence() {
    return window.getLong(at + GroupFrame.SEQUENCE_AT);
  }

  int count() {
    return window.getInt(at + GroupFrame.COUNT_AT);
  }

  int frameBytes() {
    return GroupFrame.frameBytes(window.getInt(at + GroupFrame.PAYLOAD_BYTES_AT));
  }

  /// Hands the records of the group found to `receiver`, in order, until it wants no more. Returns
  /// whether it wants more.
  boolean each(Receiver receiver) {
    long sequence = firstSequence();
    int from = at + GroupFrame.HEADER_BYTES;
    for (int index = 0; index < count(); index++) {
      int length = window.getInt(from);
      from += Integer.BYTES;
      if (!receiver.take(sequence + index, window, from, length)) return false;
      from += length;
    }
    return true;
  }

  /// Whether anything but zeros lies between two offsets, which are not further apart than the
  /// window is wide.
  boolean holdsMoreThanZeros(long from, long to) throws IOException {
    show(from, (int) (to - from));
    for (int index = at; index < at + (int) (to - from); index++) {
      if (window.get(index) != 0) return true;
    }
    return false;
  }

  /// Moves the window, if need be, so that `bytes` from `offset` on are in it.
  private void show(long offset, int bytes) throws IOException {
    if (offset < windowFrom || offset + bytes > windowFrom + windowBytes) {
      if (bytes > window.capacity()) window = ByteBuffer.allocate(bytes);
      window.clear().limit((int) Math.min(window.capacity(), fileBytes - offset));
      windowBytes = file.read(window, offset);
      windowFrom = offset;
      if (windowBytes < bytes) throw new IOException("the file became shorter than " + fileBytes);
      window.clear();
    }
    at = (int) (offset - windowFrom);
  }

  /// Takes a record, which lies in a part of a buffer that is used again.
  @FunctionalInterface
  interface Receiver {
    boolean take(long sequence, ByteBuffer buffer, int from, int length);
  }
}
