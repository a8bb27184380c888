package io.atolldb.store;

import io.atolldb.store.ItemStore.EntryCursor;
import io.atolldb.store.ItemStore.Snapshot;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.RootReference;
import org.jspecify.annotations.Nullable;

/// The roots of all maps at one moment. Pages are never changed in place, and as long as the
/// version is registered the file keeps those that are reached from here.
final class H2Snapshot implements Snapshot {

  private final MVStore store;
  private final MVStore.TxCounter registration;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final long appliedSequence;
  private final Map<StoreMap, RootReference<byte[], byte[]>> roots = new HashMap<>();
  private final Map<StoreMap, MVMap<byte[], byte[]>> maps;

  /// To be taken while nothing is being applied.
  H2Snapshot(MVStore store, long appliedSequence, Map<StoreMap, MVMap<byte[], byte[]>> maps) {
    this.store = store;
    this.appliedSequence = appliedSequence;
    this.maps = new HashMap<>(maps);
    this.registration = store.registerVersionUsage();
    this.maps.forEach((name, map) -> roots.put(name, map.flushAndGetRoot()));
  }

  @Override
  public long appliedSequence() {
    return appliedSequence;
  }

  @Override
  public byte @Nullable [] get(StoreMap map, byte[] key) {
    MVMap<byte[], byte[]> entries = maps.get(map);
    if (entries == null) return null;
    RootReference<byte[], byte[]> root = root(map);
    byte[] sealed;
    try {
      sealed = entries.get(root.root, key);
    } catch (RuntimeException | AssertionError broken) {
      throw H2Store.damaged(map, broken);
    }
    return sealed == null ? null : CheckedValue.open(map, key, sealed);
  }

  @Override
  public EntryCursor scan(
      StoreMap map, byte @Nullable [] from, byte @Nullable [] to, boolean ascending) {
    if (!roots.containsKey(map)) return NoEntries.CURSOR;
    return new H2Cursor(map, () -> root(map), from, to, ascending);
  }

  private RootReference<byte[], byte[]> root(StoreMap map) {
    if (closed.get()) throw new IllegalStateException("the snapshot is closed");
    RootReference<byte[], byte[]> root = roots.get(map);
    if (root == null) throw new IllegalStateException("map " + map.name() + " is not in it");
    return root;
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) store.deregisterVersionUsage(registration);
  }
}
