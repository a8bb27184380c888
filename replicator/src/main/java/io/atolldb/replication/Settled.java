package io.atolldb.replication;

import io.atolldb.globaltable.TableDescriptor;
import io.atolldb.table.TableId;
import io.atolldb.version.VersionVector;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a region says at one place of its stream of everything that stands before it: no write of
/// the region that stands behind this place was made without having seen what `applied` includes.
/// The region's own entry says up to which of its timestamps all its writes stand before.
///
/// `memberships` holds [TableDescriptor#membership] of every table that the region shares, as it
/// was there: whoever knows other members of a table must not draw conclusions for that table.
public record Settled(VersionVector applied, SortedMap<TableId, Long> memberships) {

  /// Knows nothing.
  public static final Settled NOTHING = new Settled(VersionVector.EMPTY, new TreeMap<>());

  public Settled {
    memberships = Collections.unmodifiableSortedMap(new TreeMap<>(memberships));
  }

  /// Whether it speaks of a table with the members that `table` has.
  public boolean speaksOf(TableDescriptor table) {
    Long there = memberships.get(table.id());
    return there != null && there == table.membership();
  }
}
