package io.atolldb.globaltable;

/// Where a region's replica of a table is in its life.
public enum MemberStatus {
  /// Named as a member; its copy is not complete yet.
  CREATING,
  /// The region cannot hold it, for the reason that the member's description gives.
  CREATION_FAILED,
  ACTIVE,
  /// No replica any more: its items are gone there. Remembered, so that an older record cannot
  /// bring the replica back.
  REMOVED,
  /// No replica any more, but a table by itself: what it holds stays there, and nothing travels in
  /// either direction.
  DISASSOCIATED
}
