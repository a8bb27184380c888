package io.atolldb.replication;

import io.atolldb.globaltable.TableDescriptor;
import io.atolldb.table.TableId;
import io.atolldb.version.VersionVector;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// A commit log that a test writes to.
final class FakeOutbox implements Outbox {

  private record Entry(StreamRecord record, boolean own, long packed) {}

  private final List<Entry> log = new ArrayList<>();
  private final List<TableDescriptor> announcements = new ArrayList<>();
  private long published;
  private VersionVector applied = VersionVector.EMPTY;

  /// A write of this region.
  void writes(ChangeRecord change) {
    long packed = change.version().timestamp().packed();
    log.add(new Entry(new StreamRecord.Change(change), true, packed));
  }

  /// A change that a link brought: in the log, and not to be sent.
  void brings(ChangeRecord change) {
    log.add(new Entry(new StreamRecord.Change(change), false, 0));
  }

  void announces(TableDescriptor table) {
    announcements.clear();
    announcements.add(table);
  }

  void hasApplied(VersionVector vector) {
    applied = vector;
  }

  /// A crash lost what was remembered of late.
  void remembersPublished(long sequence) {
    published = sequence;
  }

  @Override
  public long publishedSequence() {
    return published;
  }

  @Override
  public void published(long sequence) {
    published = sequence;
  }

  @Override
  public long sequenceAfter(long written) {
    for (int at = log.size(); at > 0; at--) {
      Entry entry = log.get(at - 1);
      if (entry.own() && entry.packed() <= written) return at;
    }
    return 0;
  }

  @Override
  public Batch read(long afterSequence, int limit) {
    int end = (int) Math.min(log.size(), afterSequence + limit);
    var records = new ArrayList<StreamRecord>();
    long through = 0;
    for (int at = 0; at < end; at++) {
      Entry entry = log.get(at);
      if (entry.own() && at >= afterSequence) {
        ChangeRecord change = ((StreamRecord.Change) entry.record()).change();
        records.add(new StreamRecord.Change(change, through));
      }
      through = Math.max(through, entry.packed());
    }
    return new Batch(records, end, through, through, null);
  }

  @Override
  public void awaitBeyond(long afterSequence, long millisMax) {}

  @Override
  public VersionVector applied() {
    return applied;
  }

  @Override
  public SortedMap<TableId, Integer> copying() {
    return new TreeMap<>();
  }

  @Override
  public List<TableDescriptor> announcements() {
    return announcements;
  }
}
