package io.atolldb.writer;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// An answer that is still to come: one thread waits for it, the writer gives it.
public final class Pending<T> {

  private volatile @Nullable T answer;
  private volatile @Nullable Thread waiting;

  void answer(T given) {
    answer = given;
    Thread waiter = waiting;
    if (waiter != null) LockSupport.unpark(waiter);
  }

  public boolean isDone() {
    return answer != null;
  }

  /// The answer, once there is one.
  public T get() {
    T given = answer;
    if (given == null) throw new IllegalStateException("there is no answer yet");
    return given;
  }

  /// Waits as long as it takes: the writer answers everything it accepted, if only with a failure.
  /// An interrupt does not end the wait, because the write cannot be taken back; it is kept for the
  /// caller.
  public T await() {
    boolean interrupted = false;
    waiting = Thread.currentThread();
    T given = answer;
    while (given == null) {
      LockSupport.park(this);
      interrupted |= Thread.interrupted();
      given = answer;
    }
    if (interrupted) Thread.currentThread().interrupt();
    return given;
  }

  /// Waits at most so long, whether the answer is there or not.
  public void await(long millisMax) throws InterruptedException {
    waiting = Thread.currentThread();
    long nanosLeft = millisMax * 1_000_000;
    long end = System.nanoTime() + nanosLeft;
    while (answer == null && nanosLeft > 0) {
      LockSupport.parkNanos(this, nanosLeft);
      if (Thread.interrupted()) throw new InterruptedException();
      nanosLeft = end - System.nanoTime();
    }
  }
}
