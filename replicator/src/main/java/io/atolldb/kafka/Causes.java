package io.atolldb.kafka;

import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Kafka's exceptions in one line: the innermost cause says what happened, the outer ones only
/// where. Which of the client's own steps it was that had no answer is of no use to anybody.
final class Causes {

  /// Deeper chains than this do not occur; a chain in a circle would never end.
  private static final int DEPTH_MAX = 16;

  private Causes() {}

  static String sentence(Throwable thrown) {
    Throwable innermost = thrown;
    for (int depth = 0; depth < DEPTH_MAX; depth++) {
      @Nullable Throwable next = innermost.getCause();
      if (next == null) break;
      innermost = next;
    }
    if (innermost instanceof TimeoutException) return "no answer in time";
    String message = innermost.getMessage();
    String name = innermost.getClass().getSimpleName();
    return message == null || message.isBlank() ? name : name + ": " + message;
  }
}
