package io.atolldb.differential;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Attribute values: few of each kind, so that they meet again, and those at the limits.
final class Values {

  static final List<String> TYPES =
      List.of("S", "N", "B", "SS", "NS", "BS", "L", "M", "BOOL", "NULL");

  private static final List<String> TEXTS =
      List.of("a", "b", "ab", "abc", "b", "", "ä", "éa", "日本", "😀", "a b", "\"'", "A", "10");

  private static final List<String> NUMBERS =
      List.of(
          "0",
          "1",
          "2",
          "3",
          "-1",
          "10",
          "1.5",
          "-0",
          "007",
          "1e2",
          "100",
          "0.1",
          ".5",
          "+5",
          "1E-3",
          "-1.50",
          "12345678901234567890",
          "4.",
          "0.10");

  private static final List<String> EXTREME_NUMBERS =
      List.of(
          "9.9999999999999999999999999999999999999E+125",
          "-9.9999999999999999999999999999999999999E+125",
          "1E-130",
          "-1E-130",
          "1E125",
          "99999999999999999999999999999999999999",
          "0.00000000000000000000000000000000000001",
          "12345678901234567890123456789012345678e-20",
          "0e100");

  private static final List<String> NO_NUMBERS =
      List.of(
          "1E126",
          "1E-131",
          "123456789012345678901234567890123456789",
          "abc",
          "",
          " 1",
          "1 ",
          "NaN",
          "Infinity",
          "1.2.3",
          "e2",
          "1e",
          "--1",
          "0x10",
          "1,5",
          "1e1000000000");

  private static final List<String> NAMES = List.of("x", "y", "z", "name", "é");

  private final Chance chance;

  Values(Chance chance) {
    this.chance = chance;
  }

  /// Fit to be a key of the type.
  Map<String, Object> key(String type) {
    return switch (type) {
      case "S" -> value("S", chance.of("a", "b", "c", "ab", "ä", "日本", "10"));
      case "N" -> value("N", chance.of("0", "1", "2", "-1", "1.5", "10", "1e1", "-10", "0.1"));
      default -> value("B", bytes(chance.of("a", "b", "ab", "ÿ")));
    };
  }

  Map<String, Object> any() {
    return any(3);
  }

  Map<String, Object> of(String type) {
    return of(type, 2);
  }

  private Map<String, Object> any(int depth) {
    if (chance.oneIn(3)) return value("N", number());
    if (chance.oneIn(3)) return value("S", text());
    return of(chance.in(TYPES), depth);
  }

  private Map<String, Object> of(String type, int depth) {
    return switch (type) {
      case "S" -> value("S", text());
      case "N" -> value("N", number());
      case "B" -> value("B", bytes(chance.in(TEXTS)));
      case "SS" -> value("SS", distinct(TEXTS));
      case "NS" -> value("NS", distinct(List.of("0", "1", "2", "3.5", "-1", "10", "1E3")));
      case "BS" -> value("BS", distinct(TEXTS.stream().map(Values::bytes).toList()));
      case "BOOL" -> value("BOOL", chance.oneIn(2));
      case "NULL" -> value("NULL", true);
      case "L" -> value("L", list(depth));
      default -> value("M", map(depth));
    };
  }

  private String text() {
    if (chance.oneIn(40)) return chance.in(TEXTS).repeat(1_000 + chance.below(2_000));
    return chance.in(TEXTS);
  }

  String number() {
    return chance.oneIn(12) ? chance.in(EXTREME_NUMBERS) : chance.in(NUMBERS);
  }

  private List<Object> list(int depth) {
    var list = new ArrayList<>();
    if (depth > 0) for (int left = chance.below(4); left > 0; left--) list.add(any(depth - 1));
    return list;
  }

  private Map<String, Object> map(int depth) {
    var map = new LinkedHashMap<String, Object>();
    if (depth > 0) {
      for (int left = chance.below(4); left > 0; left--) map.put(chance.in(NAMES), any(depth - 1));
    }
    return map;
  }

  private List<String> distinct(List<String> from) {
    List<String> shuffled = chance.shuffled(from.stream().distinct().toList());
    return shuffled.subList(0, chance.few(3));
  }

  /// What no attribute may have.
  Object wrong() {
    return switch (chance.below(14)) {
      case 0, 1, 2, 3 -> value("N", chance.in(NO_NUMBERS));
      case 4 -> value(chance.of("SS", "NS", "BS"), List.of());
      case 5 -> value("SS", List.of("a", "b", "a"));
      case 6 -> value("NS", List.of("1", "2", chance.of("1", "1.0", "x", "")));
      case 7 -> value("NULL", false);
      case 8 -> Json.object("S", "a", "N", "1");
      case 9 -> Json.object();
      case 10 -> value("X", "a");
      case 11 -> value("B", chance.of("a", "%%%%", "YQ=", "YR=="));
      case 12 -> value("BS", List.of("YQ==", "YQ=="));
      default -> value("L", List.of(value("N", chance.in(NO_NUMBERS))));
    };
  }

  static Map<String, Object> value(String type, Object content) {
    return Json.object(type, content);
  }

  private static String bytes(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
