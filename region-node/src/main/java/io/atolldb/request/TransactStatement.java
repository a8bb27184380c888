package io.atolldb.request;

import io.atolldb.fault.Refusal;
import io.atolldb.item.Bytes;
import io.atolldb.item.Item;
import io.atolldb.item.ItemSize;
import io.atolldb.operation.CheckItem;
import io.atolldb.operation.Guard;
import io.atolldb.operation.ItemOperation;
import io.atolldb.operation.UpdateInTransaction;
import io.atolldb.operation.UpdateItem;
import io.atolldb.partiql.BoundStatement;
import io.atolldb.partiql.ParsedStatement;
import io.atolldb.partiql.SingleItem;
import io.atolldb.region.Region;
import io.atolldb.table.KeySchema;

/// One statement of a transaction, bound, but not yet checked against the keys of its table.
///
/// @param number its place in the transaction, the first being 0
record TransactStatement(
    int number, BoundStatement bound, StatementSource source, boolean showsItem) {

  private static final String WITHOUT_KEY =
      "Select statements within ExecuteTransaction must specify the primary key in the where"
          + " clause.";

  private static final String NO_CHECK =
      "EXISTS() must contain a single item read with additional condition";

  /// What is told of the statement at this place.
  static String at(int number, String reason) {
    return "Validation failed in TransactStatements[%d]: %s".formatted(number, reason);
  }

  /// Puts the parameters in and checks all that does not depend on the table.
  static BoundStatement bound(SentStatement sent, ParsedStatement parsed) throws Refusal {
    BoundStatement bound = sent.bound(parsed);
    boolean returns =
        switch (bound) {
          case BoundStatement.Update update -> update.returning() != null;
          case BoundStatement.Delete delete -> delete.returning() != null;
          case BoundStatement.Select _, BoundStatement.Insert _, BoundStatement.Exists _ -> false;
        };
    if (returns) {
      throw Refusal.invalid("RETURNING clause is not supported in ExecuteTransaction.");
    }
    if (bound.source().index() != null) {
      throw Refusal.invalid("Reads on indices are not supported within transactions.");
    }
    return bound;
  }

  /// What the statement sends of the size of the request.
  static long bytes(SentStatement sent) throws Refusal {
    String text = sent.text();
    long bytes = text == null ? 0 : text.length();
    SentValues parameters = sent.parameters();
    if (parameters == null) return bytes;
    for (var value : parameters.valid()) bytes += ItemSize.of(value);
    return bytes;
  }

  StatementLookup lookup(Region region) throws Refusal {
    if (bound instanceof BoundStatement.Select select) {
      return StatementLookup.of(region, select, at(number, WITHOUT_KEY));
    }
    throw new IllegalStateException("reads nothing: " + bound);
  }

  /// That the statement fits its table; where it does not, it alone is to blame.
  void requireFit() throws Refusal {
    KeySchema keys = source.table().keys();
    switch (bound) {
      case BoundStatement.Insert insert -> StatementWrite.requireKey(keys, insert.item());
      case BoundStatement.Update update -> {
        Item _ = source.keyOfWrite(update.where());
        UpdateFit.requireNoKeyAttribute(keys, update.update());
        KeyPaths.require(source.table(), update.update());
        KeyPaths.require(source.table(), update.where());
      }
      case BoundStatement.Delete delete -> {
        Item _ = source.keyOfWrite(delete.where());
        KeyPaths.require(source.table(), delete.where());
      }
      case BoundStatement.Exists(var select) -> {
        var _ = source.single(select.where());
        KeyPaths.require(source.table(), select.where());
      }
      case BoundStatement.Select select -> {
        var _ = source.single(select.where());
      }
    }
  }

  ItemOperation operation(Region region) throws Refusal {
    return switch (bound) {
      case BoundStatement.Insert insert -> StatementWrite.insert(region, insert).operation();
      case BoundStatement.Update update ->
          inTransaction(StatementWrite.update(region, update, showsItem).operation());
      case BoundStatement.Delete delete ->
          StatementWrite.delete(region, delete, showsItem).operation();
      case BoundStatement.Exists(var select) -> check(select);
      case BoundStatement.Select _ -> throw new IllegalStateException("writes nothing: " + bound);
    };
  }

  private static ItemOperation inTransaction(ItemOperation operation) {
    return operation instanceof UpdateItem update ? new UpdateInTransaction(update) : operation;
  }

  private ItemOperation check(BoundStatement.Select select) throws Refusal {
    SingleItem item = source.single(select.where());
    if (item == null || !item.conditional()) throw Refusal.invalid(at(number, NO_CHECK));
    Bytes key = Keys.ofKey(source.table().keys(), item.key());
    var guard = new Guard(select.where(), showsItem);
    return new CheckItem(source.table().id(), key, guard);
  }
}
