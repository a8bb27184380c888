package io.atolldb.conflicts;

import io.atolldb.item.AttributeValue;
import io.atolldb.item.Item;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// What sets two images apart.
public final class Difference {

  private Difference() {}

  /// The names of the attributes that only one image has, or that have another value in each, in
  /// order. A key that holds no item has no attributes.
  public static List<String> attributes(Item kept, Item lost) {
    var names = new TreeSet<String>();
    collect(kept, lost, names);
    collect(lost, kept, names);
    return List.copyOf(names);
  }

  private static void collect(Item one, Item other, TreeSet<String> names) {
    if (one.isAbsent()) return;
    Map<String, AttributeValue> there = other.isAbsent() ? Map.of() : other.attributes();
    one.attributes()
        .forEach((name, value) -> {
          if (!value.equals(there.get(name))) names.add(name);
        });
  }
}
