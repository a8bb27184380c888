package io.atolldb.catalog;

import io.atolldb.clock.RegionId;
import io.atolldb.globaltable.MemberStatus;
import io.atolldb.globaltable.TableDescriptor;
import io.atolldb.table.KeySchema;
import io.atolldb.table.TableId;

/// A table as one region holds it.
public record Table(TableDescriptor descriptor, RegionId self) {

  public TableId id() {
    return descriptor.id();
  }

  public String name() {
    return descriptor.name();
  }

  public KeySchema keys() {
    return descriptor.keys();
  }

  public String arn() {
    return arn(self, name());
  }

  /// The ARN of a table of that name. There is one account, whose number is twelve zeros.
  public static String arn(RegionId region, String name) {
    return "arn:aws:dynamodb:" + region + ":000000000000:table/" + name;
  }

  /// Whether clients may read and write it here: a replica that is still being copied may not be.
  public boolean isActive() {
    return descriptor.statusOf(self) == MemberStatus.ACTIVE;
  }

  /// Whether this region has, or is getting, a replica.
  public boolean isHere() {
    MemberStatus status = descriptor.statusOf(self);
    return status == MemberStatus.ACTIVE || status == MemberStatus.CREATING;
  }

  /// Whether what is written here has to travel.
  public boolean isShared() {
    return descriptor.isSharedBy(self);
  }
}
