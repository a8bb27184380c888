package io.atolldb.log;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// One file of a [MemoryDisk]: what is in it, and how to go back to what was durable.
final class MemoryFile {

  /// What a disk writes as a whole or not at all.
  private static final int SECTOR_BYTES = 512;

  /// A change that was not forced. `before` and `after` begin at `position`, and are as long as the
  /// file reached then and now.
  private record Change(
      long position, byte[] before, byte[] after, long sizeBefore, long sizeAfter) {}

  private final PagedBytes bytes = new PagedBytes();
  private final List<Change> unforced = new ArrayList<>();
  private long size;

  long size() {
    return size;
  }

  void write(ByteBuffer source, long position) {
    byte[] after = new byte[source.remaining()];
    source.get(after);
    byte[] before = bytes.copy(position, after.length);
    long sizeAfter = Math.max(size, position + after.length);
    unforced.add(new Change(position, before, after, size, sizeAfter));
    bytes.write(ByteBuffer.wrap(after), position);
    size = sizeAfter;
  }

  int read(ByteBuffer target, long position) {
    int length = Math.clamp(size - position, 0, target.remaining());
    bytes.read(target.slice(target.position(), length), position);
    target.position(target.position() + length);
    return length;
  }

  void truncate(long newSize) {
    if (newSize >= size) return;
    byte[] before = bytes.copy(newSize, Math.toIntExact(size - newSize));
    unforced.add(new Change(newSize, before, new byte[before.length], size, newSize));
    bytes.write(ByteBuffer.allocate(before.length), newSize);
    size = newSize;
  }

  void force() {
    unforced.clear();
  }

  /// Goes back to what was forced, and then keeps of each later change all, nothing, a beginning or
  /// some of its sectors, as chance has it.
  void crash(RandomGenerator chance) {
    for (Change each : unforced.reversed()) {
      bytes.write(ByteBuffer.wrap(each.before()), each.position());
      size = each.sizeBefore();
    }
    for (Change each : unforced) keepSome(each, chance);
    unforced.clear();
  }

  private void keepSome(Change change, RandomGenerator chance) {
    int length = change.after().length;
    switch (chance.nextInt(4)) {
      case 0 -> keep(change, 0, length);
      case 1 -> keep(change, 0, chance.nextInt(length + 1));
      case 2 -> {
        for (int from = 0; from < length; ) {
          int to = (int) Math.min(length, sectorEnd(change.position() + from) - change.position());
          if (chance.nextBoolean()) keep(change, from, to);
          from = to;
        }
      }
      default -> {}
    }
  }

  private static long sectorEnd(long position) {
    return (position / SECTOR_BYTES + 1) * SECTOR_BYTES;
  }

  private void keep(Change change, int from, int to) {
    bytes.write(ByteBuffer.wrap(change.after(), from, to - from), change.position() + from);
    boolean shrank = change.sizeAfter() < change.sizeBefore();
    if (!shrank) size = Math.max(size, change.position() + to);
    else if (to == change.after().length) size = change.sizeAfter();
  }
}
