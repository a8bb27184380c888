package io.atolldb.request;

import io.atolldb.item.Bytes;
import io.atolldb.item.Item;
import io.atolldb.operation.Current;

/// An item on its way into an answer.
public sealed interface ShownItem {

  /// Not in the answer at all.
  record Nothing() implements ShownItem {}

  /// As it is stored, to be written without being decoded.
  record Stored(Bytes encoded) implements ShownItem {}

  /// As it was made for this answer.
  record Made(Item item) implements ShownItem {}

  ShownItem NOTHING = new Nothing();

  static ShownItem of(Current current) {
    return current.exists() ? new Stored(current.encoded()) : NOTHING;
  }
}
