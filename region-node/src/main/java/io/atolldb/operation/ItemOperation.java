package io.atolldb.operation;

import io.atolldb.item.Bytes;
import io.atolldb.table.TableId;
import java.util.Set;

/// A valid request to change one item, and the whole of what it means.
///
/// `decide` is a function of the current item and of nothing else: no clock, no store, no request.
/// It may be called again.
public interface ItemOperation {

  TableId table();

  /// The primary key as `KeyCodec` encodes it.
  Bytes key();

  Decision decide(Current current);

  /// The attributes to which it only adds: where counters are merged, what it added counts.
  default Set<String> increments() {
    return Set.of();
  }

  /// Whether its client has put a condition on what it finds: what it does is right for that
  /// version of the item, and perhaps for no other.
  default boolean isConditional() {
    return false;
  }

  default Place place() {
    return new Place(table(), key());
  }
}
