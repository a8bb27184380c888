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
/// sync, and in each of its maps perhaps ahead of that, because a commit goes through the maps one
/// after the other while writes go on. Also remembers which entries were touched since somebody
/// last looked.
final class ForgetfulStore implements ItemStore {

  /// How many crashes of a hundred come in the middle of a commit, and how many batches are applied
  /// while it lasts.
  private static final int AHEAD_PERCENT = 50;

  private static final int BATCHES_AHEAD_MAX = 8;

  private final List<StoreBatch> applied = new ArrayList<>();
  private final SortedMap<String, TreeSet<byte[]>> touched = new TreeMap<>();
  private MemoryStore store = new MemoryStore();
  private int synced;

  /// Power fails.
  void crash(RandomSource dice) {
    int kept = (int) dice.between(synced, applied.size());
    List<StoreBatch> lost = applied.subList(kept, applied.size());
    StoreBatch ahead = ahead(lost, dice);
    lost.clear();
    if (!ahead.isEmpty()) applied.add(ahead);
    store = new MemoryStore();
    for (StoreBatch batch : applied) store.apply(batch);
  }

  /// Of every map, some of the changes that come next, under a sequence that promises none of them.
  private static StoreBatch ahead(List<StoreBatch> lost, RandomSource dice) {
    var ahead = new StoreBatch();
    if (!dice.chance(AHEAD_PERCENT)) return ahead;
    var changes = new TreeMap<String, List<StoreBatch.Change>>();
    for (StoreBatch batch : lost.subList(0, Math.min(lost.size(), BATCHES_AHEAD_MAX))) {
      for (StoreBatch.Change change : batch.changes()) {
        changes.computeIfAbsent(change.map().name(), _ -> new ArrayList<>()).add(change);
      }
    }
    for (List<StoreBatch.Change> ofMap : changes.values()) {
      int stored = (int) dice.between(0, ofMap.size());
      for (StoreBatch.Change change : ofMap.subList(0, stored)) {
        switch (change) {
          case StoreBatch.Change.Put(var map, var key, var value) -> ahead.put(map, key, value);
          case StoreBatch.Change.Remove(var map, var key) -> ahead.remove(map, key);
          case StoreBatch.Change.Drop(var map) -> ahead.drop(map);
        }
      }
    }
    return ahead;
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
