package io.atolldb.store;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// A store in memory, for nodes that keep nothing and for simulation. It begins empty and never
/// becomes durable: `sync` returns what is applied, since nothing survives that could be replayed.
///
/// A snapshot shares the maps of the store; the first change to a shared map copies it.
public final class MemoryStore implements ItemStore {

  private static final NavigableMap<byte[], byte[]> NOTHING =
      Collections.unmodifiableNavigableMap(new ConcurrentSkipListMap<>(Arrays::compareUnsigned));

  private record Entries(ConcurrentSkipListMap<byte[], byte[]> byKey, boolean shared) {}

  private final ConcurrentMap<StoreMap, Entries> maps = new ConcurrentHashMap<>();

  /// Held while a batch is applied and while a snapshot is taken.
  private final ReentrantLock applying = new ReentrantLock();

  private volatile long appliedSequence;

  @Override
  public long appliedSequence() {
    return appliedSequence;
  }

  @Override
  public byte @Nullable [] get(StoreMap map, byte[] key) {
    return entriesOf(map).get(key);
  }

  @Override
  public EntryCursor scan(
      StoreMap map, byte @Nullable [] from, byte @Nullable [] to, boolean ascending) {
    return new MapCursor(entriesOf(map), from, to, ascending);
  }

  private NavigableMap<byte[], byte[]> entriesOf(StoreMap map) {
    Entries entries = maps.get(map);
    return entries == null ? NOTHING : entries.byKey();
  }

  @Override
  public long entries(StoreMap map) {
    return entriesOf(map).size();
  }

  @Override
  public void apply(StoreBatch batch) {
    applying.lock();
    try {
      for (StoreBatch.Change each : batch.changes()) {
        switch (each) {
          case StoreBatch.Change.Put(var map, var key, var value) -> writable(map).put(key, value);
          case StoreBatch.Change.Remove(var map, var key) -> writable(map).remove(key);
          case StoreBatch.Change.Drop(var map) -> maps.remove(map);
        }
      }
      appliedSequence = Math.max(appliedSequence, batch.sequence());
    } finally {
      applying.unlock();
    }
  }

  private ConcurrentNavigableMap<byte[], byte[]> writable(StoreMap map) {
    Entries entries = maps.get(map);
    if (entries != null && !entries.shared()) return entries.byKey();

    ConcurrentSkipListMap<byte[], byte[]> own =
        entries == null
            ? new ConcurrentSkipListMap<>(Arrays::compareUnsigned)
            : entries.byKey().clone();
    maps.put(map, new Entries(own, false));
    return own;
  }

  @Override
  public Snapshot snapshot() {
    applying.lock();
    try {
      maps.replaceAll((_, entries) -> new Entries(entries.byKey(), true));
      return new FrozenMaps(appliedSequence, new HashMap<>(maps));
    } finally {
      applying.unlock();
    }
  }

  @Override
  public long sync() {
    return appliedSequence;
  }

  @Override
  public void close() {}

  private record FrozenMaps(long appliedSequence, Map<StoreMap, Entries> maps) implements Snapshot {

    @Override
    public byte @Nullable [] get(StoreMap map, byte[] key) {
      Entries entries = maps.get(map);
      return entries == null ? null : entries.byKey().get(key);
    }

    @Override
    public EntryCursor scan(
        StoreMap map, byte @Nullable [] from, byte @Nullable [] to, boolean ascending) {
      Entries entries = maps.get(map);
      return new MapCursor(entries == null ? NOTHING : entries.byKey(), from, to, ascending);
    }

    @Override
    public void close() {}
  }

  private static final class MapCursor implements EntryCursor {
    private final Iterator<Map.Entry<byte[], byte[]>> rest;
    private Map.@Nullable Entry<byte[], byte[]> reached;

    MapCursor(
        NavigableMap<byte[], byte[]> entries,
        byte @Nullable [] from,
        byte @Nullable [] to,
        boolean ascending) {
      NavigableMap<byte[], byte[]> range = range(entries, from, to);
      rest = (ascending ? range : range.descendingMap()).entrySet().iterator();
    }

    private static NavigableMap<byte[], byte[]> range(
        NavigableMap<byte[], byte[]> entries, byte @Nullable [] from, byte @Nullable [] to) {
      if (from != null && to != null) {
        boolean empty = Arrays.compareUnsigned(from, to) >= 0;
        return empty ? NOTHING : entries.subMap(from, true, to, false);
      }
      if (from != null) return entries.tailMap(from, true);
      return to == null ? entries : entries.headMap(to, false);
    }

    @Override
    public boolean advance() {
      reached = rest.hasNext() ? rest.next() : null;
      return reached != null;
    }

    @Override
    public byte[] key() {
      return reached().getKey();
    }

    @Override
    public byte[] value() {
      return reached().getValue();
    }

    private Map.Entry<byte[], byte[]> reached() {
      if (reached == null) throw new IllegalStateException("the cursor stands on no entry");
      return reached;
    }
  }
}
