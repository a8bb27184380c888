package io.atolldb.stored;

import io.atolldb.codec.ByteWriter;
import io.atolldb.item.Bytes;
import io.atolldb.item.Item;
import io.atolldb.item.ItemCodec;
import io.atolldb.operation.Current;
import io.atolldb.replication.ChangeRecord;
import io.atolldb.replication.ChangeRecord.Kind;
import io.atolldb.replication.ChangeRecord.TransactionMark;
import io.atolldb.table.TableId;
import io.atolldb.version.Version;
import io.atolldb.version.Versioned;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// What is stored under one key: an item or a tombstone, with its version. The image stays encoded
/// until somebody asks for the item.
public final class ItemVersion implements Current {

  private static final byte[] NO_IMAGE = new byte[0];

  /// A key nobody ever wrote.
  public static final ItemVersion NEVER =
      new ItemVersion(Version.NEVER, Kind.DELETE, false, false, 0, NO_IMAGE, 0, null);

  private final Version version;
  private final Kind kind;
  private final boolean insert;
  private final boolean conditional;
  private final int transactionSize;
  private final byte[] bytes;
  private final int imageFrom;
  private final @Nullable Bytes mergeState;
  private @Nullable Item decoded; // benign race: every reader decodes the same

  ItemVersion(
      Version version,
      Kind kind,
      boolean insert,
      boolean conditional,
      int transactionSize,
      byte[] bytes,
      int imageFrom,
      @Nullable Bytes mergeState) {
    this.version = version;
    this.kind = kind;
    this.insert = insert && mergeState == null;
    this.conditional = conditional;
    this.transactionSize = transactionSize;
    this.bytes = bytes;
    this.imageFrom = imageFrom;
    this.mergeState = mergeState;
  }

  public static ItemVersion put(Version version, boolean insert, Item item) {
    var created =
        new ItemVersion(version, Kind.PUT, insert, false, 0, ItemCodec.encode(item), 0, null);
    created.decoded = item;
    return created;
  }

  public static ItemVersion of(Version version, Kind kind, boolean insert, @Nullable Bytes image) {
    return new ItemVersion(
        version, kind, insert, false, 0, image == null ? NO_IMAGE : image.unsafeArray(), 0, null);
  }

  /// A version as another region sent it.
  public static ItemVersion of(ChangeRecord change) {
    TransactionMark transaction = change.transaction();
    return of(change.version(), change.kind(), change.insert(), change.image())
        .onCondition(change.conditional())
        .withMergeState(change.mergeState())
        .inTransactionOf(transaction == null ? 0 : transaction.size());
  }

  /// This version of a key as it travels to other regions.
  public ChangeRecord asChange(
      TableId table, Bytes key, @Nullable TransactionMark transactionMark) {
    return new ChangeRecord(
        table, key, version, kind, image(), insert, conditional, transactionMark, mergeState);
  }

  @Override
  public Item item() {
    if (!exists()) return Item.ABSENT;
    Item known = decoded;
    if (known == null) {
      known = ItemCodec.decode(bytes, imageFrom, bytes.length);
      decoded = known;
    }
    return known;
  }

  @Override
  public Bytes encoded() {
    if (!exists()) throw new IllegalStateException("a tombstone has no image");
    return imageFrom == 0
        ? Bytes.owning(bytes)
        : Bytes.owning(Arrays.copyOfRange(bytes, imageFrom, bytes.length));
  }

  public @Nullable Bytes image() {
    return exists() ? encoded() : null;
  }

  @Override
  public boolean exists() {
    return kind == Kind.PUT;
  }

  @Override
  public int sizeBytes() {
    return exists() ? ItemCodec.sizeBytes(bytes, imageFrom) : 0;
  }

  @Override
  public Version version() {
    return version;
  }

  public Kind kind() {
    return kind;
  }

  /// Whether the write found no item at its origin. Not told of what is merged below the item: it
  /// may be made of several writes, and has to be the same in every region.
  public boolean insert() {
    return insert;
  }

  /// Whether the write was allowed by a condition, judged on the version that it found.
  public boolean conditional() {
    return conditional;
  }

  /// This version as that of a write which did, or did not, depend on a condition.
  public ItemVersion onCondition(boolean depends) {
    if (depends == conditional) return this;
    return with(depends, transactionSize, mergeState);
  }

  /// This version as one of `size` writes of a transaction that travel together.
  public ItemVersion inTransactionOf(int size) {
    if (size == transactionSize) return this;
    return with(conditional, size, mergeState);
  }

  /// The transaction that the write was a part of, null if no other write travelled with it.
  public @Nullable TransactionMark transaction() {
    if (transactionSize <= 1) return null;
    return new TransactionMark(version.timestamp().packed(), transactionSize);
  }

  int transactionSize() {
    return transactionSize;
  }

  public boolean wasWritten() {
    return !version.equals(Version.NEVER);
  }

  /// Whether it is the memory of a delete.
  public boolean isTombstone() {
    return !exists() && wasWritten();
  }

  /// This version as one that was deleted without a write of its own: somebody who has forgotten
  /// the delete knows of it all the same.
  public ItemVersion deleted() {
    return of(version, Kind.DELETE, false, null);
  }

  /// How many bytes the image and its version take, about.
  public int storedBytes() {
    return bytes.length + (mergeState == null ? 0 : mergeState.length());
  }

  /// The state that it is merged by, as `MergeCodec` encodes it; null where image and version say
  /// all.
  public @Nullable Bytes mergeState() {
    return mergeState;
  }

  public ItemVersion withMergeState(@Nullable Bytes state) {
    return with(conditional, transactionSize, state);
  }

  /// The same image under the same version, told otherwise.
  private ItemVersion with(boolean depends, int size, @Nullable Bytes state) {
    var told = new ItemVersion(version, kind, insert, depends, size, bytes, imageFrom, state);
    told.decoded = decoded;
    return told;
  }

  /// The encoded image with its length before it; a length of zero for a tombstone.
  public void writeImage(ByteWriter out) {
    int length = bytes.length - imageFrom;
    out.writeVarint(length);
    out.writeBytes(bytes, imageFrom, length);
  }

  /// Whether both hold the same item. Equal items are equal bytes.
  public boolean hasImageOf(ItemVersion that) {
    return Arrays.equals(
        bytes, imageFrom, bytes.length, that.bytes, that.imageFrom, that.bytes.length);
  }

  byte[] bytes() {
    return bytes;
  }

  int imageFrom() {
    return imageFrom;
  }

  public ItemVersion withVersion(Version other) {
    return new ItemVersion(
        other, kind, insert, conditional, transactionSize, bytes, imageFrom, mergeState);
  }

  public Versioned<ItemVersion> versioned() {
    return exists() ? new Versioned.Live<>(this, version) : new Versioned.Tombstone<>(version);
  }
}
