package io.atolldb.stream;

import io.atolldb.record.LogRecord.ItemApplied;
import io.atolldb.table.TableId;
import java.util.List;

/// What a region's commit log holds for the readers of its tables' streams.
public interface StreamLog {

  /// One record of a stream, and its place in the log.
  record Entry(long sequence, ItemApplied applied) {}

  /// A stretch of a stream.
  ///
  /// @param next the sequence to go on with; there may be more although there are no entries
  /// @param trimmed the log does not hold the beginning of what was asked for any more
  record Page(List<Entry> entries, long next, boolean trimmed) {
    public Page {
      entries = List.copyOf(entries);
    }
  }

  /// The sequence up to which everything can be read. To be asked for before `streams`, which are
  /// then at least as new.
  long applied();

  TableStreams streams();

  /// The oldest sequence that the log still holds.
  long firstSequence();

  /// The records of a table's stream with `from` <= sequence <= `through`, at most `limit` and
  /// about as many as fit into `bytesMax`, but at least one if one is found. Looks through a
  /// bounded part of the log.
  Page read(TableId table, long from, long through, int limit, int bytesMax);
}
