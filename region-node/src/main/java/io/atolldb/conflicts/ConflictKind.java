package io.atolldb.conflicts;

/// What the two writes of a conflict did, whichever of them was kept.
public enum ConflictKind {
  /// Both found no item at their origins.
  INSERT_INSERT("insert/insert"),
  UPDATE_UPDATE("update/update"),
  UPDATE_DELETE("update/delete"),
  EXPIRY_UPDATE("expiry/update");

  private final String label;

  ConflictKind(String label) {
    this.label = label;
  }

  /// As it is shown and asked for outside.
  public String label() {
    return label;
  }
}
