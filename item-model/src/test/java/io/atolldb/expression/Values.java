package io.atolldb.expression;

import io.atolldb.item.AttributeValue;
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
import io.atolldb.item.Bytes;
import io.atolldb.item.DynamoNumber;
import io.atolldb.item.Item;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Short words for values, and the placeholders that the tests of this package share.
final class Values {

  private Values() {}

  static AttributeValue s(String text) {
    return new StringValue(text);
  }

  static AttributeValue n(String number) {
    return new NumberValue(number(number));
  }

  static AttributeValue n(long number) {
    return new NumberValue(DynamoNumber.of(number));
  }

  static AttributeValue b(String text) {
    return new BinaryValue(bytes(text));
  }

  static AttributeValue bool(boolean truth) {
    return new BooleanValue(truth);
  }

  static AttributeValue nul() {
    return new NullValue();
  }

  static AttributeValue list(AttributeValue... elements) {
    return new ListValue(List.of(elements));
  }

  static AttributeValue map(Object... namesAndValues) {
    return new MapValue(sorted(namesAndValues));
  }

  static AttributeValue ss(String... members) {
    return new StringSet(new TreeSet<>(List.of(members)));
  }

  static AttributeValue ns(String... members) {
    return new NumberSet(new TreeSet<>(Stream.of(members).map(Values::number).toList()));
  }

  static AttributeValue bs(String... members) {
    return new BinarySet(new TreeSet<>(Stream.of(members).map(Values::bytes).toList()));
  }

  static Item item(Object... namesAndValues) {
    return Item.of(sorted(namesAndValues));
  }

  /// `#name` stands for `name` and `#dotted` for `a.b`; for each type there is a `:value` or two.
  static Placeholders placeholders() {
    var names = new TreeMap<String, String>();
    names.put("#name", "name");
    names.put("#dotted", "a.b");
    return new Placeholders(names, values());
  }

  private static SortedMap<String, AttributeValue> values() {
    return sorted(
        ":s", s("text"),
        ":s2", s("zebra"),
        ":te", s("te"),
        ":empty", s(""),
        ":n", n(5),
        ":n0", n(0),
        ":n1", n(1),
        ":n2", n(2),
        ":n9", n(9),
        ":b", b("bytes"),
        ":by", b("by"),
        ":bool", bool(true),
        ":null", nul(),
        ":l", list(n(1), s("text")),
        ":l2", list(s("more")),
        ":m", map("x", n(1)),
        ":ss", ss("a", "b"),
        ":ns", ns("1", "2"),
        ":bs", bs("p", "q"),
        ":typeS", s("S"),
        ":typeM", s("M"),
        ":typeX", s("X"));
  }

  private static SortedMap<String, AttributeValue> sorted(Object... namesAndValues) {
    var entries = new TreeMap<String, AttributeValue>();
    for (int at = 0; at < namesAndValues.length; at += 2) {
      entries.put((String) namesAndValues[at], (AttributeValue) namesAndValues[at + 1]);
    }
    return entries;
  }

  private static DynamoNumber number(String text) {
    return DynamoNumber.of(new BigDecimal(text));
  }

  private static Bytes bytes(String text) {
    return Bytes.owning(text.getBytes(StandardCharsets.UTF_8));
  }
}
