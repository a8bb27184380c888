package io.atolldb.simulation;

import io.atolldb.clock.RegionId;
import io.atolldb.replication.LinkProgress;
import io.atolldb.stored.ItemVersion;

/// A truth with a name, checked after every event, so that a failure names the event that broke it.
/// Throws [AssertionError]; the world adds the seed and the end of its history.
public interface Invariant {

  /// The region shows this under the name now; called when it may have changed.
  default void shown(SimulatedRegion region, String name, ItemVersion item) {}

  /// The region remembers this of its link from `origin` now; called when it may have changed.
  default void remembered(SimulatedRegion region, RegionId origin, LinkProgress progress) {}

  /// A client has just been told that its write is durable.
  default void acknowledged(History.Call call, History.Answer.Acknowledged answer) {}

  /// Every region runs, everything has arrived everywhere, and no client waits.
  default void settled(World world) {}
}
