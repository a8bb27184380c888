package io.atolldb.log;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The bytes of a file in memory. Pages that hold nothing but zeros take no room, so a file that
/// was filled ahead of need costs what was really written to it.
final class PagedBytes {

  private static final int PAGE_BYTES = 16 << 10;
  private static final byte[] ZEROS = new byte[PAGE_BYTES];

  private final List<byte @Nullable []> pages = new ArrayList<>();

  void write(ByteBuffer source, long position) {
    long at = position;
    while (source.hasRemaining()) {
      int page = (int) (at / PAGE_BYTES);
      int from = (int) (at % PAGE_BYTES);
      int length = Math.min(PAGE_BYTES - from, source.remaining());
      writeToPage(page, from, source.slice(source.position(), length));
      source.position(source.position() + length);
      at += length;
    }
  }

  private void writeToPage(int page, int from, ByteBuffer source) {
    while (pages.size() <= page) pages.add(null);
    byte[] bytes = pages.get(page);
    if (bytes == null) {
      if (source.equals(ByteBuffer.wrap(ZEROS, 0, source.remaining()))) return;
      bytes = new byte[PAGE_BYTES];
      pages.set(page, bytes);
    }
    source.get(bytes, from, source.remaining());
  }

  void read(ByteBuffer target, long position) {
    long at = position;
    while (target.hasRemaining()) {
      int page = (int) (at / PAGE_BYTES);
      int from = (int) (at % PAGE_BYTES);
      int length = Math.min(PAGE_BYTES - from, target.remaining());
      byte[] bytes = page < pages.size() ? pages.get(page) : null;
      target.put(bytes == null ? ZEROS : bytes, from, length);
      at += length;
    }
  }

  byte[] copy(long position, int length) {
    byte[] copy = new byte[length];
    read(ByteBuffer.wrap(copy), position);
    return copy;
  }
}
