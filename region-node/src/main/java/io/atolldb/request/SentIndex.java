package io.atolldb.request;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A secondary index that is to be made, or other capacity for one, as sent.
///
/// @param projection null where none was sent, which is not the same as an empty one
public record SentIndex(
    @Nullable String name,
    @Nullable List<SentKeyElement> keys,
    @Nullable Projected projection,
    @Nullable SentUnits throughput,
    @Nullable SentUnits onDemand,
    @Nullable SentUnits warm) {

  /// The `Projection`, as sent.
  public record Projected(@Nullable String type, @Nullable List<String> nonKeys) {
    public Projected {
      nonKeys = nonKeys == null ? null : List.copyOf(nonKeys);
    }
  }

  /// One of the `GlobalSecondaryIndexUpdates`; an update with no action, or with several, has the
  /// action "".
  public record Update(String action, SentIndex index) {}

  public SentIndex {
    keys = keys == null ? null : List.copyOf(keys);
  }
}
