package io.atolldb.differential;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
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
    List<Object> these = sort ? sorted(path, local) : local;
    List<Object> those = sort ? sorted(path, atoll) : atoll;
    for (int at = 0; at < these.size(); at++) any(path + "[]", these.get(at), those.get(at));
  }

  private boolean isUnordered(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    if (UNORDERED.contains(name)) return true;
    return switch (call.operation()) {
      case "BatchGetItem" -> path.startsWith("/Responses/") && path.indexOf('/', 11) < 0;
      case "Scan" -> path.equals("/Items");
      // Where index keys are equal, nothing says which comes first.
      case "Query" -> path.equals("/Items") && call.body().containsKey("IndexName");
      case "ExecuteStatement" -> path.equals("/Items") && !call.toString().contains("ORDER BY");
      default -> false;
    };
  }

  private static List<Object> sorted(String path, List<Object> list) {
    Comparator<Object> order =
        path.endsWith("NS")
            ? Comparator.comparing(number -> new BigDecimal(number.toString()))
            : Comparator.comparing(Json::text);
    return list.stream().map(Comparison::canonical).sorted(order).toList();
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
    return value == null ? "-" : Json.text(value);
  }
}
