package io.atolldb.request;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One action out of `ReplicaUpdates`, as sent: which it is, the region it is about, and the other
/// members it came with.
public record SentReplicaUpdate(
    String action,
    @Nullable String region,
    SentOverrides overrides,
    @Nullable String disassociationMode) {

  /// What the replica is to have instead of the shared settings.
  public record SentOverrides(
      @Nullable String encryptionKey,
      @Nullable Long readCapacity,
      @Nullable Long maxRead,
      @Nullable String tableClass,
      @Nullable List<SentIndexReads> indexes) {
    static final SentOverrides NONE = new SentOverrides(null, null, null, null, null);

    public SentOverrides {
      indexes = indexes == null ? null : List.copyOf(indexes);
    }
  }

  /// What an index of the replica is to have instead.
  public record SentIndexReads(
      @Nullable String name, @Nullable Long readCapacity, @Nullable Long maxRead) {}

  /// No action, or several.
  public static SentReplicaUpdate unclear() {
    return new SentReplicaUpdate("", null, SentOverrides.NONE, null);
  }
}
