package io.atolldb.item;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The attributes of one item, in the order of their names (`String.compareTo`). Immutable.
public final class Item {

  /// No item. Every stored item has its key attributes, so the empty one cannot be mistaken for it.
  public static final Item ABSENT = new Item(AttributeMap.EMPTY);

  private final AttributeMap attributes;

  private Item(AttributeMap attributes) {
    this.attributes = attributes;
  }

  /// Copies.
  public static Item of(Map<String, ? extends AttributeValue> attributes) {
    return of(AttributeMap.copyOf(attributes));
  }

  /// Takes the map over: the caller must not touch it again. In natural order of names.
  public static Item owning(TreeMap<String, AttributeValue> attributes) {
    return of(AttributeMap.copyOf(attributes));
  }

  static Item of(AttributeMap attributes) {
    return attributes.isEmpty() ? ABSENT : new Item(attributes);
  }

  public boolean isAbsent() {
    return attributes.isEmpty();
  }

  public @Nullable AttributeValue get(String name) {
    return attributes.get(name);
  }

  /// Unmodifiable.
  public SortedMap<String, AttributeValue> attributes() {
    return attributes;
  }

  AttributeMap map() {
    return attributes;
  }

  @Override
  public boolean equals(Object that) {
    return that instanceof Item item && attributes.equals(item.attributes);
  }

  @Override
  public int hashCode() {
    return attributes.hashCode();
  }

  @Override
  public String toString() {
    return attributes.toString();
  }
}
