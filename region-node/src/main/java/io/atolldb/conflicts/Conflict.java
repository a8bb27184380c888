package io.atolldb.conflicts;

import io.atolldb.clock.HybridTimestamp;
import io.atolldb.codec.ByteWriter;
import io.atolldb.item.Bytes;
import io.atolldb.stored.ItemVersion;
import io.atolldb.table.TableId;
import io.atolldb.version.VersionVector;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Two writes of which neither had seen the other: what this region kept, and what it did not.
/// `sequence` is the place in this region's log where it was found, at `foundMillis`. `keptSaw` is
/// the vector of the write that was kept, from before the two met; empty where it is not known.
public record Conflict(
    long sequence,
    long foundMillis,
    TableId table,
    Bytes key,
    ConflictKind kind,
    ItemVersion kept,
    ItemVersion lost,
    VersionVector keptSaw) {

  /// As many as tell the items of two transactions apart.
  private static final int PLACE_BYTES = 8;

  /// The same in every region, because it names the two writes and nothing else. The writes of a
  /// transaction have one timestamp, so of two of them the item is named as well. A fenced write is
  /// named alone: what a region held when it was not taken is no part of it.
  public String id() {
    if (kind == ConflictKind.FENCED_WRITE) return fencedId(table, key, lost);
    String writes = id(lost.version().timestamp(), kept.version().timestamp());
    boolean ofTransactions = lost.transaction() != null && kept.transaction() != null;
    return ofTransactions ? writes + "~" + place(table, key) : writes;
  }

  /// The id of a removed region's write.
  public static String fencedId(TableId table, Bytes key, ItemVersion write) {
    String id = name(write.version().timestamp()) + "~fenced";
    return write.transaction() == null ? id : id + "~" + place(table, key);
  }

  /// What the removed regions' writes of one item stand under, each with its sequence behind it.
  static String fencedPlace(TableId table, Bytes key) {
    return "fenced~" + place(table, key) + "~";
  }

  private static String place(TableId table, Bytes key) {
    var bytes = new ByteWriter(2 * Long.BYTES + key.length());
    bytes.writeLong(table.uuid().getMostSignificantBits());
    bytes.writeLong(table.uuid().getLeastSignificantBits());
    bytes.writeBytes(key.unsafeArray());
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes.toArray());
      return HexFormat.of().formatHex(digest, 0, PLACE_BYTES);
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every JDK has SHA-256", missing);
    }
  }

  static String id(HybridTimestamp lost, HybridTimestamp kept) {
    return name(lost) + "~" + name(kept);
  }

  private static String name(HybridTimestamp write) {
    return write.wallMillis() + "." + write.counter() + "." + write.region();
  }
}
