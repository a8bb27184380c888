package io.atolldb.simulation;

import io.atolldb.store.ItemStore;
import io.atolldb.store.MemoryStore;
import io.atolldb.store.StoreBatch;
import io.atolldb.store.StoreMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// A store as a crash leaves it: at any older version that it ever had, but none before the last
/// sync. Also remembers which entries were touched since somebody last looked.
final class ForgetfulStore implements ItemStore {

  private final List<StoreBatch> applied = new ArrayList<>();
  private final SortedMap<String, TreeSet<byte[]>> touched = new TreeMap<>();
  private MemoryStore store = new MemoryStore();
  private int synced;

  /// Power fails.
  void crash(RandomSource dice) {
    int kept = (int) dice.between(synced, applied.size());
    applied.subList(kept, applied.size()).clear();
    store = new MemoryStore();
    for (StoreBatch batch : applied) store.apply(batch);
  }

  /// Everything that was ever applied to it.
  List<StoreBatch> copy() {
    return List.copyOf(applied);
  }

  void becomes(List<StoreBatch> copy) {
    applied.clear();
    applied.addAll(copy);
    synced = applied.size();
    store = new MemoryStore();
    for (StoreBatch batch : applied) store.apply(batch);
  }

  /// The keys of a map that were touched since the last call.
  List<byte[]> touched(StoreMap map) {
    TreeSet<byte[]> keys = touched.remove(map.name());
    return keys == null ? List.of() : List.copyOf(keys);
  }

  private void touch(StoreMap map, byte[] key) {
    touched.computeIfAbsent(map.name(), _ -> new TreeSet<>(Arrays::compareUnsigned)).add(key);
  }

  @Override
  public void apply(StoreBatch batch) {
    applied.add(batch);
    store.apply(batch);
    for (StoreBatch.Change change : batch.changes()) {
      switch (change) {
        case StoreBatch.Change.Put(var map, var key, _) -> touch(map, key);
        case StoreBatch.Change.Remove(var map, var key) -> touch(map, key);
        case StoreBatch.Change.Drop(var map) -> touched.remove(map.name());
      }
    }
  }

  @Override
  public long sync() {
    synced = applied.size();
    return store.appliedSequence();
  }

  @Override
  public long appliedSequence() {
    return store.appliedSequence();
  }

  @Override
  public byte @Nullable [] get(StoreMap map, byte[] key) {
    return store.get(map, key);
  }

  @Override
  public EntryCursor scan(
      StoreMap map, byte @Nullable [] from, byte @Nullable [] to, boolean ascending) {
    return store.scan(map, from, to, ascending);
  }

  @Override
  public Snapshot snapshot() {
    return store.snapshot();
  }

  @Override
  public long entries(StoreMap map) {
    return store.entries(map);
  }

  /// The process ends; what it stored stays.
  @Override
  public void close() {}
}
