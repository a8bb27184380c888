package io.atolldb.item;

import io.atolldb.codec.ByteReader;
import io.atolldb.codec.ByteWriter;
import io.atolldb.codec.MalformedBytes;

/// The one binary form of an item: in the store, in the log, in the change stream and in snapshots.
/// It is canonical: equal items are equal bytes, and bytes that decode are the bytes their item
/// encodes to.
///
/// ```
/// format byte, 1
/// varint: size of the item in the API's terms
/// varint: number of attributes, then for each in the order of names (String.compareTo):
///   varint length, name in UTF-8
///   type byte, value
/// ```
///
/// A string or binary is a varint length and its bytes; a number its self-delimiting form; a
/// boolean or null its type byte alone; a list a count and values with their type bytes; a map a
/// count and entries as above; a set a count and its members in order, without type bytes.
public final class ItemCodec {

  /// How deep values may be nested: far more than the API accepts, so that nothing accepted is
  /// refused here, and few enough that no stack overflows.
  public static final int DEPTH_MAX = 128;

  static final int FORMAT = 1;

  private static final int HEAD_LENGTH_MAX = 16;
  private static final int ROOM_PER_ATTRIBUTE = 48;
  private static final int ROOM_MAX = 4096;

  private ItemCodec() {}

  public static byte[] encode(Item item) {
    int count = item.map().size();
    var body = new ByteWriter(Math.min(ROOM_MAX, count * ROOM_PER_ATTRIBUTE));
    int size = new ItemWriter(body).writeAttributes(item.map());
    var head = new ByteWriter(HEAD_LENGTH_MAX);
    head.writeByte(FORMAT);
    head.writeVarint(size);
    head.writeVarint(count);
    return body.toArrayAfter(head);
  }

  public static Item decode(byte[] bytes) {
    return decode(bytes, 0, bytes.length);
  }

  /// Decodes the bytes from index `from` up to, not including, `to`: one item exactly, else they
  /// are [MalformedBytes].
  public static Item decode(byte[] bytes, int from, int to) {
    var in = new ByteReader(bytes, from, to);
    int size = readSize(in);
    var reader = new ItemReader(in);
    Item item = Item.of(reader.readEntries(in.readCount(), 1));
    if (in.remaining() > 0) throw new MalformedBytes("more than an item, from " + in.at() + " on");
    if (size != reader.size()) throw new MalformedBytes("an item with a wrong size, " + size);
    return item;
  }

  /// One value with its type byte, as it stands in an item.
  public static void writeValue(ByteWriter out, AttributeValue value) {
    new ItemWriter(out).writeValue(value, 1);
  }

  public static AttributeValue readValue(ByteReader in) {
    return new ItemReader(in).readValue(1);
  }

  /// Tells a visitor what the item in these bytes holds, without decoding it.
  public static void walk(byte[] bytes, int from, int to, ItemVisitor visitor) {
    var in = new ByteReader(bytes, from, to);
    readSize(in);
    new ItemWalk(in, visitor).entries(in.readCount(), 1);
    if (in.remaining() > 0) throw new MalformedBytes("more than an item, from " + in.at() + " on");
  }

  /// The size of the item in the API's terms, which its head holds: nothing else is read.
  public static int sizeBytes(byte[] bytes, int from) {
    return readSize(new ByteReader(bytes, from, bytes.length));
  }

  private static int readSize(ByteReader in) {
    int format = in.readByte();
    if (format != FORMAT) throw new MalformedBytes("an item of the format " + format);
    long size = in.readVarint();
    if (size > Integer.MAX_VALUE) throw new MalformedBytes("an item of the size " + size);
    return (int) size;
  }
}
