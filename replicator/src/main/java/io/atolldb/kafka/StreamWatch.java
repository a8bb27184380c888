package io.atolldb.kafka;

import io.atolldb.replication.ChangeFeed.FeedUnavailable;
import io.atolldb.replication.ChangeFeed.PositionLost;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Makes sure that a quiet stream is still there and still the same.
///
/// Kafka's consumer says nothing when its broker is gone, and reads on when its topic was deleted
/// and created again. A stream that is well is never quiet for long, as heartbeats pass. So after a
/// silence the cluster is asked, beside the reading; what arrived meanwhile is held back until it
/// has answered.
final class StreamWatch {

  /// Three heartbeats.
  static final long SILENCE_NANOS = 1_500_000_000L;

  private final StreamIdentity expected;
  private final Supplier<StreamIdentity.Asked> question;
  private final LongSupplier nanos;
  private StreamIdentity.@Nullable Asked asked;
  private long heardNanos;

  StreamWatch(
      StreamIdentity expected, Supplier<StreamIdentity.Asked> question, LongSupplier nanos) {
    this.expected = expected;
    this.question = question;
    this.nanos = nanos;
    this.heardNanos = nanos.getAsLong();
  }

  /// To be called after each look at the stream, with whether it brought anything.
  void looked(boolean brought) {
    long now = nanos.getAsLong();
    if (asked == null && now - heardNanos >= SILENCE_NANOS) asked = question.get();
    if (brought) heardNanos = now;
  }

  /// Whether what has been read may be handed on: no question is open. Does not wait.
  boolean isSure() throws FeedUnavailable, PositionLost, InterruptedException {
    StreamIdentity.Asked open = asked;
    if (open == null) return true;
    if (!open.answered()) return false;
    asked = null;
    expected.mustBe(open.answer());
    heardNanos = nanos.getAsLong();
    return true;
  }

  /// Returns when no question is open, or after `millisMax`.
  void awaitAnswer(long millisMax) throws InterruptedException {
    StreamIdentity.Asked open = asked;
    if (open != null) open.await(millisMax);
  }
}
