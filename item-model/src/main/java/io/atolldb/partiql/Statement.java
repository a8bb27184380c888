package io.atolldb.partiql;

import io.atolldb.expression.DocumentPath;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A statement as it was written, its parameters still open. To be bound by [StatementBinder].
public sealed interface Statement {

  /// A table, or an index of one.
  record Source(String table, @Nullable String index) {}

  record OrderTerm(Term by, boolean ascending) {}

  /// Reads.
  ///
  /// @param selected none for `*`
  record Select(List<Term> selected, Source source, @Nullable Term where, List<OrderTerm> order)
      implements Statement {
    public Select {
      selected = List.copyOf(selected);
      order = List.copyOf(order);
    }
  }

  record Insert(Source source, Term item) implements Statement {}

  /// One change of an update.
  sealed interface Change {
    record Set(DocumentPath path, Term value) implements Change {}

    record Remove(DocumentPath path) implements Change {}
  }

  record Update(
      Source source, List<Change> changes, @Nullable Term where, @Nullable Returning returning)
      implements Statement {
    public Update {
      changes = List.copyOf(changes);
    }
  }

  record Delete(Source source, @Nullable Term where, @Nullable Returning returning)
      implements Statement {}

  /// `EXISTS(SELECT ...)`, which stands by itself: a condition of a transaction.
  record Exists(Select select) implements Statement {}
}
