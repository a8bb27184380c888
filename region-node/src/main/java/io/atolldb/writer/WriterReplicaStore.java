package io.atolldb.writer;

import io.atolldb.clock.RegionId;
import io.atolldb.replication.ChangeRecord;
import io.atolldb.replication.LinkProgress;
import io.atolldb.replication.ReplicaStore;
import io.atolldb.table.TableId;
import io.atolldb.version.VersionVector;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The region's writer and state, as links and copies see them.
public final class WriterReplicaStore implements ReplicaStore {

  private final Writer writer;
  private final RegionState state;

  public WriterReplicaStore(Writer writer, RegionState state) {
    this.writer = writer;
    this.state = state;
  }

  @Override
  public @Nullable LinkProgress progress(RegionId origin) {
    return state.progress(origin);
  }

  @Override
  public boolean isNews(ChangeRecord version) {
    return state.isNews(version);
  }

  @Override
  public VersionVector floor(TableId table) {
    return state.floor(table);
  }

  @Override
  public List<ChangeRecord> deletedThere(Absence absence) {
    return state.deletedThere(absence);
  }

  @Override
  public Receipt submit(RemoteBatch batch) {
    return writer.submit(batch);
  }
}
