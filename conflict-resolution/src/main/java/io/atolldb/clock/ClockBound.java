package io.atolldb.clock;

/// A durable promise: no timestamp above it was ever issued by this region.
///
/// It is kept apart from everything that may be cut off or rebuilt, so a clock that starts above it
/// cannot issue a timestamp twice, whatever was lost in between.
public interface ClockBound {

  /// The bound as it was last persisted, in packed form; zero if there never was one.
  long restored();

  /// Makes the new bound durable before returning. Raising to a value that is not higher does
  /// nothing.
  void raiseTo(long packed) throws NotPersisted;

  /// The bound could not be made durable; the timestamps that need it must not be used.
  final class NotPersisted extends Exception {
    private static final long serialVersionUID = 1;

    public NotPersisted(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
