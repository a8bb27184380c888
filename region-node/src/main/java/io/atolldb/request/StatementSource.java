package io.atolldb.request;

import io.atolldb.catalog.Table;
import io.atolldb.expression.Condition;
import io.atolldb.expression.InvalidExpression;
import io.atolldb.fault.Refusal;
import io.atolldb.item.Item;
import io.atolldb.partiql.BoundStatement;
import io.atolldb.partiql.SingleItem;
import io.atolldb.region.Region;
import org.jspecify.annotations.Nullable;

/// The table that a statement names, as this region has it.
record StatementSource(TableReference reference, Table table) {

  static StatementSource of(Region region, BoundStatement statement) throws Refusal {
    String name = statement.source().table();
    TableReference reference;
    try {
      reference = TableReference.parse(name);
    } catch (Refusal _) {
      throw Refusal.invalid(
          "Table name should be within the length [3, 255] and only contain 'a-z', 'A-Z', '0-9',"
              + " '-', '_', '.'.");
    }
    return new StatementSource(reference, reference.in(region));
  }

  /// The one item that the condition names by its key; null if there may be several.
  @Nullable SingleItem single(Condition where) throws Refusal {
    try {
      return SingleItem.of(where, table.keys());
    } catch (InvalidExpression invalid) {
      throw Refusal.invalid(invalid.text());
    }
  }

  /// The key attributes of the one item that a write names.
  Item keyOfWrite(Condition where) throws Refusal {
    try {
      return SingleItem.required(where, table.keys()).key();
    } catch (InvalidExpression invalid) {
      throw Refusal.invalid(invalid.text());
    }
  }
}
