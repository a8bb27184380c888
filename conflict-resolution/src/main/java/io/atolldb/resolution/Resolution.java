package io.atolldb.resolution;

import io.atolldb.version.Versioned;

/// What a region holds after a version arrived, and what that meant.
public record Resolution<V>(Versioned<V> merged, Outcome outcome) {

  /// Each way a resolution can go.
  public enum Outcome {
    /// The incoming write had seen ours. Nothing was lost.
    APPLIED,
    /// Neither write had seen the other, and the incoming one is later. Ours is lost: keep its
    /// image.
    APPLIED_OVER_CONFLICT,
    /// Neither write had seen the other, and ours is later. Theirs is lost: keep its image.
    KEPT_OVER_CONFLICT,
    /// The incoming write is already part of what we hold.
    ALREADY_INCLUDED
  }
}
