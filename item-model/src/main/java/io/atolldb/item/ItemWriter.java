package io.atolldb.item;

import io.atolldb.codec.ByteWriter;
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
import java.util.List;
import java.util.SortedSet;

/// Writes values and adds up their size on the way: every method returns what it has written counts
/// for ([ItemSize]), so that the text of an item is gone through once.
final class ItemWriter {

  private final ByteWriter out;

  ItemWriter(ByteWriter out) {
    this.out = out;
  }

  int writeAttributes(AttributeMap attributes) {
    return writeEntries(attributes, 1);
  }

  private int writeEntries(AttributeMap entries, int depth) {
    int size = 0;
    int count = entries.size();
    for (int index = 0; index < count; index++) {
      size += out.writeText(entries.nameAt(index));
      size += writeValue(entries.valueAt(index), depth);
    }
    return size;
  }

  int writeValue(AttributeValue value, int depth) {
    return switch (value) {
      case StringValue(var text) -> {
        out.writeByte(Tag.STRING);
        yield out.writeText(text);
      }
      case NumberValue(var number) -> {
        out.writeByte(Tag.NUMBER);
        number.writeTo(out);
        yield number.sizeBytes();
      }
      case BinaryValue(var bytes) -> {
        out.writeByte(Tag.BINARY);
        yield writeBinary(bytes);
      }
      case BooleanValue(var truth) -> writeTag(truth ? Tag.TRUE : Tag.FALSE);
      case NullValue() -> writeTag(Tag.NULL);
      case ListValue(var elements) -> writeList(elements, depth);
      case MapValue(var entries) -> writeMap(AttributeMap.copyOf(entries), depth);
      case StringSet(var members) -> writeStrings(members);
      case NumberSet(var members) -> writeNumbers(members);
      case BinarySet(var members) -> writeBinaries(members);
    };
  }

  private int writeTag(int tag) {
    out.writeByte(tag);
    return 1;
  }

  private int writeList(List<AttributeValue> elements, int depth) {
    begin(Tag.LIST, elements.size(), depth);
    int size = ItemSize.CONTAINER_BYTES;
    for (AttributeValue element : elements) size += 1 + writeValue(element, depth + 1);
    return size;
  }

  private int writeMap(AttributeMap entries, int depth) {
    begin(Tag.MAP, entries.size(), depth);
    return ItemSize.CONTAINER_BYTES + entries.size() + writeEntries(entries, depth + 1);
  }

  private int writeStrings(SortedSet<String> members) {
    begin(Tag.STRING_SET, members.size(), 0);
    int size = 0;
    for (String member : members) size += out.writeText(member);
    return size;
  }

  private int writeNumbers(SortedSet<DynamoNumber> members) {
    begin(Tag.NUMBER_SET, members.size(), 0);
    int size = 0;
    for (DynamoNumber member : members) {
      member.writeTo(out);
      size += member.sizeBytes();
    }
    return size;
  }

  private int writeBinaries(SortedSet<Bytes> members) {
    begin(Tag.BINARY_SET, members.size(), 0);
    int size = 0;
    for (Bytes member : members) size += writeBinary(member);
    return size;
  }

  private int writeBinary(Bytes bytes) {
    out.writeSized(bytes.unsafeArray());
    return bytes.length();
  }

  private void begin(int tag, int members, int depth) {
    if (depth > ItemCodec.DEPTH_MAX) {
      throw new IllegalArgumentException("a value deeper than " + ItemCodec.DEPTH_MAX);
    }
    out.writeByte(tag);
    out.writeVarint(members);
  }
}
