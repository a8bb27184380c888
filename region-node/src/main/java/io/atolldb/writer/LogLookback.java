package io.atolldb.writer;

import io.atolldb.log.CommitLog;
import io.atolldb.log.LogDamaged;
import io.atolldb.log.LoggedRecord;
import io.atolldb.record.LogRecord;
import io.atolldb.record.LogRecord.ItemApplied;
import io.atolldb.record.LogRecordCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/// Finds this region's own writes in the commit log, from a place backwards. Their timestamps rise
/// with the sequence.
final class LogLookback {

  /// Records that are looked at before it is given up.
  static final long LOOKED_AT_MAX = 1_000_000;

  private static final int CHUNK = 1_000;
  private static final int CHUNK_BYTES_MAX = Integer.MAX_VALUE;

  /// The packed timestamps of the latest own write, and of the latest that was to be sent; zero
  /// where there is none, or none was found.
  record Own(long latest, long latestSent) {
    static final Own NONE = new Own(0, 0);

    Own then(LogRecord record) {
      if (!(record instanceof ItemApplied applied) || !applied.own()) return this;
      long stamp = applied.result().version().timestamp().packed();
      return new Own(Math.max(latest, stamp), applied.travels() ? stamp : latestSent);
    }
  }

  private final CommitLog log;

  LogLookback(CommitLog log) {
    this.log = log;
  }

  /// What stands up to and at `sequence`.
  Own upTo(long sequence) {
    Own found = Own.NONE;
    long end = sequence;
    long least = Math.max(log.firstSequence() - 1, sequence - LOOKED_AT_MAX);
    while (end > least && found.latestSent() == 0) {
      long after = Math.max(least, end - CHUNK);
      Own chunk = Own.NONE;
      for (LoggedRecord logged : chunk(after, end)) {
        chunk = chunk.then(LogRecordCodec.decode(logged.bytes()));
      }
      found = new Own(Math.max(found.latest(), chunk.latest()), chunk.latestSent());
      end = after;
    }
    return found;
  }

  /// The sequence of the last own write that is not later than `written`; negative if the log does
  /// not reach back so far.
  long sequenceOf(long written) {
    long first = log.firstSequence();
    long end = log.lastSequence();
    long least = Math.max(first - 1, end - LOOKED_AT_MAX);
    while (end > least) {
      long after = Math.max(least, end - CHUNK);
      for (LoggedRecord logged : chunk(after, end).reversed()) {
        Own own = Own.NONE.then(LogRecordCodec.decode(logged.bytes()));
        if (own.latest() > 0 && own.latest() <= written) return logged.sequence();
      }
      end = after;
    }
    return end == 0 ? 0 : -1;
  }

  private List<LoggedRecord> chunk(long after, long through) {
    try {
      return log.read(after, (int) (through - after), CHUNK_BYTES_MAX);
    } catch (LogDamaged damaged) {
      throw new IllegalStateException(damaged.getMessage(), damaged);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
