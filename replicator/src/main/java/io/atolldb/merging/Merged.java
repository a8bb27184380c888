package io.atolldb.merging;

import io.atolldb.item.AttributeValue;
import io.atolldb.item.Bytes;
import io.atolldb.item.Item;
import io.atolldb.item.PrimaryKey;
import io.atolldb.merge.MergeState;
import io.atolldb.table.KeySchema;
import io.atolldb.version.Version;
import io.atolldb.version.VersionVector;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// An item that is made of its merge state: what it shows, and what has to be kept beside that.
///
/// `item` is absent if the item does not exist. `state` is null where item and version say all:
/// after a write under last-writer-wins.
public record Merged(Item item, Version version, @Nullable Bytes state) {

  /// The same version in every region that has seen the writes of `vector`, and no others.
  static Merged of(
      MergeState<AttributeValue> state, VersionVector vector, KeySchema schema, PrimaryKey key) {
    Version whole = state.wholeVersion(vector);
    Version version = whole == null ? Version.of(vector) : whole;
    Bytes kept = whole == null ? MergeCodec.encode(state) : null;
    if (!state.exists()) return new Merged(Item.ABSENT, version, kept);
    var attributes = new TreeMap<>(state.visible(AttributeValues.INSTANCE));
    attributes.putAll(schema.itemOf(key).attributes());
    return new Merged(Item.owning(attributes), version, kept);
  }

  /// The state of an item that is stored with its version and, perhaps, a state.
  static MergeState<AttributeValue> stateOf(
      Item item, Version version, @Nullable Bytes state, KeySchema schema) {
    if (state != null) return MergeCodec.decode(state);
    if (version.equals(Version.NEVER)) return MergeState.never();
    var stamp = MergeState.stampOf(version);
    return item.isAbsent()
        ? MergeState.deleted(stamp)
        : MergeState.whole(stamp, withoutKey(item, schema), AttributeValues.INSTANCE);
  }

  static SortedMap<String, AttributeValue> withoutKey(Item item, KeySchema schema) {
    var attributes = new TreeMap<>(item.attributes());
    attributes.keySet().removeIf(schema::isKey);
    return attributes;
  }
}
