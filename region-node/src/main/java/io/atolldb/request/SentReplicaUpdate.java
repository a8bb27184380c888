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

  /// What the replica is to have instead of the shared settings. `notServed`: the names of members
  /// that this version does not have.
  public record SentOverrides(
      @Nullable String encryptionKey,
      @Nullable Long readCapacity,
      @Nullable Long maxRead,
      @Nullable String tableClass,
      List<String> notServed) {
    static final SentOverrides NONE = new SentOverrides(null, null, null, null, List.of());

    public SentOverrides {
      notServed = List.copyOf(notServed);
    }
  }

  /// No action, or several.
  public static SentReplicaUpdate unclear() {
    return new SentReplicaUpdate("", null, SentOverrides.NONE, null);
  }
}
