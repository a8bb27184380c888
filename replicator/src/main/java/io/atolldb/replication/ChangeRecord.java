package io.atolldb.replication;

import io.atolldb.item.Bytes;
import io.atolldb.table.TableId;
import io.atolldb.version.Version;
import org.jspecify.annotations.Nullable;

/// One committed write as it travels: the whole state of one key after it, never a difference, so
/// that neither order nor repetition of delivery can matter.
///
/// `key` is the primary key as `KeyCodec` encodes it. `image` is the item as `ItemCodec` encodes
/// it, null exactly when the write is a delete or an expiry. The origin is the region of the
/// timestamp. `insert`: the write found no item at its origin. `conditional`: a condition that was
/// judged there, on the version it found, allowed it. `mergeState` is what the item is merged by,
/// as `MergeCodec` encodes it; null where image and version say all.
public record ChangeRecord(
    TableId table,
    Bytes key,
    Version version,
    Kind kind,
    @Nullable Bytes image,
    boolean insert,
    boolean conditional,
    @Nullable TransactionMark transaction,
    @Nullable Bytes mergeState) {

  /// What a write did to its key. `EXPIRY` is a delete on the service's own account.
  public enum Kind {
    PUT,
    DELETE,
    EXPIRY
  }

  /// Names the transaction that a write belongs to and how many of its writes travel, so that a
  /// reader can put them together again. `id` is their common timestamp, packed.
  public record TransactionMark(long id, int size) {

    /// As many as a transaction has operations.
    public static final int SIZE_MAX = 100;

    public TransactionMark {
      if (size < 1 || size > SIZE_MAX) {
        throw new IllegalArgumentException("a transaction of " + size + " writes");
      }
    }
  }

  /// An unconditional write that needs no merge state.
  public ChangeRecord(
      TableId table,
      Bytes key,
      Version version,
      Kind kind,
      @Nullable Bytes image,
      boolean insert,
      @Nullable TransactionMark transaction) {
    this(table, key, version, kind, image, insert, false, transaction, null);
  }

  public ChangeRecord {
    if ((kind == Kind.PUT) != (image != null)) {
      throw new IllegalArgumentException(kind + " with" + (image == null ? "out" : "") + " image");
    }
  }
}
