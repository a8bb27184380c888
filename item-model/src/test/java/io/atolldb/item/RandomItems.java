package io.atolldb.item;

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
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Items, values and keys of every kind, decided by a seed. Small alphabets, so that equal values,
/// shared prefixes and neighbours in order come up often; with the texts and numbers that are known
/// to be difficult among them.
public final class RandomItems {

  /// Embedded zeros, escapes of the key encoding, two, three and four bytes of UTF-8, and the two
  /// sides of the place where UTF-16 order and UTF-8 order differ.
  private static final int[] CHARACTERS = {
    0, 1, 'a', 'b', 'z', '#', 0x7F, 0x80, 0xE9, 0xFF, 0x7FF, 0x800, 0xD7FF, 0xE000, 0xFFFD, 0xFFFF,
    0x1_0000, 0x1_F30A, 0x10_FFFF
  };

  private static final int DEPTH = 4;
  private static final int MEMBERS = 5;

  private final Random dice;

  public RandomItems(long seed) {
    this.dice = new Random(seed);
  }

  public Item item() {
    var attributes = new TreeMap<String, AttributeValue>();
    int count = 1 + dice.nextInt(8);
    while (attributes.size() < count) attributes.put(text(), value());
    return Item.owning(attributes);
  }

  public PrimaryKey key() {
    return new PrimaryKey(scalar(), dice.nextBoolean() ? scalar() : null);
  }

  public AttributeValue value() {
    return value(DEPTH);
  }

  private AttributeValue value(int depth) {
    return switch (dice.nextInt(depth == 0 ? 8 : 10)) {
      case 0 -> new StringValue(text());
      case 1 -> new NumberValue(number());
      case 2 -> new BinaryValue(bytes());
      case 3 -> new BooleanValue(dice.nextBoolean());
      case 4 -> new NullValue();
      case 5 -> new StringSet(new TreeSet<>(some(this::text)));
      case 6 -> new NumberSet(new TreeSet<>(some(this::number)));
      case 7 -> new BinarySet(new TreeSet<>(some(this::bytes)));
      case 8 -> new ListValue(dice.nextInt(5) == 0 ? List.of() : some(() -> value(depth - 1)));
      default -> map(depth);
    };
  }

  private MapValue map(int depth) {
    var entries = new TreeMap<String, AttributeValue>();
    int count = dice.nextInt(MEMBERS);
    while (entries.size() < count) entries.put(text(), value(depth - 1));
    return new MapValue(entries);
  }

  /// A value that a key attribute may have.
  public AttributeValue scalar() {
    return switch (dice.nextInt(3)) {
      case 0 -> new StringValue("k" + text());
      case 1 -> new NumberValue(number());
      default -> new BinaryValue(bytes());
    };
  }

  public String text() {
    var text = new StringBuilder();
    for (int left = dice.nextInt(6); left > 0; left--) {
      text.appendCodePoint(CHARACTERS[dice.nextInt(CHARACTERS.length)]);
    }
    if (dice.nextInt(20) == 0) text.repeat("long ", 30 + dice.nextInt(10));
    return text.toString();
  }

  public Bytes bytes() {
    var bytes = new byte[dice.nextInt(5)];
    for (int at = 0; at < bytes.length; at++) {
      bytes[at] = (byte) (dice.nextBoolean() ? dice.nextInt(3) - 1 : dice.nextInt());
    }
    return Bytes.owning(bytes);
  }

  public DynamoNumber number() {
    return DynamoNumber.of(decimal());
  }

  /// Within the range of the API: small ones, neighbours of powers of ten, and all 38 digits
  /// anywhere.
  public BigDecimal decimal() {
    return switch (dice.nextInt(4)) {
      case 0 -> BigDecimal.valueOf(dice.nextInt(21) - 10);
      case 1 -> BigDecimal.valueOf(dice.nextInt(2001) - 1000, dice.nextInt(5) - 2);
      case 2 -> BigDecimal.ONE.movePointRight(dice.nextInt(30)).subtract(BigDecimal.ONE).negate();
      default -> wide();
    };
  }

  private BigDecimal wide() {
    int digits = 1 + dice.nextInt(DynamoNumber.DIGITS_MAX);
    var text = new StringBuilder().append(1 + dice.nextInt(9));
    while (text.length() < digits) text.append(dice.nextInt(3) == 0 ? 0 : dice.nextInt(10));
    int exponent = dice.nextInt(DynamoNumber.EXPONENT_MIN, DynamoNumber.EXPONENT_MAX + 1);
    var unscaled = new BigInteger((dice.nextBoolean() ? "-" : "") + text);
    return new BigDecimal(unscaled, digits - 1 - exponent);
  }

  private <T> List<T> some(Supplier<T> member) {
    return Stream.generate(member).limit(1 + dice.nextInt(MEMBERS)).toList();
  }
}
