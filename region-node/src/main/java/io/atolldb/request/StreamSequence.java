package io.atolldb.request;

import io.atolldb.fault.Refusal;

/// Sequence numbers of streams, as clients see them: log sequences with digits before them, so that
/// all have the same length and are ordered as text and as numbers.
public final class StreamSequence {

  private static final int LENGTH_MIN = 21;
  private static final int LENGTH_MAX = 40;

  private StreamSequence() {}

  public static String shown(long sequence) {
    return "1%020d".formatted(sequence);
  }

  /// The log sequence that a client names.
  static long parse(String sent) throws Refusal {
    Constraints.length("SequenceNumber", sent.length(), LENGTH_MIN, LENGTH_MAX);
    boolean digits = sent.chars().allMatch(each -> each >= '0' && each <= '9');
    if (!digits || sent.length() != LENGTH_MIN || sent.charAt(0) != '1') throw invalid();
    try {
      return Long.parseLong(sent, 1, LENGTH_MIN, 10);
    } catch (NumberFormatException tooLarge) {
      throw invalid();
    }
  }

  static Refusal invalid() {
    return Refusal.invalid("Invalid SequenceNumber");
  }
}
