package io.atolldb.catalog;

import io.atolldb.clock.RegionId;
import io.atolldb.globaltable.MemberStatus;
import io.atolldb.item.Item;
import io.atolldb.table.KeySchema;
import io.atolldb.table.TableId;

/// One change to the tables, as an operation wants it. The writer stamps it with its timestamp.
public sealed interface TableChange {

  /// A new table, active in this region only.
  record Create(TableId id, String name, KeySchema keys, long createdMillis, Item settings)
      implements TableChange {}

  /// Other settings, all that are there: those that differ from before are changed.
  record Settings(TableId table, Item settings) implements TableChange {}

  /// A region's replica of a table enters another state. `REMOVED` of this region drops its items.
  record Membership(TableId table, RegionId region, MemberStatus status, String description)
      implements TableChange {}
}
