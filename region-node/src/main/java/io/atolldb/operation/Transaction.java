package io.atolldb.operation;

import io.atolldb.fault.ApiFault;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Operations that happen together or not at all, each on another item, each judged on the items as
/// they were before all of them.
///
/// @param token what makes it safe to send the transaction twice; null if the caller does not care
/// @param misfit why it cannot be done, known from the start; a token that another transaction has
///   used is told rather than that. Null if nothing speaks against it
public record Transaction(
    List<ItemOperation> operations, @Nullable RequestToken token, @Nullable ApiFault misfit) {

  /// As many as the service takes.
  public static final int OPERATIONS_MAX = 100;

  public Transaction(List<ItemOperation> operations, @Nullable RequestToken token) {
    this(operations, token, null);
  }

  public Transaction {
    operations = List.copyOf(operations);
    if (operations.size() > OPERATIONS_MAX) {
      throw new IllegalArgumentException(
          operations.size() + " operations, at most " + OPERATIONS_MAX + " are allowed");
    }
    var places = new HashSet<Place>();
    for (ItemOperation operation : operations) {
      if (!places.add(operation.place())) {
        throw new IllegalArgumentException("two operations on " + operation.place());
      }
    }
  }
}
