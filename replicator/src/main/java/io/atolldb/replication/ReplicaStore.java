package io.atolldb.replication;

import io.atolldb.clock.RegionId;
import io.atolldb.item.Bytes;
import io.atolldb.table.TableId;
import io.atolldb.version.VersionVector;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// This region's writer, as links and copies need it.
public interface ReplicaStore {

  /// How far the link from `origin` has come; null if it never brought anything.
  @Nullable LinkProgress progress(RegionId origin);

  /// Whether a version of a table that is held here would change what stands under its key: once it
  /// would not, it never will.
  boolean isNews(ChangeRecord version);

  /// Everything up to this that a table lacks was deleted here, and the delete forgotten: a copy
  /// from somebody who has not applied as much cannot be told from what was deleted.
  VersionVector floor(TableId table);

  /// What is held here and not there, although everything was seen there that is here: each as a
  /// version that was deleted, to be submitted with the page.
  List<ChangeRecord> deletedThere(Absence absence);

  /// Queues records to be resolved against the local items and, with them in the same commit, the
  /// progress of the link. Submissions are applied in the order in which they were submitted.
  /// Applying a record twice is harmless.
  Receipt submit(RemoteBatch batch);

  /// `progress` is null for records that did not come by the link (a copy of a replica). `forced`:
  /// an operator wants them applied, however far their timestamps are ahead. Records without
  /// progress are applied all or, if one is too far ahead, none.
  record RemoteBatch(
      RegionId origin,
      List<StreamRecord> records,
      @Nullable LinkProgress progress,
      boolean forced,
      List<Vouched> vouched) {
    public RemoteBatch {
      records = List.copyOf(records);
      vouched = List.copyOf(vouched);
    }

    public RemoteBatch(
        RegionId origin,
        List<StreamRecord> records,
        @Nullable LinkProgress progress,
        boolean forced) {
      this(origin, records, progress, forced, List.of());
    }

    public RemoteBatch(
        RegionId origin, List<StreamRecord> records, @Nullable LinkProgress progress) {
      this(origin, records, progress, false);
    }
  }

  /// What the origin of a page lacks of a table between two keys (null: from the first, to the
  /// end), other than what is `present`: everything up to `floor` was deleted there, and forgotten.
  record Absence(
      TableId table,
      @Nullable Bytes after,
      @Nullable Bytes through,
      SortedSet<Bytes> present,
      VersionVector floor) {
    public Absence {
      present = Collections.unmodifiableSortedSet(new TreeSet<>(present));
    }
  }

  /// How the origin of a copy's records stands to a table: it had applied `applied` before it
  /// looked, and has forgotten deletes up to `floor`. So what it holds was not deleted by a write
  /// that it has applied, whatever is forgotten here.
  record Vouched(TableId table, VersionVector floor, VersionVector applied) {}

  /// What will become of a submitted batch.
  interface Receipt {

    boolean isDone();

    void await(long millisMax) throws InterruptedException;

    /// How many of its records were applied, once done: all, or those before the first one whose
    /// timestamp is too far ahead of this region's clock. In the second case the progress was not
    /// stored, and the rest has to be submitted again later.
    int applied();

    /// How many conflicts the applied records made.
    int conflicts();

    /// Why nothing was applied, if the batch failed as a whole (log failed, disk full); else null.
    @Nullable String failure();
  }
}
