package io.atolldb.table;

import io.atolldb.codec.ByteReader;
import io.atolldb.codec.ByteWriter;
import io.atolldb.item.AttributeValue;
import io.atolldb.item.Bytes;
import io.atolldb.item.Item;
import io.atolldb.item.ItemSize;
import io.atolldb.item.KeyHash;
import io.atolldb.item.KeyPart;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Keys of index entries as bytes, whose unsigned order is the order of a query: by a hash of all
/// partition values, then by these values, then by the sort values from left to right, then by the
/// key of the item. So entries with equal values stand beside each other in the order of their
/// items' keys, and an index can be cut into even parts by the first four bytes alone.
///
/// An entry's key is the hash, one part ([KeyPart]) for each attribute of the index, and then the
/// whole key of the item as [KeyCodec] writes it.
public final class IndexKeyCodec {

  private static final int HASH_LENGTH = 4;
  private static final int ROOM = 96;

  private IndexKeyCodec() {}

  /// The key of an item's entry. Null if the item has none: the index is sparse, so an item that
  /// lacks one of its attributes, or holds something there that cannot be a key, is not in it.
  public static @Nullable Bytes encode(IndexKeys keys, Item item, Bytes itemKey) {
    if (!isIndexed(keys, item)) return null;
    var out = new ByteWriter(ROOM + itemKey.length());
    writeValues(out, keys, item);
    out.writeBytes(itemKey.unsafeArray(), 0, itemKey.length());
    return Bytes.owning(out.toArray());
  }

  private static void writeValues(ByteWriter out, IndexKeys keys, Item item) {
    out.writeInt(0);
    int partitions = keys.partition().size();
    for (int at = 0; at < keys.size(); at++) {
      AttributeValue value = item.get(keys.attribute(at).name());
      if (value == null) throw new IllegalStateException("no entry of " + keys + " in " + item);
      KeyPart.write(out, value);
      if (at + 1 == partitions) {
        out.setInt(0, KeyHash.of(out.buffer(), HASH_LENGTH, out.size()));
      }
    }
  }

  /// Whether an item has an entry in an index of these keys.
  public static boolean isIndexed(IndexKeys keys, Item item) {
    return isKeyOf(keys.partition(), item, ItemSize.PARTITION_KEY_BYTES_MAX)
        && isKeyOf(keys.sort(), item, ItemSize.SORT_KEY_BYTES_MAX);
  }

  private static boolean isKeyOf(List<KeyAttribute> attributes, Item item, int bytesMax) {
    int bytes = 0;
    for (int at = 0; at < attributes.size(); at++) {
      KeyAttribute attribute = attributes.get(at);
      AttributeValue value = item.get(attribute.name());
      if (value == null || !attribute.type().accepts(value)) return false;
      int size = ItemSize.of(value);
      if (size == 0) return false; // of the three types, only an empty string or binary
      bytes += size;
    }
    return bytes <= bytesMax;
  }

  /// What the keys of all entries begin with that have these values, and no others. `sort` may hold
  /// fewer values than the index has sort attributes.
  public static Bytes prefix(List<AttributeValue> partition, List<AttributeValue> sort) {
    var out = new ByteWriter(ROOM);
    out.writeInt(0);
    for (AttributeValue value : partition) KeyPart.write(out, value);
    out.setInt(0, KeyHash.of(out.buffer(), HASH_LENGTH, out.size()));
    for (AttributeValue value : sort) KeyPart.write(out, value);
    return Bytes.owning(out.toArray());
  }

  /// The key of the item whose entry it is.
  public static Bytes itemKey(IndexKeys keys, byte[] entryKey) {
    var in = new ByteReader(entryKey);
    in.skip(HASH_LENGTH);
    for (int at = 0; at < keys.size(); at++) {
      var _ = KeyPart.read(in);
    }
    return Bytes.owning(Arrays.copyOfRange(entryKey, in.at(), entryKey.length));
  }
}
