package io.atolldb.writer;

import java.lang.invoke.VarHandle;

/// Tells readers whether what they have read of the store belongs to one moment, without holding up
/// the one thread that changes it: an odd count says that it is at it.
final class Moment {

  /// What `begin` says while the store changes.
  static final long CHANGING = -1;

  private long changes; // only the thread that changes the store looks at it
  private volatile long count;

  long begin() {
    long now = count;
    return (now & 1) == 0 ? now : CHANGING;
  }

  /// Whether nothing has changed since `began`.
  boolean isStill(long began) {
    VarHandle.acquireFence(); // what was read before must not be read after this
    return count == began;
  }

  void changes() {
    count = ++changes;
  }

  void changed() {
    count = ++changes;
  }
}
