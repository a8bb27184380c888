package io.atolldb.item;

import io.atolldb.codec.ByteReader;
import io.atolldb.codec.ByteWriter;
import io.atolldb.codec.MalformedBytes;
import io.atolldb.codec.Utf8;
import io.atolldb.item.AttributeValue.BinaryValue;
import io.atolldb.item.AttributeValue.NumberValue;
import io.atolldb.item.AttributeValue.StringValue;
import java.nio.charset.StandardCharsets;

/// The value of one key attribute as bytes: a type byte, then a number in its own form, or the
/// bytes of a string or binary with every 00 written as 00 FF and 00 01 behind the last.
/// Self-delimiting, and in the order of the values: what ends sorts before what goes on.
///
/// Keys of indexes are made of more such parts.
public final class KeyPart {

  private static final int ESCAPED = 0xFF;
  private static final int END = 0x01;

  private KeyPart() {}

  public static void write(ByteWriter out, AttributeValue value) {
    if (value instanceof NumberValue(var number)) {
      out.writeByte(Tag.NUMBER);
      number.writeTo(out);
    } else {
      writeBeginning(out, value);
      out.writeByte(0);
      out.writeByte(END);
    }
  }

  /// What every part begins with whose string or binary begins with that of `value`.
  public static void writeBeginning(ByteWriter out, AttributeValue value) {
    if (value instanceof StringValue(var text)) {
      out.writeByte(Tag.STRING);
      if (Utf8.isAscii(text)) {
        for (int at = 0; at < text.length(); at++) writeEscaped(out, text.charAt(at));
      } else {
        for (byte unit : text.getBytes(StandardCharsets.UTF_8)) writeEscaped(out, unit);
      }
    } else if (value instanceof BinaryValue(var bytes)) {
      out.writeByte(Tag.BINARY);
      for (byte unit : bytes.unsafeArray()) writeEscaped(out, unit);
    } else {
      throw new IllegalArgumentException("no key can be made of the type " + value.typeCode());
    }
  }

  private static void writeEscaped(ByteWriter out, int unit) {
    out.writeByte(unit);
    if (unit == 0) out.writeByte(ESCAPED);
  }

  public static AttributeValue read(ByteReader in) {
    int tag = in.readByte();
    return switch (tag) {
      case Tag.STRING -> {
        byte[] utf8 = readEscaped(in);
        yield new StringValue(Utf8.decode(utf8, 0, utf8.length));
      }
      case Tag.NUMBER -> new NumberValue(DynamoNumber.read(in));
      case Tag.BINARY -> new BinaryValue(Bytes.owning(readEscaped(in)));
      default -> throw new MalformedBytes("the type " + tag + " in a key before " + in.at());
    };
  }

  private static byte[] readEscaped(ByteReader in) {
    var out = new ByteWriter(in.remaining());
    while (true) {
      int unit = in.readByte();
      if (unit == 0) {
        int mark = in.readByte();
        if (mark == END) return out.toArray();
        if (mark != ESCAPED) throw new MalformedBytes("00 " + mark + " in a key before " + in.at());
      }
      out.writeByte(unit);
    }
  }
}
