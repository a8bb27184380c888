package io.atolldb.expression;

import io.atolldb.codec.Utf8;
import io.atolldb.item.AttributeName;
import io.atolldb.item.AttributeValue;
import io.atolldb.item.ItemSize;
import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What the `#name`s and `:value`s of one request stand for, and which of them its expressions have
/// used so far. One instance for all expressions of a request; not thread-safe.
public final class Placeholders {

  public static final String NAMES_MEMBER = "ExpressionAttributeNames";
  public static final String VALUES_MEMBER = "ExpressionAttributeValues";

  private final SortedMap<String, String> names;
  private final SortedMap<String, AttributeValue> values;
  private final Set<String> used = new HashSet<>();

  /// For a request that has neither map, or maps that were checked before.
  public Placeholders(Map<String, String> names, Map<String, ? extends AttributeValue> values) {
    this.names = names.isEmpty() ? Collections.emptySortedMap() : new TreeMap<>(names);
    this.values = values.isEmpty() ? Collections.emptySortedMap() : new TreeMap<>(values);
  }

  /// Of a request that has no placeholders.
  public static Placeholders none() {
    return new Placeholders(Collections.emptySortedMap(), Collections.emptySortedMap());
  }

  /// Checks the two maps of a request, null where it has none, and takes them.
  public static Placeholders of(
      @Nullable Map<String, String> names, @Nullable Map<String, AttributeValue> values)
      throws InvalidExpression {
    if (names != null) {
      checkKeys(NAMES_MEMBER, names.keySet(), '#');
      checkNames(names);
    }
    if (values != null) checkKeys(VALUES_MEMBER, values.keySet(), ':');
    checkSize(names, values);
    return new Placeholders(
        names == null ? Collections.emptySortedMap() : names,
        values == null ? Collections.emptySortedMap() : values);
  }

  /// Checks what a request uses as `#name`s: there is one, and each is a placeholder of at most
  /// [ExpressionLimits#PLACEHOLDER_LENGTH_MAX] characters. The same for `:value`s with their sign.
  private static void checkKeys(String member, Set<String> keys, char sign)
      throws InvalidExpression {
    if (keys.isEmpty()) throw new InvalidExpression(Wording.placeholdersEmpty(member));
    for (String key : new TreeSet<>(keys)) {
      if (key.isEmpty()) throw new InvalidExpression(Wording.placeholderEmpty(member));
      if (!Tokens.isPlaceholder(key, sign)) {
        throw new InvalidExpression(Wording.placeholderSyntax(member, key));
      }
      if (key.length() > ExpressionLimits.PLACEHOLDER_LENGTH_MAX) {
        throw new InvalidExpression(Wording.placeholderTooLong(member, key));
      }
    }
  }

  private static void checkNames(Map<String, String> names) throws InvalidExpression {
    for (Map.Entry<String, String> name : new TreeMap<>(names).entrySet()) {
      String wrong = AttributeName.wrong(name.getValue());
      if (wrong == null) continue;
      throw new InvalidExpression(Wording.placeholderValue(NAMES_MEMBER, wrong, name.getKey()));
    }
  }

  /// The size of a map is that of an item with the same names and values.
  private static void checkSize(
      @Nullable Map<String, String> names, @Nullable Map<String, AttributeValue> values)
      throws InvalidExpression {
    long bytes = 0;
    if (names != null) {
      for (Map.Entry<String, String> name : names.entrySet()) {
        bytes += name.getKey().length() + (long) Utf8.length(name.getValue());
      }
    }
    if (values != null) {
      for (Map.Entry<String, AttributeValue> value : values.entrySet()) {
        bytes += ItemSize.of(value.getKey(), value.getValue());
      }
    }
    if (bytes <= ExpressionLimits.PLACEHOLDERS_BYTES_MAX) return;
    throw new InvalidExpression(Wording.placeholdersTooLarge(bytes));
  }

  @Nullable String name(String placeholder) {
    used.add(placeholder);
    return names.get(placeholder);
  }

  @Nullable AttributeValue value(String placeholder) {
    used.add(placeholder);
    return values.get(placeholder);
  }

  /// Refuses placeholders that no expression has used: to be called once all are parsed.
  public void requireAllUsed() throws InvalidExpression {
    requireUsed(NAMES_MEMBER, names.keySet());
    requireUsed(VALUES_MEMBER, values.keySet());
  }

  private void requireUsed(String member, Set<String> defined) throws InvalidExpression {
    if (used.containsAll(defined)) return;
    var unused = new TreeSet<>(defined);
    unused.removeAll(used);
    throw new InvalidExpression(Wording.unused(member, unused));
  }
}
