package io.atolldb.replication;

import io.atolldb.clock.RegionId;
import io.atolldb.globaltable.TableDescriptor;
import io.atolldb.table.TableId;
import java.util.List;

/// The tables of this region, as links and copies need them.
public interface Replicas {

  /// Those whose replica here is still being made.
  List<TableDescriptor> creatingHere();

  /// Those of which this region holds a replica, be it complete or still being made, and `origin`
  /// perhaps another: what its stream may have brought changes of. Whether it does is for `origin`
  /// to say; what is known of it here may be old.
  List<TableId> sharedWith(RegionId origin);

  /// The replica here is complete: makes it active and tells the others. Returns at once; calling
  /// it again does nothing.
  void copied(TableId table);
}
