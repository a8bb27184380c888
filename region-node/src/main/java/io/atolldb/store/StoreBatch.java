package io.atolldb.store;

import java.util.ArrayList;
import java.util.List;

/// Changes that belong to the log records up to `sequence`, in order.
public final class StoreBatch {

  /// One step of a batch.
  public sealed interface Change {
    StoreMap map();

    record Put(StoreMap map, byte[] key, byte[] value) implements Change {}

    record Remove(StoreMap map, byte[] key) implements Change {}

    /// The whole map goes, with all its entries.
    record Drop(StoreMap map) implements Change {}
  }

  private final List<Change> changes = new ArrayList<>();
  private long sequence;

  public void put(StoreMap map, byte[] key, byte[] value) {
    changes.add(new Change.Put(map, key, value));
  }

  public void remove(StoreMap map, byte[] key) {
    changes.add(new Change.Remove(map, key));
  }

  public void drop(StoreMap map) {
    changes.add(new Change.Drop(map));
  }

  public void reaches(long sequenceReached) {
    this.sequence = sequenceReached;
  }

  public long sequence() {
    return sequence;
  }

  public List<Change> changes() {
    return changes;
  }

  public boolean isEmpty() {
    return changes.isEmpty();
  }

  @Override
  public String toString() {
    return changes.size() + " changes up to " + sequence;
  }
}
