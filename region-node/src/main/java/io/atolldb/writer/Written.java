package io.atolldb.writer;

import io.atolldb.fault.ApiFault;
import io.atolldb.item.Item;
import io.atolldb.operation.Current;
import io.atolldb.version.Version;

/// What became of an item operation.
public sealed interface Written {

  /// Durable. `after` is [Item#ABSENT] when there is no item any more, and equals the item before
  /// when the operation left it as it was; `bytesAfter` is its size, zero if it is absent.
  record Done(Current before, Item after, int bytesAfter, Version version) implements Written {}

  record Refused(ApiFault fault) implements Written {}
}
