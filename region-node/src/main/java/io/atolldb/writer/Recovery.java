package io.atolldb.writer;

import io.atolldb.log.CommitLog;
import io.atolldb.log.LogDamaged;
import io.atolldb.log.LoggedRecord;
import io.atolldb.record.LogRecord;
import io.atolldb.record.LogRecordCodec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Brings a state up to its log at start.
public final class Recovery {

  static final int REPLAY_LIMIT = 2_000;
  private static final int REPLAY_BYTES_MAX = 16 << 20;

  /// The store is older than the oldest record of the log: there is nothing to replay it from.
  public static final class Gap extends Exception {
    private static final long serialVersionUID = 1;

    Gap(long reached, long first) {
      super(
          "the item store has applied the log up to sequence %d, and the log begins at %d"
              .formatted(reached, first));
    }
  }

  private Recovery() {}

  /// Applies every record that the store has not seen; returns how many.
  public static long replay(CommitLog log, RegionState state) throws Gap, LogDamaged, IOException {
    long reached = state.store().appliedSequence();
    if (reached + 1 < log.firstSequence()) throw new Gap(reached, log.firstSequence());
    if (reached > log.lastSequence()) {
      throw new IllegalStateException(
          "the item store is at sequence " + reached + ", the log ends at " + log.lastSequence());
    }
    long from = reached;
    while (reached < log.lastSequence()) {
      List<LoggedRecord> logged = log.read(reached, REPLAY_LIMIT, REPLAY_BYTES_MAX);
      var records = new ArrayList<LogRecord>(logged.size());
      for (LoggedRecord record : logged) records.add(LogRecordCodec.decode(record.bytes()));
      reached = logged.getLast().sequence();
      state.apply(records, reached);
    }
    state.recovered();
    return reached - from;
  }
}
