package io.atolldb.replication;

import io.atolldb.clock.RegionId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// This region's writer, as links and copies need it.
public interface ReplicaStore {

  /// How far the link from `origin` has come; null if it never brought anything.
  @Nullable LinkProgress progress(RegionId origin);

  /// Whether a version of a table that is held here would change what stands under its key: once it
  /// would not, it never will.
  boolean isNews(ChangeRecord version);

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
      boolean forced) {
    public RemoteBatch {
      records = List.copyOf(records);
    }

    public RemoteBatch(
        RegionId origin, List<StreamRecord> records, @Nullable LinkProgress progress) {
      this(origin, records, progress, false);
    }
  }

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
