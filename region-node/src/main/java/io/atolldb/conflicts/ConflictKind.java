package io.atolldb.conflicts;

import io.atolldb.codec.MalformedBytes;
import org.jspecify.annotations.Nullable;

/// What the two writes of a conflict did, whichever of them was kept.
public enum ConflictKind {
  /// Both found no item at their origins.
  INSERT_INSERT(0, "insert/insert"),
  UPDATE_UPDATE(1, "update/update"),
  UPDATE_DELETE(2, "update/delete"),
  EXPIRY_UPDATE(3, "expiry/update"),
  /// What lost is one of several writes of a transaction: what the others wrote may be there still.
  TORN_TRANSACTION(5, "torn transaction");

  private final int code;
  private final String label;

  ConflictKind(int code, String label) {
    this.code = code;
    this.label = label;
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
