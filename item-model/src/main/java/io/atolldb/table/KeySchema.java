package io.atolldb.table;

import io.atolldb.item.AttributeValue;
import io.atolldb.item.Item;
import io.atolldb.item.PrimaryKey;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Which attributes identify an item of a table.
public record KeySchema(KeyAttribute partition, @Nullable KeyAttribute sort) {

  /// The key of an item that has been checked to have one of this schema.
  public PrimaryKey keyOf(Item item) {
    AttributeValue partitionValue = item.get(partition.name());
    AttributeValue sortValue = sort == null ? null : item.get(sort.name());
    if (partitionValue == null || (sort != null && sortValue == null)) {
      throw new IllegalArgumentException("no key of " + this + " in " + item);
    }
    return new PrimaryKey(partitionValue, sortValue);
  }

  /// The item that holds nothing but the key.
  public Item itemOf(PrimaryKey key) {
    var attributes = new TreeMap<String, AttributeValue>();
    attributes.put(partition.name(), key.partition());
    AttributeValue sortValue = key.sort();
    if (sort != null && sortValue != null) attributes.put(sort.name(), sortValue);
    return Item.owning(attributes);
  }

  public boolean isKey(String attribute) {
    return attribute.equals(partition.name()) || (sort != null && attribute.equals(sort.name()));
  }
}
