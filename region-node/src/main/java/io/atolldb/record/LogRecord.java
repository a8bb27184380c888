package io.atolldb.record;

import io.atolldb.clock.RegionId;
import io.atolldb.conflicts.ConflictKind;
import io.atolldb.globaltable.TableDescriptor;
import io.atolldb.item.Bytes;
import io.atolldb.operation.RequestToken;
import io.atolldb.replication.ChangeRecord.TransactionMark;
import io.atolldb.replication.LinkProgress;
import io.atolldb.stored.ItemVersion;
import io.atolldb.table.TableId;
import io.atolldb.version.VersionVector;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One entry of the commit log: what became true, complete enough to make it true again without
/// looking at anything else. Applying a record again, in order, changes nothing.
public sealed interface LogRecord {

  /// A key holds `result` from now on. `own`: the write began in this region. `travels`: it began
  /// here and the table had other replicas at that moment, so it belongs in the change stream.
  /// `before` is the item that it replaces; kept where the table's stream shows old images, or
  /// where an index may hold an entry of it. `streamed` is what the table's stream shows of it,
  /// null if there is no stream or nothing to show. `replacedBytes` is the size of the item that
  /// was there, zero if there was none, [ItemApplied#UNKNOWN] in records of older formats.
  /// `collectionBytes` is the size of the item's collection after it, `UNKNOWN` in records of older
  /// formats, and where the table has no local index.
  record ItemApplied(
      TableId table,
      Bytes key,
      ItemVersion result,
      boolean own,
      boolean travels,
      @Nullable ItemVersion before,
      @Nullable ConflictFound conflict,
      @Nullable TransactionMark transaction,
      @Nullable Streamed streamed,
      int replacedBytes,
      long collectionBytes)
      implements LogRecord {

    public static final int UNKNOWN = -1;

    /// The same, to travel by itself and not with the others of its transaction.
    public ItemApplied alone() {
      return new ItemApplied(
          table,
          key,
          result,
          own,
          travels,
          before,
          conflict,
          null,
          streamed,
          replacedBytes,
          collectionBytes);
    }
  }

  /// A part of [ItemApplied]: what became of the item, and when this region applied it.
  record Streamed(Event event, long appliedMillis) {

    public enum Event {
      INSERT,
      MODIFY,
      REMOVE
    }
  }

  /// A part of [ItemApplied]: what resolution did not keep. What it kept is the result, whose
  /// version includes both; `keptSaw` is the vector that it had before. Empty where it is not
  /// known: if the two were merged below the item, or the record is of an older form.
  record ConflictFound(
      ConflictKind kind, ItemVersion lost, long foundMillis, VersionVector keptSaw) {}

  /// What this region knows of a table since `appliedMillis`. `announce`: the others have to hear
  /// of it. `drop`: its items are gone here.
  record TableMerged(TableDescriptor descriptor, boolean announce, boolean drop, long appliedMillis)
      implements LogRecord {}

  /// Items whose keys lie from `fromKey` on and before `endKey` (null: to the end) are found by the
  /// time at which they expire from now on, if `attribute` still tells it.
  record ExpiriesIndexed(TableId table, String attribute, Bytes fromKey, @Nullable Bytes endKey)
      implements LogRecord {}

  /// A transaction was done under this token; in the same group as what it wrote. A token is known
  /// again by its digest, for as long as [RequestToken#WINDOW_MILLIS].
  record TokenUsed(RequestToken token, long doneMillis) implements LogRecord {}

  /// Of a table's indexes, some have to be filled here, and some are gone with all their entries.
  /// Stands behind the [TableMerged] that is the reason.
  record IndexesChanged(TableId table, SortedSet<UUID> toFill, SortedSet<UUID> gone)
      implements LogRecord {
    public IndexesChanged {
      toFill = Collections.unmodifiableSortedSet(new TreeSet<>(toFill));
      gone = Collections.unmodifiableSortedSet(new TreeSet<>(gone));
    }
  }

  /// An index has the entries of all items whose keys are greater than `after`, up to `through`;
  /// null is the end of the table, with which the index is complete.
  record IndexFilled(TableId table, UUID index, Bytes after, @Nullable Bytes through)
      implements LogRecord {}

  /// A link has come this far; in the same group as what it brought.
  record LinkAdvanced(RegionId origin, LinkProgress progress) implements LogRecord {}

  /// The conflicts that were found up to this sequence are kept no longer.
  record ConflictsDropped(long through) implements LogRecord {}

  /// The conflicts that were found up to this sequence stand in the topic of conflicts.
  record ConflictsPublished(long through) implements LogRecord {}

  /// Tombstones that nobody needs any more are gone. From then on a key of the table that is not
  /// there stands for a delete that had seen everything up to `floor`. Without keys: another region
  /// has forgotten tombstones of which this one has none.
  record TombstonesForgotten(TableId table, VersionVector floor, List<Bytes> keys)
      implements LogRecord {
    public TombstonesForgotten {
      keys = List.copyOf(keys);
    }
  }

  /// What this region has of a removed one's writes to a table has been put into the log to be sent
  /// on: of the membership with that number, and all before.
  record RemovalRelayed(TableId table, RegionId removed, int epoch) implements LogRecord {}

  /// A write of a removed region that the table does not get goes into the conflict log, beside
  /// what this region `held` under its key.
  record WriteFenced(
      TableId table, Bytes key, ItemVersion held, ItemVersion fenced, long foundMillis)
      implements LogRecord {}

  record LinkPaused(RegionId origin, boolean paused) implements LogRecord {}

  /// How many records a second a link may bring; zero for as many as come.
  record LinkThrottled(RegionId origin, long recordsPerSecond) implements LogRecord {}

  /// The change stream has confirmed everything up to this sequence of the log.
  record Published(long sequence) implements LogRecord {}

  /// Bytes from a change stream that could not be read.
  record Quarantined(RegionId origin, Bytes content, String reason, long foundMillis)
      implements LogRecord {}

  /// What was put aside at that sequence could be read at last; in the same group as what it said.
  record QuarantineReleased(long sequence) implements LogRecord {}
}
