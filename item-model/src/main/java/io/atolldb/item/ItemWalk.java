package io.atolldb.item;

import io.atolldb.codec.ByteReader;
import io.atolldb.codec.MalformedBytes;

/// Goes through an encoded item for a visitor. It checks what it needs to stay within the bytes,
/// and leaves order and text to whoever decodes.
final class ItemWalk {

  private final ByteReader in;
  private final ItemVisitor visitor;
  private final byte[] numberText = new byte[NumberBytes.TEXT_LENGTH_MAX];

  ItemWalk(ByteReader in, ItemVisitor visitor) {
    this.in = in;
    this.visitor = visitor;
  }

  void entries(int count, int depth) {
    for (int index = 0; index < count; index++) {
      int length = in.readCount();
      visitor.name(in.array(), in.at(), length);
      in.skip(length);
      value(depth);
    }
  }

  private void value(int depth) {
    int tag = in.readByte();
    switch (tag) {
      case Tag.STRING -> string();
      case Tag.NUMBER -> number();
      case Tag.BINARY -> binary();
      case Tag.TRUE -> visitor.bool(true);
      case Tag.FALSE -> visitor.bool(false);
      case Tag.NULL -> visitor.nullValue();
      case Tag.LIST -> list(deeper(depth));
      case Tag.MAP -> map(deeper(depth));
      case Tag.STRING_SET, Tag.NUMBER_SET, Tag.BINARY_SET -> set(tag);
      default -> throw new MalformedBytes("the type " + tag + " before " + in.at());
    }
  }

  private void list(int depth) {
    int count = in.readCount();
    visitor.beginList(count);
    for (int index = 0; index < count; index++) value(depth);
    visitor.endList();
  }

  private void map(int depth) {
    int count = in.readCount();
    visitor.beginMap(count);
    entries(count, depth);
    visitor.endMap();
  }

  private void set(int tag) {
    int count = in.readCount();
    if (tag == Tag.STRING_SET) {
      visitor.beginStringSet(count);
      for (int index = 0; index < count; index++) string();
    } else if (tag == Tag.NUMBER_SET) {
      visitor.beginNumberSet(count);
      for (int index = 0; index < count; index++) number();
    } else {
      visitor.beginBinarySet(count);
      for (int index = 0; index < count; index++) binary();
    }
    visitor.endSet();
  }

  private void string() {
    int length = in.readCount();
    visitor.string(in.array(), in.at(), length);
    in.skip(length);
  }

  private void number() {
    int length = NumberBytes.lengthAt(in.array(), in.at(), in.end());
    int textLength = NumberBytes.writeText(in.array(), in.at(), length, numberText, 0);
    visitor.number(numberText, 0, textLength);
    in.skip(length);
  }

  private void binary() {
    int length = in.readCount();
    visitor.binary(in.array(), in.at(), length);
    in.skip(length);
  }

  private int deeper(int depth) {
    if (depth > ItemCodec.DEPTH_MAX) {
      throw new MalformedBytes("a value deeper than " + ItemCodec.DEPTH_MAX + " at " + in.at());
    }
    return depth + 1;
  }
}
