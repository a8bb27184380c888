package io.atolldb.store;

import io.atolldb.log.FileDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.store.fs.FilePath;
import org.jspecify.annotations.Nullable;

/// An MVStore in one file, used as an index and never as the truth: its commit is not durable by
/// itself, a torn tail makes it open at an older version without a word, and its pages carry no
/// checksum of their content. All of that is harmless behind the log: every value carries a CRC32C,
/// and what an older version lacks is replayed.
///
/// **A commit of MVStore is no cut.** It takes the roots of the maps one after the other while
/// changes go on, so it can hold a change to one map and lack an earlier one to another. A sequence
/// that is written at the end of each batch could therefore be stored without the batch. So nothing
/// but [#commit()] ever commits here, and it alone writes the sequence, before it begins: what the
/// sequence promises was applied before, and is in the commit; of what is applied meanwhile some
/// may be in it too, and is replayed.
public final class H2Store implements ItemStore {

  public static final String FILE_NAME = "items.mv";

  static final int CACHE_MEGABYTES = 64;
  private static final int PAGE_BYTES = 4096;
  private static final long COMMIT_MILLIS = 1000;

  /// Changes in memory that make a commit begin early. What one commit writes is put together in
  /// one buffer, which MVStore keeps for the next only up to 4 MB; a larger one would be garbage of
  /// the kind that collectors like least.
  private static final int COMMIT_BYTES = 3 << 20;

  /// Changes in memory that make the writer wait for a commit.
  private static final int STALL_BYTES = 128 << 20;

  /// Rewriting begins when less than this percentage of the file's chunks is in use, and writes at
  /// most so much each time. It runs beside the writer.
  private static final int REWRITE_BELOW_PERCENT = 50;

  private static final int REWRITE_BYTES = 8 << 20;

  /// Not a name that a [StoreMap] has.
  private static final StoreMap APPLIED = new StoreMap("#applied");

  private static final byte[] APPLIED_KEY = {};

  private final MVStore store;
  private final long commitMillis;
  private final MVMap<byte[], byte[]> applied;
  private final ConcurrentMap<StoreMap, MVMap<byte[], byte[]>> maps = new ConcurrentHashMap<>();

  /// Held while a batch is applied and while a snapshot is taken.
  private final ReentrantLock applying = new ReentrantLock();

  private volatile long appliedSequence;

  /// What ended the committing, if something did. MVStore is closed by its first failure.
  private volatile @Nullable RuntimeException failure;

  /// Held during a commit.
  private final ReentrantLock committing = new ReentrantLock();

  private final ReentrantLock pausing = new ReentrantLock();
  private final Condition paused = pausing.newCondition();
  private boolean commitWanted;
  private boolean closed;
  private final Thread committer;

  private H2Store(MVStore store, long commitMillis) {
    this.store = store;
    this.commitMillis = commitMillis;
    this.applied = openMap(APPLIED);
    for (String each : store.getMapNames()) {
      if (!each.equals(APPLIED.name())) mapFor(new StoreMap(each));
    }
    byte[] sealed = applied.get(APPLIED_KEY);
    if (sealed != null) {
      byte[] sequence = CheckedValue.open(APPLIED, APPLIED_KEY, sealed);
      appliedSequence = ByteBuffer.wrap(sequence).getLong();
    }
    this.committer = Thread.ofPlatform().daemon().name("store-commit").unstarted(this::commitLoop);
  }

  /// Opens the store in a directory that exists, or begins an empty one there.
  public static H2Store open(Path directory) throws IOException {
    return open(directory, COMMIT_MILLIS);
  }

  static H2Store open(Path directory, long commitMillis) throws IOException {
    FilePath.register(new StoreFilePath());
    Path file = directory.resolve(FILE_NAME);
    MVStore store = null;
    try {
      store =
          new MVStore.Builder()
              .fileName(StoreFilePath.SCHEME + ":" + file.toAbsolutePath())
              .pageSplitSize(PAGE_BYTES)
              .cacheSize(CACHE_MEGABYTES)
              .autoCommitDisabled()
              .autoCommitBufferSize(0)
              .open();
      var opened = new H2Store(store, commitMillis);
      new FileDisk(directory).forceNames();
      opened.committer.start();
      return opened;
    } catch (RuntimeException | AssertionError broken) {
      if (store != null) store.closeImmediately();
      throw new StoreDamaged("store " + file + " cannot be opened: " + broken.getMessage(), broken);
    }
  }

  private MVMap<byte[], byte[]> mapFor(StoreMap map) {
    return maps.computeIfAbsent(map, this::openMap);
  }

  private MVMap<byte[], byte[]> openMap(StoreMap map) {
    return store.openMap(
        map.name(),
        new MVMap.Builder<byte[], byte[]>()
            .keyType(ByteArrayType.INSTANCE)
            .valueType(ByteArrayType.INSTANCE));
  }

  @Override
  public long appliedSequence() {
    return appliedSequence;
  }

  @Override
  public byte @Nullable [] get(StoreMap map, byte[] key) {
    MVMap<byte[], byte[]> entries = maps.get(map);
    if (entries == null) return null;
    byte[] sealed;
    try {
      sealed = entries.get(key);
    } catch (RuntimeException | AssertionError broken) {
      throw damaged(map, broken);
    }
    return sealed == null ? null : CheckedValue.open(map, key, sealed);
  }

  /// MVStore reads pages in good faith: what it throws at a damaged one is anything, and its own
  /// assertions where they are switched on.
  static StoreDamaged damaged(StoreMap map, Throwable broken) {
    return new StoreDamaged("map " + map.name() + ": " + broken.getMessage(), broken);
  }

  @Override
  public EntryCursor scan(
      StoreMap map, byte @Nullable [] from, byte @Nullable [] to, boolean ascending) {
    MVMap<byte[], byte[]> entries = maps.get(map);
    if (entries == null) return NoEntries.CURSOR;
    return new H2Cursor(map, entries::flushAndGetRoot, from, to, ascending);
  }

  @Override
  public long entries(StoreMap map) {
    MVMap<byte[], byte[]> entries = maps.get(map);
    return entries == null ? 0 : entries.sizeAsLong();
  }

  @Override
  public Snapshot snapshot() {
    applying.lock();
    try {
      return new H2Snapshot(store, appliedSequence, maps);
    } finally {
      applying.unlock();
    }
  }

  @Override
  public void apply(StoreBatch batch) {
    RuntimeException failed = failure;
    if (failed != null) throw new StoreDamaged("the store has failed before", failed);
    applying.lock();
    try {
      for (StoreBatch.Change each : batch.changes()) applyChange(each);
      appliedSequence = Math.max(appliedSequence, batch.sequence());
    } finally {
      applying.unlock();
    }
    int unsavedBytes = store.getUnsavedMemory();
    if (unsavedBytes > STALL_BYTES) commit();
    else if (unsavedBytes > COMMIT_BYTES) wakeCommitter();
  }

  private void applyChange(StoreBatch.Change change) {
    try {
      switch (change) {
        case StoreBatch.Change.Put(var map, var key, var value) ->
            mapFor(map).put(key, CheckedValue.seal(key, value));
        case StoreBatch.Change.Remove(var map, var key) -> mapFor(map).remove(key);
        case StoreBatch.Change.Drop(var map) -> {
          MVMap<byte[], byte[]> dropped = maps.remove(map);
          if (dropped != null) store.removeMap(dropped);
        }
      }
    } catch (RuntimeException | AssertionError broken) {
      throw damaged(change.map(), broken);
    }
  }

  /// Hands what is applied to the operating system and returns the sequence that it reaches.
  private long commit() {
    committing.lock();
    try {
      long sequence = sequenceBetweenBatches();
      byte[] value = ByteBuffer.allocate(Long.BYTES).putLong(sequence).array();
      applied.put(APPLIED_KEY, CheckedValue.seal(APPLIED_KEY, value));
      store.commit();
      return sequence;
    } catch (MVStoreException broken) {
      throw new StoreDamaged("the store cannot be committed: " + broken.getMessage(), broken);
    } finally {
      committing.unlock();
    }
  }

  private long sequenceBetweenBatches() {
    applying.lock();
    try {
      return appliedSequence;
    } finally {
      applying.unlock();
    }
  }

  @Override
  public long sync() {
    committing.lock();
    try {
      long sequence = commit();
      store.sync();
      return sequence;
    } catch (MVStoreException broken) {
      throw new StoreDamaged("the store cannot be synced: " + broken.getMessage(), broken);
    } finally {
      committing.unlock();
    }
  }

  private void wakeCommitter() {
    pausing.lock();
    try {
      commitWanted = true;
      paused.signal();
    } finally {
      pausing.unlock();
    }
  }

  private void commitLoop() {
    try {
      long rewritten = System.nanoTime();
      while (pause()) {
        if (store.hasUnsavedChanges()) commit();
        if (System.nanoTime() - rewritten < TimeUnit.MILLISECONDS.toNanos(commitMillis)) continue;
        rewrite();
        rewritten = System.nanoTime();
      }
    } catch (RuntimeException broken) {
      failure = broken;
    }
  }

  /// Returns when it is time for a commit, false when there is none to come.
  private boolean pause() {
    long nanosLeft = TimeUnit.MILLISECONDS.toNanos(commitMillis);
    pausing.lock();
    try {
      commitWanted = false;
      while (!closed && !commitWanted && nanosLeft > 0) nanosLeft = paused.awaitNanos(nanosLeft);
      return !closed;
    } catch (InterruptedException wanted) {
      return false;
    } finally {
      pausing.unlock();
    }
  }

  private void rewrite() {
    committing.lock();
    try {
      store.compact(REWRITE_BELOW_PERCENT, REWRITE_BYTES);
    } finally {
      committing.unlock();
    }
  }

  /// Commits and closes, without rewriting anything.
  @Override
  public void close() {
    pausing.lock();
    try {
      if (closed) return;
      closed = true;
      paused.signal();
    } finally {
      pausing.unlock();
    }
    try {
      joinCommitter();
      sync();
    } finally {
      store.close(0);
    }
  }

  private void joinCommitter() {
    boolean interrupted = false;
    while (true) {
      try {
        committer.join();
        break;
      } catch (InterruptedException later) {
        interrupted = true;
      }
    }
    if (interrupted) Thread.currentThread().interrupt();
  }
}
