package io.atolldb.region;

import io.atolldb.catalog.Table;
import io.atolldb.clock.RegionId;
import io.atolldb.globaltable.MemberStatus;
import java.util.ArrayList;
import java.util.List;

/// Who holds a table.
public final class Replicated {

  private Replicated() {}

  /// The regions with a complete replica, in order; this one may be among them.
  public static List<RegionId> members(Table table) {
    var members = new ArrayList<RegionId>();
    table
        .descriptor()
        .members()
        .forEach((region, member) -> {
          if (member.status() == MemberStatus.ACTIVE) members.add(region);
        });
    return members;
  }
}
