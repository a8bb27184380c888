package io.atolldb.differential;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// JSON as plain maps, lists, texts, numbers and truth values, which requests are made of, shrunk
/// and compared as.
final class Json {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private Json() {}

  /// Names and values in turn; members without a value are left out.
  static Map<String, Object> object(@Nullable Object... namesAndValues) {
    var object = new LinkedHashMap<String, Object>();
    for (int at = 0; at < namesAndValues.length; at += 2) {
      Object value = namesAndValues[at + 1];
      if (value != null) object.put(String.valueOf(namesAndValues[at]), value);
    }
    return object;
  }

  static String text(Object tree) {
    return MAPPER.writeValueAsString(tree);
  }

  static Object parse(String text) {
    return MAPPER.readValue(text, Object.class);
  }

  @SuppressWarnings("unchecked") // JSON has no other keys
  static Map<String, Object> members(@Nullable Object tree) {
    return tree instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
  }

  @SuppressWarnings("unchecked") // whatever is in it
  static List<Object> elements(@Nullable Object tree) {
    return tree instanceof List<?> list ? (List<Object>) list : List.of();
  }

  /// One that can be changed without changing this one.
  static Object copy(Object tree) {
    if (tree instanceof Map<?, ?>) {
      var copy = new LinkedHashMap<String, Object>();
      members(tree).forEach((name, value) -> copy.put(name, copy(value)));
      return copy;
    }
    if (tree instanceof List<?>) {
      var copy = new ArrayList<Object>();
      for (Object element : elements(tree)) copy.add(copy(element));
      return copy;
    }
    return tree;
  }
}
