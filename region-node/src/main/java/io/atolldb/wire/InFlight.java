package io.atolldb.wire;

import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Counts the requests that are being answered, so that a port that stops can let them end.
final class InFlight {

  /// The port itself is one party; as long as it has not arrived, the phase does not advance.
  private final Phaser requests = new Phaser(1);

  void enter() {
    requests.register();
  }

  void leave() {
    requests.arriveAndDeregister();
  }

  int count() {
    return requests.getRegisteredParties() - 1;
  }

  /// Waits until none is left, or the limit is reached; says which. Called once.
  boolean drain(long millisMax) throws InterruptedException {
    try {
      requests.awaitAdvanceInterruptibly(requests.arrive(), millisMax, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException _) {
      return false;
    }
  }
}
