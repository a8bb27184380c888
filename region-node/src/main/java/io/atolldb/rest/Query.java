package io.atolldb.rest;

import io.atolldb.fault.Refusal;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The part of a URL behind the question mark. A name that the resource does not know is refused: a
/// misspelt `limit` should not read a whole table.
final class Query {

  private static final int DEFAULT_LIMIT = 100;
  private static final int LIMIT_MAX = 1_000;
  private static final int LIMIT_DIGITS_MAX = 9;

  private final TreeMap<String, String> values = new TreeMap<>();

  private Query() {}

  static Query parse(@Nullable String query, List<String> known) throws Refusal {
    var parsed = new Query();
    if (query == null || query.isEmpty()) return parsed;
    for (String pair : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = PercentText.decode(equals < 0 ? pair : pair.substring(0, equals));
      String value = equals < 0 ? "" : PercentText.decode(pair.substring(equals + 1));
      if (!known.contains(name)) {
        throw Refusal.invalid(
            known.isEmpty()
                ? "There is no query parameter '" + name + "' here"
                : "There is no query parameter '" + name + "' here, but " + known);
      }
      if (parsed.values.put(name, value) != null) {
        throw Refusal.invalid("The query parameter '" + name + "' stands twice");
      }
    }
    return parsed;
  }

  @Nullable String text(String name) {
    return values.get(name);
  }

  int limit() throws Refusal {
    String text = values.get("limit");
    if (text == null) return DEFAULT_LIMIT;
    boolean digits =
        !text.isEmpty()
            && text.length() <= LIMIT_DIGITS_MAX
            && text.chars().allMatch(c -> c >= '0' && c <= '9');
    int limit = digits ? Integer.parseInt(text) : 0;
    if (limit < 1 || limit > LIMIT_MAX) {
      throw Refusal.invalid("limit is a whole number from 1 to " + LIMIT_MAX);
    }
    return limit;
  }
}
