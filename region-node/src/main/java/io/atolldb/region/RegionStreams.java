package io.atolldb.region;

import io.atolldb.log.CommitLog;
import io.atolldb.log.LogDamaged;
import io.atolldb.log.LoggedRecord;
import io.atolldb.log.SequenceDeleted;
import io.atolldb.record.LogRecord;
import io.atolldb.record.LogRecord.ItemApplied;
import io.atolldb.record.LogRecordCodec;
import io.atolldb.stream.StreamLog;
import io.atolldb.stream.TableStreams;
import io.atolldb.table.TableId;
import io.atolldb.writer.RegionState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/// The streams of a region's tables, read from its commit log. The log is shared by all tables, so
/// the records of others are passed over.
public final class RegionStreams implements StreamLog {

  /// What one call looks through at most, in bytes of the log.
  private static final long SCAN_BYTES_MAX = 16 << 20;

  private static final int READ_RECORDS = 2_000;
  private static final int READ_BYTES = 1 << 20;

  private final CommitLog log;
  private final RegionState state;

  public RegionStreams(CommitLog log, RegionState state) {
    this.log = log;
    this.state = state;
  }

  @Override
  public long applied() {
    return state.applied();
  }

  @Override
  public TableStreams streams() {
    return state.streams();
  }

  @Override
  public long firstSequence() {
    return log.firstSequence();
  }

  @Override
  public Page read(TableId table, long from, long through, int limit, int bytesMax) {
    var entries = new ArrayList<Entry>();
    long next = from;
    long scanned = 0;
    long bytes = 0;
    while (next <= through && scanned < SCAN_BYTES_MAX) {
      List<LoggedRecord> read;
      try {
        read = logged(next - 1);
      } catch (SequenceDeleted deleted) {
        return new Page(entries, next, entries.isEmpty());
      }
      if (read.isEmpty()) break;
      for (LoggedRecord each : read) {
        if (each.sequence() > through) return new Page(entries, through + 1, false);
        scanned += each.bytes().length;
        if (LogRecordCodec.isStreamed(each.bytes(), table)) {
          ItemApplied applied = applied(each);
          long size = each.bytes().length;
          boolean full = bytes + size > bytesMax && !entries.isEmpty();
          if (full || entries.size() == limit) return new Page(entries, next, false);
          bytes += size;
          entries.add(new Entry(each.sequence(), applied));
        }
        next = each.sequence() + 1;
      }
    }
    return new Page(entries, next, false);
  }

  private static ItemApplied applied(LoggedRecord logged) {
    LogRecord record = LogRecordCodec.decode(logged.bytes());
    if (record instanceof ItemApplied applied) return applied;
    throw new IllegalStateException("sequence " + logged.sequence() + " is no item");
  }

  private List<LoggedRecord> logged(long afterSequence) {
    try {
      return log.read(afterSequence, READ_RECORDS, READ_BYTES);
    } catch (LogDamaged damaged) {
      throw new IllegalStateException(damaged.getMessage(), damaged);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
