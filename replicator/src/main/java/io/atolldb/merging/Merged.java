package io.atolldb.merging;

import io.atolldb.item.AttributeValue;
import io.atolldb.item.Bytes;
import io.atolldb.item.Item;
import io.atolldb.item.PrimaryKey;
import io.atolldb.merge.MergeState;
import io.atolldb.table.KeySchema;
import io.atolldb.version.Version;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// An item that is made of its merge state: what it shows, and what has to be kept beside that.
///
/// `item` is absent if the item does not exist. `state` is null where item and version say all:
/// after a write under last-writer-wins.
public record Merged(Item item, @Nullable Bytes state) {

  static Merged of(
      MergeState<AttributeValue> state, Version version, KeySchema schema, PrimaryKey key) {
    Bytes kept = state.isWhole(version) ? null : MergeCodec.encode(state);
    if (!state.exists()) return new Merged(Item.ABSENT, kept);
    var attributes = new TreeMap<>(state.visible(AttributeValues.INSTANCE));
    attributes.putAll(schema.itemOf(key).attributes());
    return new Merged(Item.owning(attributes), kept);
  }

  /// The state of an item that is stored with its version and, perhaps, a state.
  static MergeState<AttributeValue> stateOf(
      Item item, Version version, @Nullable Bytes state, KeySchema schema) {
    if (state != null) return MergeCodec.decode(state);
    if (version.equals(Version.NEVER)) return MergeState.never();
    if (item.isAbsent()) return MergeState.deleted(version.timestamp());
    return MergeState.whole(
        version.timestamp(), withoutKey(item, schema), AttributeValues.INSTANCE);
  }

  static SortedMap<String, AttributeValue> withoutKey(Item item, KeySchema schema) {
    var attributes = new TreeMap<>(item.attributes());
    attributes.keySet().removeIf(schema::isKey);
    return attributes;
  }
}
