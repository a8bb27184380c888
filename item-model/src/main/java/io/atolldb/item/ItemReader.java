package io.atolldb.item;

import io.atolldb.codec.ByteReader;
import io.atolldb.codec.MalformedBytes;
import io.atolldb.item.AttributeValue.BinarySet;
import io.atolldb.item.AttributeValue.BinaryValue;
import io.atolldb.item.AttributeValue.BooleanValue;
import io.atolldb.item.AttributeValue.ListValue;
import io.atolldb.item.AttributeValue.MapValue;
import io.atolldb.item.AttributeValue.NullValue;
import io.atolldb.item.AttributeValue.NumberSet;
import io.atolldb.item.AttributeValue.NumberValue;
import io.atolldb.item.AttributeValue.StringSet;
import io.atolldb.item.AttributeValue.StringValue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/// Reads what [ItemWriter] wrote, and nothing else: what it accepts would be written the same
/// again.
final class ItemReader {

  /// A count that is not true must not make room for what does not come.
  private static final int ROOM_MAX = 64;

  private final ByteReader in;

  ItemReader(ByteReader in) {
    this.in = in;
  }

  TreeMap<String, AttributeValue> readEntries(int count, int depth) {
    var entries = new TreeMap<String, AttributeValue>();
    String last = null;
    for (int index = 0; index < count; index++) {
      String name = in.readText();
      if (last != null && last.compareTo(name) >= 0) {
        throw new MalformedBytes("names out of order before " + in.at());
      }
      entries.put(name, readValue(depth));
      last = name;
    }
    return entries;
  }

  private AttributeValue readValue(int depth) {
    int tag = in.readByte();
    return switch (tag) {
      case Tag.STRING -> new StringValue(in.readText());
      case Tag.NUMBER -> new NumberValue(DynamoNumber.read(in));
      case Tag.BINARY -> new BinaryValue(readBinary(in));
      case Tag.TRUE -> new BooleanValue(true);
      case Tag.FALSE -> new BooleanValue(false);
      case Tag.NULL -> new NullValue();
      case Tag.LIST -> new ListValue(readElements(deeper(depth)));
      case Tag.MAP -> new MapValue(readEntries(in.readCount(), deeper(depth)));
      case Tag.STRING_SET -> new StringSet(readSet(ByteReader::readText, Utf8Order.INSTANCE));
      case Tag.NUMBER_SET ->
          new NumberSet(readSet(DynamoNumber::read, Comparator.<DynamoNumber>naturalOrder()));
      case Tag.BINARY_SET ->
          new BinarySet(readSet(ItemReader::readBinary, Comparator.<Bytes>naturalOrder()));
      default -> throw new MalformedBytes("the type " + tag + " before " + in.at());
    };
  }

  private List<AttributeValue> readElements(int depth) {
    int count = in.readCount();
    var elements = new ArrayList<AttributeValue>(Math.min(count, ROOM_MAX));
    for (int index = 0; index < count; index++) elements.add(readValue(depth));
    return elements;
  }

  private <T> SortedSet<T> readSet(Function<ByteReader, T> readMember, Comparator<T> order) {
    int count = in.readCount();
    if (count == 0) throw new MalformedBytes("an empty set before " + in.at());
    var members = new TreeSet<T>(order);
    for (int index = 0; index < count; index++) {
      T member = readMember.apply(in);
      if (index > 0 && order.compare(members.last(), member) >= 0) {
        throw new MalformedBytes("members out of order before " + in.at());
      }
      members.add(member);
    }
    return members;
  }

  private static Bytes readBinary(ByteReader in) {
    return Bytes.owning(in.readSized());
  }

  private int deeper(int depth) {
    if (depth > ItemCodec.DEPTH_MAX) {
      throw new MalformedBytes("a value deeper than " + ItemCodec.DEPTH_MAX + " at " + in.at());
    }
    return depth + 1;
  }
}
