package io.atolldb.item;

/// A fixed hash of bytes, Murmur3 of 32 bits with seed 0: well spread, so that partitions fall
/// evenly into segments and slots. It is part of the stored format and the same for ever. It does
/// not resist someone who looks for collisions, and need not: keys with one hash are still told
/// apart.
public final class KeyHash {

  private static final int FIRST = 0xcc9e2d51;
  private static final int SECOND = 0x1b873593;

  private KeyHash() {}

  public static int of(byte[] bytes, int from, int end) {
    int hash = 0;
    int at = from;
    for (; at + 4 <= end; at += 4) {
      int block =
          (bytes[at] & 0xFF)
              | (bytes[at + 1] & 0xFF) << 8
              | (bytes[at + 2] & 0xFF) << 16
              | bytes[at + 3] << 24;
      hash = Integer.rotateLeft(hash ^ mix(block), 13) * 5 + 0xe6546b64;
    }
    int rest = 0;
    for (int last = end - 1; last >= at; last--) rest = rest << 8 | (bytes[last] & 0xFF);
    hash ^= mix(rest);
    hash ^= end - from;
    hash = (hash ^ hash >>> 16) * 0x85ebca6b;
    hash = (hash ^ hash >>> 13) * 0xc2b2ae35;
    return hash ^ hash >>> 16;
  }

  private static int mix(int block) {
    return Integer.rotateLeft(block * FIRST, 15) * SECOND;
  }
}
