package io.atolldb.replication;

import io.atolldb.clock.RegionId;
import io.atolldb.item.Bytes;
import io.atolldb.resolution.ConflictResolver;
import io.atolldb.resolution.Resolution;
import io.atolldb.table.TableId;
import io.atolldb.version.VersionVector;
import io.atolldb.version.Versioned;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// A region's writer and store, reduced to what links see: it resolves changes of the tables it
/// knows, and keeps progress with them.
final class FakeReplicaStore implements ReplicaStore {

  private final Map<RegionId, LinkProgress> progress = new TreeMap<>();
  private final SortedMap<TableId, SortedMap<Bytes, Versioned<ChangeRecord>>> tables =
      new TreeMap<>();
  private final List<RemoteBatch> commits = new ArrayList<>();
  private final List<String> applied = new ArrayList<>();
  private final Deque<FakeReceipt> waiting = new ArrayDeque<>();
  private VersionVector floor = VersionVector.EMPTY;
  private long timestampMillisMax = Long.MAX_VALUE;
  private @Nullable String refusal;
  private boolean answersLater;

  void knows(TableId... more) {
    for (TableId table : more) tables.computeIfAbsent(table, _ -> new TreeMap<>());
  }

  @Override
  public VersionVector floor(TableId table) {
    return floor;
  }

  @Override
  public List<ChangeRecord> deletedThere(Absence absence) {
    var deleted = new ArrayList<ChangeRecord>();
    tables
        .getOrDefault(absence.table(), new TreeMap<>())
        .forEach((key, held) -> {
          Bytes after = absence.after();
          Bytes through = absence.through();
          boolean within =
              (after == null || key.compareTo(after) > 0)
                  && (through == null || key.compareTo(through) <= 0);
          boolean wasSeen = held.version().vector().isIncludedIn(absence.floor());
          if (!within || absence.present().contains(key) || !wasSeen) return;
          deleted.add(
              new ChangeRecord(
                  absence.table(),
                  key,
                  held.version(),
                  ChangeRecord.Kind.DELETE,
                  null,
                  false,
                  null));
        });
    return deleted;
  }

  /// Deletes up to there are forgotten here.
  void hasForgotten(VersionVector through) {
    floor = through;
  }

  /// Later timestamps are too far ahead of its clock.
  void acceptsTimestampsUpTo(long millis) {
    timestampMillisMax = millis;
  }

  void refuses(String reason) {
    refusal = reason;
  }

  void acceptsAgain() {
    refusal = null;
  }

  void answersLater() {
    answersLater = true;
  }

  /// Decides what waits, in its order.
  void answers() {
    while (!waiting.isEmpty()) waiting.remove().decide();
  }

  /// The process ends before it decides on what waits.
  void forgetsWhatWaits() {
    waiting.clear();
  }

  /// A client's write, which is resolved already.
  void writes(ChangeRecord change) {
    var items = tables.get(change.table());
    if (items == null) throw new IllegalStateException("no table " + change.table());
    items.put(change.key(), versioned(change));
  }

  private static Versioned<ChangeRecord> versioned(ChangeRecord change) {
    return change.image() == null
        ? new Versioned.Tombstone<>(change.version())
        : new Versioned.Live<>(change, change.version());
  }

  int waiting() {
    return waiting.size();
  }

  void restoredTo(RegionId origin, LinkProgress stored) {
    progress.put(origin, stored);
  }

  /// Every change that had an effect, in order.
  List<String> applied() {
    return Collections.unmodifiableList(applied);
  }

  /// What was written to the log.
  List<RemoteBatch> commits() {
    return Collections.unmodifiableList(commits);
  }

  /// The names of the live items of a table.
  SortedSet<String> items(TableId table) {
    var names = new TreeSet<String>();
    tables
        .getOrDefault(table, new TreeMap<>())
        .forEach((key, held) -> {
          if (held instanceof Versioned.Live<ChangeRecord>) names.add(Changes.name(key));
        });
    return names;
  }

  SortedMap<Bytes, Versioned<ChangeRecord>> versions(TableId table) {
    return tables.getOrDefault(table, new TreeMap<>());
  }

  @Override
  public @Nullable LinkProgress progress(RegionId origin) {
    return progress.get(origin);
  }

  @Override
  public boolean isNews(ChangeRecord version) {
    var items = tables.get(version.table());
    if (items == null) return false;
    Versioned<ChangeRecord> held = items.getOrDefault(version.key(), Versioned.neverWritten());
    return !version.version().vector().isIncludedIn(held.version().vector());
  }

  @Override
  public Receipt submit(RemoteBatch batch) {
    var receipt = new FakeReceipt(batch);
    if (answersLater) waiting.add(receipt);
    else receipt.decide();
    return receipt;
  }

  private final class FakeReceipt implements Receipt {

    private final RemoteBatch batch;
    private boolean done;
    private int appliedRecords;
    private int conflicts;
    private @Nullable String failure;

    FakeReceipt(RemoteBatch batch) {
      this.batch = batch;
    }

    void decide() {
      done = true;
      failure = refusal;
      if (failure != null) return;
      commits.add(batch);
      for (StreamRecord record : batch.records()) {
        if (record instanceof StreamRecord.Change(var change, _)
            && !resolve(change, batch.forced())) return;
        appliedRecords++;
      }
      LinkProgress reached = batch.progress();
      if (reached != null) progress.put(batch.origin(), reached);
    }

    private boolean resolve(ChangeRecord change, boolean forced) {
      var items = tables.get(change.table());
      if (items == null) return true;
      if (change.version().timestamp().wallMillis() > timestampMillisMax && !forced) return false;
      Versioned<ChangeRecord> ours = items.getOrDefault(change.key(), Versioned.neverWritten());
      Resolution<ChangeRecord> resolution = ConflictResolver.resolve(ours, versioned(change));
      items.put(change.key(), resolution.merged());
      switch (resolution.outcome()) {
        case APPLIED -> applied.add(Changes.name(change.key()));
        case ALREADY_INCLUDED -> {}
        case APPLIED_OVER_CONFLICT, KEPT_OVER_CONFLICT -> conflicts++;
      }
      return true;
    }

    @Override
    public boolean isDone() {
      return done;
    }

    @Override
    public void await(long millisMax) {}

    @Override
    public int applied() {
      return appliedRecords;
    }

    @Override
    public int conflicts() {
      return conflicts;
    }

    @Override
    public @Nullable String failure() {
      return failure;
    }
  }
}
