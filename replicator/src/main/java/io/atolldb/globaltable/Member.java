package io.atolldb.globaltable;

import io.atolldb.clock.HybridTimestamp;
import io.atolldb.clock.RegionId;
import java.util.Comparator;

/// One region's replica of a table, and when its status was decided.
///
/// `epoch` counts how often the region was made a member: what is said of a later membership
/// replaces what is said of an earlier one, and within one, the end of it replaces all before,
/// whatever the clocks say. So whoever was removed stays removed until it is made a member anew.
///
/// `fence` is a timestamp of the region's own clock, packed: what it wrote up to then belongs to
/// memberships that others have ended, and is not taken from it any more. Zero if there is none.
public record Member(
    MemberStatus status, HybridTimestamp since, String description, int epoch, long fence)
    implements Comparable<Member> {

  private static final Comparator<Member> ORDER =
      Comparator.comparingInt(Member::epoch)
          .thenComparingInt(Member::phase)
          .thenComparing(Member::since)
          .thenComparing(Member::status)
          .thenComparing(Member::description)
          .thenComparingLong(Member::fence);

  /// Of a region's first membership.
  public Member(MemberStatus status, HybridTimestamp since, String description) {
    this(status, since, description, 0, 0);
  }

  /// The same membership in another state.
  public Member with(MemberStatus other, HybridTimestamp at, String why) {
    return new Member(other, at, why, epoch, fence);
  }

  /// The next membership of the region.
  public Member again(HybridTimestamp at, String why) {
    return new Member(MemberStatus.CREATING, at, why, epoch + 1, fence);
  }

  /// The same membership, as its region knows that others have ended the one before: nothing that
  /// the region wrote before now counts.
  public Member fencedAt(HybridTimestamp now) {
    return new Member(status, now, description, epoch, now.packed());
  }

  /// Whether others have removed `region`, whose member this is, and it does not know that yet as
  /// far as is known here.
  public boolean isRemovedUnknowingly(RegionId region) {
    return status == MemberStatus.REMOVED && !since.region().equals(region);
  }

  /// Whether others have removed `region`, whose member this is; it may know that.
  public boolean isEvicted(RegionId region) {
    return isRemovedUnknowingly(region)
        || (status == MemberStatus.REMOVED && fence == since.packed());
  }

  private int phase() {
    return switch (status) {
      case CREATING, ACTIVE -> 0;
      case CREATION_FAILED, DISASSOCIATED -> 1;
      case REMOVED -> 2;
    };
  }

  /// The greater of two is the one that counts.
  @Override
  public int compareTo(Member that) {
    return ORDER.compare(this, that);
  }
}
