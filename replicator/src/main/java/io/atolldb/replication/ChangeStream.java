package io.atolldb.replication;

import java.util.List;

/// The outgoing change stream of this region, as the publisher needs it.
public interface ChangeStream {

  /// Appends in order and returns when the stream has confirmed all of them. When it throws, any
  /// part of them may have been appended, but nothing of it arrives after that: the caller sends
  /// again, readers bear repetition. Called by one thread at a time; blocks for a bounded time.
  void append(List<StreamRecord> records) throws StreamUnavailable, InterruptedException;

  /// The stream cannot be reached, or did not confirm in time.
  final class StreamUnavailable extends Exception {
    private static final long serialVersionUID = 1;

    public StreamUnavailable(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
