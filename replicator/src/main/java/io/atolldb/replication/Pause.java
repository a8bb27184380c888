package io.atolldb.replication;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// A wait that another thread can end: for agents that have nothing else to wait on.
final class Pause {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition ended = lock.newCondition();
  private boolean woken;

  void await(long millisMax) throws InterruptedException {
    lock.lock();
    try {
      long nanosLeft = TimeUnit.MILLISECONDS.toNanos(millisMax);
      while (!woken && nanosLeft > 0) nanosLeft = ended.awaitNanos(nanosLeft);
      woken = false;
    } finally {
      lock.unlock();
    }
  }

  void end() {
    lock.lock();
    try {
      woken = true;
      ended.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
