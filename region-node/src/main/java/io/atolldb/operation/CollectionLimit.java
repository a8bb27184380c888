package io.atolldb.operation;

/// How many bytes the items of one partition and their entries in local indexes may be together.
/// Tables without a local index have no such limit.
public record CollectionLimit(long bytesMax) {

  /// What the service allows.
  public static final CollectionLimit USUAL = new CollectionLimit(10L << 30);

  public CollectionLimit {
    if (bytesMax <= 0) throw new IllegalArgumentException("a limit of " + bytesMax + " bytes");
  }
}
