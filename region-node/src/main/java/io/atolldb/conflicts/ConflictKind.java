package io.atolldb.conflicts;

import io.atolldb.codec.MalformedBytes;
import io.atolldb.replication.ChangeRecord.Kind;
import io.atolldb.stored.ItemVersion;
import io.atolldb.version.VersionVector;
import org.jspecify.annotations.Nullable;

/// What the two writes of a conflict did, whichever of them was kept.
public enum ConflictKind {
  /// Both found no item at their origins.
  INSERT_INSERT(0, "insert/insert"),
  UPDATE_UPDATE(1, "update/update"),
  UPDATE_DELETE(2, "update/delete"),
  EXPIRY_UPDATE(3, "expiry/update"),
  /// One of them, or both, was allowed by a condition, and that was judged on a version which the
  /// other one, not known there, replaced. Whoever wrote it was told that the condition held.
  RACED_CONDITION(4, "raced condition"),
  /// What lost is one of several writes of a transaction: what the others wrote may be there still.
  TORN_TRANSACTION(5, "torn transaction"),
  /// What a region wrote that others had removed from the table, and nobody had got before: it lost
  /// against the removal, not against a write.
  FENCED_WRITE(6, "fenced write");

  private final int code;
  private final String label;

  ConflictKind(int code, String label) {
    this.code = code;
    this.label = label;
  }

  /// Of the conflict in which `lost` is not kept because of `other`, be that what is kept or a part
  /// of it. Told from the two writes alone, so every region calls it the same.
  public static ConflictKind of(ItemVersion lost, ItemVersion other) {
    if (lost.transaction() != null) return TORN_TRANSACTION;
    if (isExpiry(lost) || isExpiry(other)) return EXPIRY_UPDATE;
    if (raced(lost, other)) return RACED_CONDITION;
    if (!lost.exists() || !other.exists()) return UPDATE_DELETE;
    return areInserts(lost, other) ? INSERT_INSERT : UPDATE_UPDATE;
  }

  /// Whether both began with nothing.
  private static boolean areInserts(ItemVersion one, ItemVersion other) {
    if (one.mergeState() == null && other.mergeState() == null) {
      return one.insert() && other.insert();
    }
    VersionVector known = one.version().vector();
    for (int at = 0; at < known.size(); at++) {
      if (other.version().vector().packed(known.region(at)) > 0) return false;
    }
    return true;
  }

  /// Whether of two writes that did not know each other one was allowed by a condition which might
  /// not have held had it known the other. What expires was nobody's wish, and never the winner.
  public static boolean raced(ItemVersion one, ItemVersion other) {
    return !isExpiry(one) && !isExpiry(other) && (one.conditional() || other.conditional());
  }

  private static boolean isExpiry(ItemVersion version) {
    return version.kind() == Kind.EXPIRY;
  }

  /// As it is shown and asked for outside.
  public String label() {
    return label;
  }

  /// As it stands in bytes; never changes.
  public int code() {
    return code;
  }

  public static ConflictKind of(int code) {
    for (ConflictKind kind : values()) {
      if (kind.code == code) return kind;
    }
    throw new MalformedBytes("conflict kind " + code);
  }

  /// The kind that is shown as `label`, null if there is none.
  public static @Nullable ConflictKind labelled(String label) {
    for (ConflictKind kind : values()) {
      if (kind.label.equals(label)) return kind;
    }
    return null;
  }
}
