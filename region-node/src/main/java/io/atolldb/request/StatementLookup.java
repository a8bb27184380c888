package io.atolldb.request;

import io.atolldb.fault.Refusal;
import io.atolldb.item.Bytes;
import io.atolldb.operation.Place;
import io.atolldb.partiql.BoundStatement;
import io.atolldb.partiql.SelectList;
import io.atolldb.partiql.SingleItem;
import io.atolldb.region.Region;

/// A `SELECT` of one item by its whole key and nothing else, bound to its table: what batches and
/// transactions read.
record StatementLookup(StatementSource source, Bytes key, SelectList list) {

  /// @param ifSeveral what is told where the statement may read several items, or sets a condition
  static StatementLookup of(Region region, BoundStatement.Select select, String ifSeveral)
      throws Refusal {
    var source = StatementSource.of(region, select);
    SingleItem item = select.source().index() == null ? source.single(select.where()) : null;
    if (item == null || item.conditional()) throw Refusal.invalid(ifSeveral);
    Bytes key = Keys.ofKey(source.table().keys(), item.key());
    KeyPaths.require(source.table(), select.list());
    return new StatementLookup(source, key, select.list());
  }

  Place place() {
    return new Place(source.table().id(), key);
  }
}
