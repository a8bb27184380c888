package io.atolldb.replication;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The change stream of another region, as a link reads it. Called by one thread at a time. What
/// one call throws, every later one throws as well, until the feed is connected again.
public interface ChangeFeed {

  /// Starts reading at `from`, or at the oldest record there is when `from` is null, and returns
  /// the position that reading begins at. Calling it again starts over.
  StreamPosition connect(@Nullable StreamPosition from) throws FeedUnavailable, PositionLost;

  /// At most `limit` records that are there by now, with the position after them; does not wait.
  Batch poll(int limit) throws FeedUnavailable, PositionLost;

  /// Returns when there may be records to poll, or after `millisMax`.
  void awaitRecords(long millisMax) throws FeedUnavailable, PositionLost, InterruptedException;

  /// How many records the stream held beyond the last batch when that was last known; the link's
  /// lag.
  long backlog();

  /// How many records the stream holds from `from` on, asked of the stream now, whether it is being
  /// read or not. Nothing is read by it; what it throws ends no reading.
  long ahead(StreamPosition from) throws FeedUnavailable, PositionLost;

  /// Lets go of connections. The feed may be connected again.
  void disconnect();

  /// Records in the order of the stream, and the position after the last of them.
  record Batch(List<StreamRecord> records, StreamPosition next) {
    public Batch {
      records = List.copyOf(records);
    }
  }

  /// The stream cannot be reached now; trying again later may help.
  final class FeedUnavailable extends Exception {
    private static final long serialVersionUID = 1;

    public FeedUnavailable(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  /// The position means nothing any more (retention passed it, or the topic or cluster is another
  /// one). Trying again does not help: the replicas have to be copied afresh.
  final class PositionLost extends Exception {
    private static final long serialVersionUID = 1;

    public PositionLost(String message) {
      super(message);
    }
  }
}
