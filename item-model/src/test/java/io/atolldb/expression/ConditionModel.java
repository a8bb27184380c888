package io.atolldb.expression;

import io.atolldb.item.AttributeValue;
import io.atolldb.item.AttributeValue.BinarySet;
import io.atolldb.item.AttributeValue.BinaryValue;
import io.atolldb.item.AttributeValue.ListValue;
import io.atolldb.item.AttributeValue.MapValue;
import io.atolldb.item.AttributeValue.NumberSet;
import io.atolldb.item.AttributeValue.NumberValue;
import io.atolldb.item.AttributeValue.StringSet;
import io.atolldb.item.AttributeValue.StringValue;
import io.atolldb.item.Item;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HexFormat;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/// What conditions mean, slowly and obviously: everything is turned into a text or a `BigDecimal`
/// first and compared there.
final class ConditionModel {

  private ConditionModel() {}

  /// `path` in the spelling of expressions, without placeholders.
  static @Nullable AttributeValue read(Item item, String path) {
    AttributeValue reached = new MapValue(item.attributes());
    for (String step : path.replace("[", ".[").split("\\.", -1)) {
      if (step.startsWith("[")) {
        int index = Integer.parseInt(step.substring(1, step.length() - 1));
        boolean there = reached instanceof ListValue list && index < list.elements().size();
        reached = there ? ((ListValue) reached).elements().get(index) : null;
      } else {
        reached = reached instanceof MapValue map ? map.entries().get(step) : null;
      }
    }
    return reached;
  }

  static boolean equal(@Nullable AttributeValue left, @Nullable AttributeValue right) {
    return left != null && right != null && spelled(left).equals(spelled(right));
  }

  static boolean ordered(
      @Nullable AttributeValue left, IntPredicate sign, @Nullable AttributeValue right) {
    if (left instanceof NumberValue one && right instanceof NumberValue two) {
      return sign.test(decimal(one).compareTo(decimal(two)));
    }
    boolean strings = left instanceof StringValue && right instanceof StringValue;
    boolean binaries = left instanceof BinaryValue && right instanceof BinaryValue;
    return (strings || binaries) && sign.test(hex(left).compareTo(hex(right)));
  }

  static boolean beginsWith(@Nullable AttributeValue text, @Nullable AttributeValue start) {
    boolean strings = text instanceof StringValue && start instanceof StringValue;
    boolean binaries = text instanceof BinaryValue && start instanceof BinaryValue;
    return (strings || binaries) && hex(text).startsWith(hex(start));
  }

  static boolean contains(@Nullable AttributeValue whole, @Nullable AttributeValue part) {
    if (whole == null || part == null) return false;
    if (whole instanceof ListValue list) {
      return list.elements().stream().anyMatch(element -> equal(element, part));
    }
    boolean strings = whole instanceof StringValue && part instanceof StringValue;
    boolean binaries = whole instanceof BinaryValue && part instanceof BinaryValue;
    if (strings || binaries) return pairs(hex(whole)).contains(pairs(hex(part)));
    String memberType = part.typeCode();
    return whole.typeCode().equals(memberType + "S") && members(whole).contains(spelled(part));
  }

  static @Nullable AttributeValue size(@Nullable AttributeValue value) {
    return switch (value) {
      case null -> null;
      case StringValue text -> Values.n(hex(text).length() / 2);
      case BinaryValue bytes -> Values.n(hex(bytes).length() / 2);
      case ListValue list -> Values.n(list.elements().size());
      case MapValue map -> Values.n(map.entries().size());
      case StringSet _, NumberSet _, BinarySet _ -> Values.n(members(value).size());
      case NumberValue _, AttributeValue.BooleanValue _, AttributeValue.NullValue _ -> null;
    };
  }

  private static Collection<String> members(AttributeValue set) {
    return switch (set) {
      case StringSet strings ->
          strings.members().stream().map(one -> spelled(new StringValue(one))).toList();
      case NumberSet numbers ->
          numbers.members().stream().map(one -> spelled(new NumberValue(one))).toList();
      case BinarySet binaries ->
          binaries.members().stream().map(one -> spelled(new BinaryValue(one))).toList();
      default -> throw new IllegalArgumentException("no set: " + set);
    };
  }

  /// Equal values have one spelling, and different ones two.
  private static String spelled(AttributeValue value) {
    String content =
        switch (value) {
          case NumberValue number -> decimal(number).toString();
          case StringValue _, BinaryValue _ -> hex(value);
          case StringSet _, NumberSet _, BinarySet _ -> members(value).toString();
          case ListValue list ->
              list.elements().stream().map(ConditionModel::spelled).toList().toString();
          case MapValue map -> {
            var entries = new StringBuilder();
            map.entries()
                .forEach((name, entry) ->
                    entries
                        .append(hex(new StringValue(name)))
                        .append('=')
                        .append(spelled(entry))
                        .append(';'));
            yield entries.toString();
          }
          case AttributeValue.BooleanValue truth -> String.valueOf(truth.truth());
          case AttributeValue.NullValue _ -> "";
        };
    return value.typeCode() + "(" + content + ")";
  }

  private static BigDecimal decimal(NumberValue number) {
    BigDecimal decimal = new BigDecimal(number.number().toString());
    return decimal.signum() == 0 ? BigDecimal.ZERO : decimal.stripTrailingZeros();
  }

  private static String hex(AttributeValue value) {
    byte[] bytes =
        switch (value) {
          case StringValue text -> text.text().getBytes(StandardCharsets.UTF_8);
          case BinaryValue binary -> binary.bytes().toArray();
          default -> throw new IllegalArgumentException("neither text nor bytes: " + value);
        };
    return HexFormat.of().formatHex(bytes);
  }

  /// Hex with a mark before each byte, so that a part is found at whole bytes only.
  private static String pairs(String hex) {
    return hex.replaceAll("(..)", "-$1");
  }
}
