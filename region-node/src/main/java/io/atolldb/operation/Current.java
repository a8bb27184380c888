package io.atolldb.operation;

import io.atolldb.item.Bytes;
import io.atolldb.item.Item;
import io.atolldb.version.Version;

/// What a region holds under a key at the moment: an item, or nothing, and the version of either.
/// The item is decoded when it is first asked for, so an operation that does not look at it costs
/// nothing.
public interface Current {

  /// [Item#ABSENT] if there is none.
  Item item();

  boolean exists();

  /// The item as `ItemCodec` encodes it, for a writer that needs no more; must not be called if
  /// there is none.
  Bytes encoded();

  /// The item's size as DynamoDB counts it, in bytes; zero if there is none.
  int sizeBytes();

  Version version();
}
