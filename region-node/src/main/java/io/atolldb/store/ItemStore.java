package io.atolldb.store;

import org.jspecify.annotations.Nullable;

/// Ordered maps of bytes to bytes, applied after the commit log and rebuilt from it: an index,
/// never the truth. Keys are ordered as unsigned bytes.
///
/// One thread applies; any number read, without locks, and see whole entries. A reader may see part
/// of a batch that is being applied. Every value is stored with a CRC32C of its own, and a value
/// that does not match it is [StoreDamaged], never returned.
public interface ItemStore extends AutoCloseable {

  /// The log sequence up to which this store has applied everything. After a crash it may be an
  /// older one than before: the log replays the rest.
  long appliedSequence();

  /// The value under `key`, null if there is none. The caller must not write to the array.
  byte @Nullable [] get(StoreMap map, byte[] key);

  /// Entries with `from` <= key < `to`, in ascending or descending order of keys; a null bound is
  /// open. Live: entries changed during the scan may be seen in either state, each key at most
  /// once.
  EntryCursor scan(StoreMap map, byte @Nullable [] from, byte @Nullable [] to, boolean ascending);

  /// A view that does not change while it is open, for long scans. To be closed.
  Snapshot snapshot();

  /// The number of entries of a map.
  long entries(StoreMap map);

  /// Applies all changes of the batch, in order, and remembers its sequence as applied. Not durable
  /// by itself. Applying a batch twice is harmless.
  void apply(StoreBatch batch);

  /// Makes everything applied so far durable and returns the sequence that it reaches.
  long sync();

  @Override
  void close();

  /// A frozen view of the whole store.
  interface Snapshot extends AutoCloseable {
    long appliedSequence();

    byte @Nullable [] get(StoreMap map, byte[] key);

    EntryCursor scan(StoreMap map, byte @Nullable [] from, byte @Nullable [] to, boolean ascending);

    @Override
    void close();
  }

  /// Walks entries: first `advance`, then `key` and `value` of the entry reached.
  interface EntryCursor {
    boolean advance();

    byte[] key();

    byte[] value();
  }
}
