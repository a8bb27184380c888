package io.atolldb.operation;

import io.atolldb.fault.ApiFault;
import io.atolldb.item.Item;

/// What an operation wants done, decided before anything is done.
public sealed interface Decision {

  record Put(Item item) implements Decision {}

  record Delete() implements Decision {}

  /// A delete on the service's own account.
  record Expire() implements Decision {}

  record LeaveAsIs() implements Decision {}

  record Refuse(ApiFault fault) implements Decision {}
}
