package io.atolldb.partiql;

import io.atolldb.expression.Condition;
import io.atolldb.item.Item;
import io.atolldb.partiql.Statement.Source;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A statement with its parameters put in, in the terms of [io.atolldb.expression]. What it says is
/// sound in itself; whether it fits its table is for the caller to see.
public sealed interface BoundStatement {

  Source source();

  /// An attribute to sort by, as it was written.
  record Order(String attribute, boolean ascending) {}

  /// Reads.
  ///
  /// @param where [Condition.Always] where the statement has no `WHERE`
  record Select(Source source, SelectList list, Condition where, List<Order> order)
      implements BoundStatement {
    public Select {
      order = List.copyOf(order);
    }

    /// Whether the statement has a `WHERE`.
    public boolean hasWhere() {
      return !(where instanceof Condition.Always);
    }
  }

  record Insert(Source source, Item item) implements BoundStatement {}

  record Update(
      Source source,
      io.atolldb.expression.Update update,
      Condition where,
      @Nullable Returning returning)
      implements BoundStatement {}

  /// Deletes one item.
  ///
  /// @param returning null or [Returning#ALL_OLD]
  record Delete(Source source, Condition where, @Nullable Returning returning)
      implements BoundStatement {}

  record Exists(Select select) implements BoundStatement {
    @Override
    public Source source() {
      return select.source();
    }
  }

  /// Whether it only reads: what reads and what writes does not go into one request.
  default boolean reads() {
    return switch (this) {
      case Select _ -> true;
      case Insert _, Update _, Delete _, Exists _ -> false;
    };
  }
}
