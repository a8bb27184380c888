package io.atolldb.expression;

import io.atolldb.item.AttributeValue;
import io.atolldb.item.AttributeValue.ListValue;
import io.atolldb.item.AttributeValue.MapValue;
import io.atolldb.item.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What updates do, slowly and obviously: the item is taken apart into maps that can be changed, a
/// list being a map from index to element; every action changes its place; what is left is put
/// together again.
final class UpdateModel {

  private static final class Place {
    @Nullable AttributeValue leaf;
    @Nullable TreeMap<String, Place> members;
    @Nullable TreeMap<Integer, Place> elements;
  }

  private final Place root;

  UpdateModel(Item before) {
    this.root = opened(new MapValue(before.attributes()));
  }

  /// `path` in the spelling of expressions, without placeholders; a null value clears the place.
  /// Returns whether there is such a place.
  boolean put(String path, @Nullable AttributeValue value) {
    Place place = root;
    List<String> steps = List.of(path.replace("[", ".[").split("\\.", -1));
    for (String step : steps.subList(0, steps.size() - 1)) {
      Place next = child(place, step);
      if (next == null) return false;
      place = next;
    }
    String last = steps.getLast();
    Place fresh = value == null ? null : opened(value);
    if (last.startsWith("[") && place.elements != null) {
      replace(place.elements, index(last), fresh);
    } else if (!last.startsWith("[") && place.members != null) {
      replace(place.members, last, fresh);
    } else {
      return false;
    }
    return true;
  }

  Item after() {
    return Item.of(((MapValue) closed(root)).entries());
  }

  private static <K> void replace(Map<K, Place> places, K key, @Nullable Place fresh) {
    if (fresh == null) places.remove(key);
    else places.put(key, fresh);
  }

  private static @Nullable Place child(Place place, String step) {
    if (step.startsWith("[")) {
      return place.elements == null ? null : place.elements.get(index(step));
    }
    return place.members == null ? null : place.members.get(step);
  }

  private static int index(String step) {
    return Integer.parseInt(step.substring(1, step.length() - 1));
  }

  private static Place opened(AttributeValue value) {
    var place = new Place();
    if (value instanceof MapValue map) {
      place.members = new TreeMap<>();
      for (var entry : map.entries().entrySet()) {
        place.members.put(entry.getKey(), opened(entry.getValue()));
      }
    } else if (value instanceof ListValue list) {
      place.elements = new TreeMap<>();
      for (AttributeValue element : list.elements()) {
        place.elements.put(place.elements.size(), opened(element));
      }
    } else {
      place.leaf = value;
    }
    return place;
  }

  private static AttributeValue closed(Place place) {
    if (place.leaf != null) return place.leaf;
    if (place.members != null) {
      var entries = new TreeMap<String, AttributeValue>();
      place.members.forEach((name, member) -> entries.put(name, closed(member)));
      return new MapValue(entries);
    }
    var elements = new ArrayList<AttributeValue>();
    if (place.elements != null) {
      place.elements.values().forEach(element -> elements.add(closed(element)));
    }
    return new ListValue(elements);
  }
}
