package io.atolldb.conflicts;

import io.atolldb.clock.HybridTimestamp;
import io.atolldb.item.Bytes;
import io.atolldb.stored.ItemVersion;
import io.atolldb.table.TableId;

/// Two writes of which neither had seen the other: what this region kept, and what it did not.
/// `sequence` is the place in this region's log where it was found, at `foundMillis`.
public record Conflict(
    long sequence,
    long foundMillis,
    TableId table,
    Bytes key,
    ConflictKind kind,
    ItemVersion kept,
    ItemVersion lost) {

  /// The same in every region, because it names the two writes and nothing else.
  public String id() {
    return id(lost.version().timestamp(), kept.version().timestamp());
  }

  static String id(HybridTimestamp lost, HybridTimestamp kept) {
    return name(lost) + "~" + name(kept);
  }

  private static String name(HybridTimestamp write) {
    return write.wallMillis() + "." + write.counter() + "." + write.region();
  }
}
