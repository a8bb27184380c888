package io.atolldb.differential;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Two answers to one request, and where they differ.
final class Comparison {

  /// Different at every call, or between any two services.
  private static final Set<String> OF_THE_MOMENT =
      Set.of(
          "CreationDateTime",
          "LastUpdateToPayPerRequestDateTime",
          "LastIncreaseDateTime",
          "LastDecreaseDateTime",
          "TableId",
          "TableArn",
          "IndexArn",
          "LatestStreamArn",
          "LatestStreamLabel",
          "NextToken");

  /// Lists without an order, by the member that holds them.
  private static final Set<String> UNORDERED =
      Set.of(
          "SS",
          "NS",
          "BS",
          "AttributeDefinitions",
          "GlobalSecondaryIndexes",
          "LocalSecondaryIndexes",
          "NonKeyAttributes",
          "ConsumedCapacity",
          "ItemCollectionMetrics",
          "Tags");

  /// Ends the path of items that are the same, but not in the same order.
  static final String ORDER = " order";

  private final Call call;
  private final List<Mismatch> found = new ArrayList<>();

  private Comparison(Call call) {
    this.call = call;
  }

  static List<Mismatch> of(Call call, Answer local, Answer atoll) {
    var comparison = new Comparison(call);
    if (!local.outcome().equals(atoll.outcome())) {
      return List.of(new Mismatch(Mismatch.OUTCOME, local.line(), atoll.line()));
    }
    if (!local.message().equals(atoll.message())) {
      comparison.found.add(new Mismatch(Mismatch.MESSAGE, local.message(), atoll.message()));
    }
    comparison.members("", local.body(), atoll.body());
    return List.copyOf(comparison.found);
  }

  /// Values, numbers by what they are worth.
  static boolean same(Map<String, Object> one, Map<String, Object> other) {
    return withPlainNumbers(canonical(one)).equals(withPlainNumbers(canonical(other)));
  }

  /// Whether a tree is what is left of another one after members and elements are taken out of it.
  static boolean isPart(Object part, Object whole) {
    return isLeft(withPlainNumbers(part), withPlainNumbers(whole));
  }

  private static boolean isLeft(@Nullable Object part, @Nullable Object whole) {
    if (part instanceof Map<?, ?> && whole instanceof Map<?, ?>) {
      Map<String, Object> all = Json.members(whole);
      return Json.members(part).entrySet().stream()
          .allMatch(one -> isLeft(one.getValue(), all.get(one.getKey())));
    }
    if (part instanceof List<?> && whole instanceof List<?>) {
      Iterator<Object> all = Json.elements(whole).iterator();
      for (Object one : Json.elements(part)) {
        boolean met = false;
        while (!met && all.hasNext()) met = isLeft(one, all.next());
        if (!met) return false;
      }
      return true;
    }
    return Objects.equals(part, whole);
  }

  /// The same text for what is the same.
  static String canonicalText(Map<String, Object> tree) {
    return Json.text(withPlainNumbers(canonical(tree)));
  }

  private void members(String path, Map<String, Object> local, Map<String, Object> atoll) {
    var names = new TreeSet<>(local.keySet());
    names.addAll(atoll.keySet());
    for (String name : names) {
      boolean text = path.isEmpty() && Set.of("__type", "message", "Message").contains(name);
      if (text || OF_THE_MOMENT.contains(name)) continue;
      any(path + "/" + name, local.get(name), atoll.get(name));
    }
  }

  private void any(String path, @Nullable Object local, @Nullable Object atoll) {
    if (local instanceof Map<?, ?> && atoll instanceof Map<?, ?>) {
      members(path, Json.members(local), Json.members(atoll));
    } else if (local instanceof List<?> && atoll instanceof List<?>) {
      elements(path, Json.elements(local), Json.elements(atoll));
    } else if (local instanceof Number one && atoll instanceof Number other) {
      if (one.doubleValue() != other.doubleValue()) differ(path, local, atoll);
    } else if (!Objects.equals(local, atoll)) {
      differ(path, local, atoll);
    }
  }

  private void elements(String path, List<Object> local, List<Object> atoll) {
    if (local.size() != atoll.size()) {
      differ(path, local, atoll);
      return;
    }
    boolean sort = isUnordered(path);
    if (!sort && isOrderAlone(path, local, atoll)) {
      differ(path + ORDER, local, atoll);
      return;
    }
    List<Object> these = sort ? sorted(path, local) : local;
    List<Object> those = sort ? sorted(path, atoll) : atoll;
    for (int at = 0; at < these.size(); at++) any(path + "[]", these.get(at), those.get(at));
  }

  private static boolean isOrderAlone(String path, List<Object> local, List<Object> atoll) {
    if (!path.equals("/Items")) return false;
    List<String> these = canonicalTexts(local);
    List<String> those = canonicalTexts(atoll);
    return !these.equals(those)
        && these.stream().sorted().toList().equals(those.stream().sorted().toList());
  }

  static List<String> canonicalTexts(List<Object> items) {
    return items.stream().map(item -> canonicalText(Json.members(item))).toList();
  }

  private boolean isUnordered(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    if (UNORDERED.contains(name)) return true;
    return switch (call.operation()) {
      case "BatchGetItem" -> path.startsWith("/Responses/") && path.indexOf('/', 11) < 0;
      case "Scan" -> path.equals("/Items");
      // Where index keys are equal, nothing says which comes first.
      case "Query" -> path.equals("/Items") && call.body().containsKey("IndexName");
      case "ExecuteStatement" -> path.equals("/Items") && !isOrdered(call.toString());
      default -> false;
    };
  }

  /// The partitions of an IN come in any order, whatever the order within each.
  private static boolean isOrdered(String statement) {
    return statement.contains("ORDER BY") && !statement.contains(" IN [");
  }

  private static List<Object> sorted(String path, List<Object> list) {
    Comparator<Object> order =
        path.endsWith("NS")
            ? Comparator.comparing(number -> new BigDecimal(number.toString()))
            : Comparator.comparing(tree -> Json.text(withPlainNumbers(tree)));
    return list.stream().map(Comparison::canonical).sorted(order).toList();
  }

  /// With every number written in one way, so that the ways of writing it do not change an order.
  private static Object withPlainNumbers(Object tree) {
    if (tree instanceof Map<?, ?>) {
      var copy = new TreeMap<String, Object>();
      Json.members(tree).forEach((name, value) -> copy.put(name, withPlainNumbers(name, value)));
      return copy;
    }
    if (tree instanceof List<?>) {
      return Json.elements(tree).stream().map(Comparison::withPlainNumbers).toList();
    }
    return tree;
  }

  /// An attribute of an item may be called N as well.
  private static Object withPlainNumbers(String name, Object value) {
    if (name.equals("N") && value instanceof String digits) return plain(digits);
    if (name.equals("NS") && value instanceof List<?> numbers) {
      return numbers.stream().map(number -> plain(number.toString())).toList();
    }
    return withPlainNumbers(value);
  }

  private static String plain(String digits) {
    return new BigDecimal(digits).stripTrailingZeros().toPlainString();
  }

  /// With members and sets in one order, whatever order they came in.
  private static Object canonical(Object tree) {
    if (tree instanceof Map<?, ?>) {
      Object copy = new TreeMap<String, Object>();
      Map<String, Object> members = Json.members(copy);
      Json.members(tree)
          .forEach((name, value) -> {
            Object inOrder = canonical(value);
            boolean set = name.length() == 2 && UNORDERED.contains(name);
            members.put(name, set ? sorted(name, Json.elements(inOrder)) : inOrder);
          });
      return copy;
    }
    if (tree instanceof List<?>) {
      return Json.elements(tree).stream().map(Comparison::canonical).toList();
    }
    return tree;
  }

  private void differ(String path, @Nullable Object local, @Nullable Object atoll) {
    found.add(new Mismatch(path, shown(local), shown(atoll)));
  }

  private static String shown(@Nullable Object value) {
    return value == null ? Mismatch.NOTHING : Json.text(value);
  }
}
