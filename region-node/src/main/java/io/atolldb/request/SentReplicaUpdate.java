package io.atolldb.request;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One action out of `ReplicaUpdates`, as sent: which it is, the region it is about, and the other
/// members it came with.
public record SentReplicaUpdate(String action, @Nullable String region, List<String> overrides) {
  public SentReplicaUpdate {
    overrides = List.copyOf(overrides);
  }
}
