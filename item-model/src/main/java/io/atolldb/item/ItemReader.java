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
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;

/// Reads what [ItemWriter] wrote, and nothing else: what it accepts would be written the same
/// again.
final class ItemReader {

  /// A count that is not true must not make room for what does not come.
  private static final int ROOM_MAX = 64;

  private static final AttributeValue NULL = new NullValue();
  private static final AttributeValue TRUE = new BooleanValue(true);
  private static final AttributeValue FALSE = new BooleanValue(false);

  private final ByteReader in;

  /// What has been read so far counts for so many bytes in the size of the item.
  private int size;

  ItemReader(ByteReader in) {
    this.in = in;
  }

  int size() {
    return size;
  }

  AttributeMap readEntries(int count, int depth) {
    var names = new String[Math.min(count, ROOM_MAX)];
    var values = new AttributeValue[names.length];
    for (int index = 0; index < count; index++) {
      if (index == names.length) {
        int room = Math.min(count, 2 * index);
        names = Arrays.copyOf(names, room);
        values = Arrays.copyOf(values, room);
      }
      names[index] = readText();
      if (index > 0 && names[index - 1].compareTo(names[index]) >= 0) {
        throw new MalformedBytes("names out of order before " + in.at());
      }
      values[index] = readValue(depth);
    }
    return AttributeMap.owning(names, values);
  }

  AttributeValue readValue(int depth) {
    int tag = in.readByte();
    return switch (tag) {
      case Tag.STRING -> new StringValue(readText());
      case Tag.NUMBER -> new NumberValue(readNumber());
      case Tag.BINARY -> new BinaryValue(readBinary());
      case Tag.TRUE -> single(TRUE);
      case Tag.FALSE -> single(FALSE);
      case Tag.NULL -> single(NULL);
      case Tag.LIST -> new ListValue(readElements(readMembers(depth), depth + 1));
      case Tag.MAP -> new MapValue(readEntries(readMembers(depth), depth + 1));
      case Tag.STRING_SET -> new StringSet(readSet(this::readText, Utf8Order.INSTANCE));
      case Tag.NUMBER_SET ->
          new NumberSet(readSet(this::readNumber, Comparator.<DynamoNumber>naturalOrder()));
      case Tag.BINARY_SET ->
          new BinarySet(readSet(this::readBinary, Comparator.<Bytes>naturalOrder()));
      default -> throw new MalformedBytes("the type " + tag + " before " + in.at());
    };
  }

  /// The count of a list or a map, which counts for three bytes and one for each member.
  private int readMembers(int depth) {
    if (depth > ItemCodec.DEPTH_MAX) {
      throw new MalformedBytes("a value deeper than " + ItemCodec.DEPTH_MAX + " at " + in.at());
    }
    int count = in.readCount();
    size += ItemSize.CONTAINER_BYTES + count;
    return count;
  }

  private List<AttributeValue> readElements(int count, int depth) {
    var elements = new ArrayList<AttributeValue>(Math.min(count, ROOM_MAX));
    for (int index = 0; index < count; index++) elements.add(readValue(depth));
    return elements;
  }

  private <T> SortedSet<T> readSet(Supplier<T> readMember, Comparator<T> order) {
    int count = in.readCount();
    if (count == 0) throw new MalformedBytes("an empty set before " + in.at());
    var members = new TreeSet<T>(order);
    for (int index = 0; index < count; index++) {
      T member = readMember.get();
      if (index > 0 && order.compare(members.last(), member) >= 0) {
        throw new MalformedBytes("members out of order before " + in.at());
      }
      members.add(member);
    }
    return members;
  }

  private AttributeValue single(AttributeValue value) {
    size++;
    return value;
  }

  private String readText() {
    int length = in.readCount();
    size += length;
    return in.readText(length);
  }

  private DynamoNumber readNumber() {
    DynamoNumber number = DynamoNumber.read(in);
    size += number.sizeBytes();
    return number;
  }

  private Bytes readBinary() {
    Bytes bytes = Bytes.owning(in.readSized());
    size += bytes.length();
    return bytes;
  }
}
