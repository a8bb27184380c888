package io.atolldb.scaling;

import io.atolldb.clock.RegionId;
import org.jspecify.annotations.Nullable;

/// One capacity that scales by itself: the writes of a table or of a global index, which all
/// regions share, or their reads in one region.
///
/// @param index null for the table itself
/// @param reader null for the writes
public record ScalingTarget(@Nullable String index, @Nullable RegionId reader) {

  public static ScalingTarget writes(@Nullable String index) {
    return new ScalingTarget(index, null);
  }

  public static ScalingTarget reads(@Nullable String index, RegionId region) {
    return new ScalingTarget(index, region);
  }

  /// The name of its settings among those of the table.
  String setting() {
    String of = index == null ? "Table" : "Index:" + index;
    return "AutoScaling:" + of + ":" + (reader == null ? "Write" : "Read:" + reader);
  }
}
