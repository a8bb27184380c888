package io.atolldb.stored;

import io.atolldb.clock.RegionId;
import io.atolldb.codec.MalformedBytes;
import io.atolldb.version.VersionVector;
import java.util.ArrayList;
import java.util.List;

/// Small numbers for the regions that stand in stored vectors, so that an entry costs nine bytes
/// instead of a name. Given out in the order in which the log first names a region, hence the same
/// after every replay; kept in the store, and never changed.
///
/// The writer adds; readers hold whatever list was there when they began, which covers every value
/// that they can read.
public final class RegionNumbers {

  private volatile List<RegionId> byNumber = List.of();

  /// The number of a region, or -1 if it has none yet.
  public int numberOf(RegionId region) {
    List<RegionId> known = byNumber;
    for (int number = 0; number < known.size(); number++) {
      if (known.get(number).equals(region)) return number;
    }
    return -1;
  }

  public int add(RegionId region) {
    var more = new ArrayList<>(byNumber);
    if (more.size() == VersionVector.REGIONS_MAX) {
      throw new IllegalStateException("more than " + VersionVector.REGIONS_MAX + " regions");
    }
    more.add(region);
    byNumber = List.copyOf(more);
    return more.size() - 1;
  }

  public RegionId region(long number) {
    List<RegionId> known = byNumber;
    if (number >= known.size()) {
      throw new MalformedBytes("region number " + number + " was never given out");
    }
    return known.get((int) number);
  }

  public int size() {
    return byNumber.size();
  }
}
