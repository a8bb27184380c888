package io.atolldb.writer;

import io.atolldb.catalog.Table;
import io.atolldb.clock.HybridTimestamp;
import io.atolldb.globaltable.TableDescriptor;
import io.atolldb.log.CommitLog;
import io.atolldb.log.LogDamaged;
import io.atolldb.log.LoggedRecord;
import io.atolldb.record.LogRecord;
import io.atolldb.record.LogRecord.ItemApplied;
import io.atolldb.record.LogRecord.TableMerged;
import io.atolldb.record.LogRecordCodec;
import io.atolldb.replication.ChangeRecord;
import io.atolldb.replication.ChangeRecord.TransactionMark;
import io.atolldb.replication.Outbox;
import io.atolldb.replication.Settled;
import io.atolldb.replication.StreamRecord;
import io.atolldb.store.StoreMap;
import io.atolldb.table.TableId;
import io.atolldb.version.VersionVector;
import io.atolldb.writer.LogLookback.Own;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The commit log, as the publisher sees it: what began here and has to travel.
public final class LogOutbox implements Outbox {

  private static final int READ_BYTES_MAX = 8 << 20;

  private final CommitLog log;
  private final RegionState state;
  private final Writer writer;
  private final Supplier<VersionVector> applied;
  private final Supplier<SortedMap<TableId, Integer>> copying;
  private final LogLookback lookback;

  /// Where the last batch began and ended, with the own writes up to there: an outbox is mostly
  /// read on from its end, or again from where it was.
  private long begun = -1;

  private long ended = -1;
  private Own upToBegin = Own.NONE;
  private Own upToEnd = Own.NONE;

  public LogOutbox(
      CommitLog log,
      RegionState state,
      Writer writer,
      Supplier<VersionVector> applied,
      Supplier<SortedMap<TableId, Integer>> copying) {
    this.copying = copying;
    this.log = log;
    this.lookback = new LogLookback(log);
    this.state = state;
    this.writer = writer;
    this.applied = applied;
  }

  @Override
  public long publishedSequence() {
    return state.published();
  }

  @Override
  public void published(long sequence) {
    writer.rememberPublished(sequence);
  }

  @Override
  public Batch read(long afterSequence, int limit) {
    // Read before the end of the log is known: all own writes up to it stand before that end, and
    // whatever had not seen what is settled.
    Settled settled = settled();
    long ownLatest = state.ownLatest();
    long end = log.lastSequence();
    var records = new ArrayList<StreamRecord>();
    long through = afterSequence;
    Own start = upTo(afterSequence);
    Own own = start;
    List<LoggedRecord> next = logged(afterSequence, limit);
    while (!next.isEmpty()) {
      for (LoggedRecord logged : next) {
        through = logged.sequence();
        if (LogRecordCodec.isForeign(logged.bytes())) continue;
        LogRecord record = LogRecordCodec.decode(logged.bytes());
        StreamRecord travelling = travelling(record, own.latestSent());
        if (travelling != null) records.add(travelling);
        own = own.then(record);
      }
      int missing = missingOfLast(records);
      next = missing == 0 ? List.of() : logged(through, missing);
    }
    begun = afterSequence;
    upToBegin = start;
    ended = through;
    upToEnd = own;
    long throughTimestamp = through >= end ? Math.max(own.latest(), ownLatest) : own.latest();
    return new Batch(
        records, through, throughTimestamp, own.latestSent(), through >= end ? settled : null);
  }

  /// What may be said once everything that the log holds now has been sent. Nothing, as long as
  /// there is something that could not be read: it is not applied, whatever the links say.
  private @Nullable Settled settled() {
    VersionVector others = applied.get();
    if (state.store().entries(StoreMap.QUARANTINE) > 0) return null;
    var memberships = new TreeMap<TableId, Long>();
    long clock = Math.max(state.clockLatest(), state.ownLatest());
    for (Table table : state.tables().all()) {
      TableDescriptor descriptor = table.descriptor();
      boolean mayBeSaid = descriptor.members().size() > 1 && !state.owesRelay(table);
      if (mayBeSaid) memberships.put(table.id(), descriptor.membership());
    }
    VersionVector all = clock == 0 ? others : others.with(new HybridTimestamp(clock, state.self()));
    return new Settled(all, memberships);
  }

  /// How many records of the last one's transaction are still to come; the log has them one after
  /// the other.
  private static int missingOfLast(List<StreamRecord> records) {
    TransactionMark last = records.isEmpty() ? null : markOf(records.getLast());
    if (last == null) return 0;
    int there = 0;
    while (there < records.size() && last.equals(markOf(records.get(records.size() - 1 - there)))) {
      there++;
    }
    return last.size() - there;
  }

  private static @Nullable TransactionMark markOf(StreamRecord record) {
    return record instanceof StreamRecord.Change(var change, _) ? change.transaction() : null;
  }

  private Own upTo(long sequence) {
    if (sequence == ended) return upToEnd;
    return sequence == begun ? upToBegin : lookback.upTo(sequence);
  }

  @Override
  public long sequenceAfter(long written) {
    return lookback.sequenceOf(written);
  }

  private List<LoggedRecord> logged(long afterSequence, int limit) {
    try {
      return log.read(afterSequence, limit, READ_BYTES_MAX);
    } catch (LogDamaged damaged) {
      throw new IllegalStateException(damaged.getMessage(), damaged);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static @Nullable StreamRecord travelling(LogRecord record, long follows) {
    return switch (record) {
      case ItemApplied applied when applied.travels() ->
          new StreamRecord.Change(change(applied), follows);
      case TableMerged merged when merged.announce() ->
          new StreamRecord.Control(merged.descriptor());
      case ItemApplied _,
          TableMerged _,
          LogRecord.IndexesChanged _,
          LogRecord.IndexFilled _,
          LogRecord.LinkAdvanced _,
          LogRecord.LinkPaused _,
          LogRecord.ConflictsDropped _,
          LogRecord.ConflictsPublished _,
          LogRecord.Published _,
          LogRecord.TokenUsed _,
          LogRecord.LinkThrottled _,
          LogRecord.QuarantineReleased _,
          LogRecord.Quarantined _,
          LogRecord.ExpiriesIndexed _,
          LogRecord.TombstonesForgotten _,
          LogRecord.RemovalRelayed _,
          LogRecord.WriteFenced _ ->
          null;
    };
  }

  private static ChangeRecord change(ItemApplied applied) {
    return applied.result().asChange(applied.table(), applied.key(), applied.transaction());
  }

  @Override
  public void awaitBeyond(long afterSequence, long millisMax) throws InterruptedException {
    log.awaitBeyond(afterSequence, millisMax);
  }

  @Override
  public VersionVector applied() {
    return applied.get();
  }

  @Override
  public SortedMap<TableId, Integer> copying() {
    return copying.get();
  }

  @Override
  public List<TableDescriptor> announcements() {
    var shared = new ArrayList<TableDescriptor>();
    for (Table table : state.tables().all()) {
      if (table.descriptor().members().size() > 1) shared.add(table.descriptor());
    }
    return shared;
  }
}
