package io.atolldb.rest;

import io.atolldb.catalog.Table;
import io.atolldb.fault.ApiFault;
import io.atolldb.fault.Refusal;
import io.atolldb.item.AttributeValue;
import io.atolldb.item.AttributeValue.BinaryValue;
import io.atolldb.item.AttributeValue.NumberValue;
import io.atolldb.item.AttributeValue.StringValue;
import io.atolldb.item.Bytes;
import io.atolldb.item.Item;
import io.atolldb.region.Region;
import io.atolldb.request.Keys;
import io.atolldb.table.KeyAttribute;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// An item's place: its table, its key as attributes, and the key as it is stored.
record ItemAddress(Table table, Item key, Bytes encoded) {

  /// Of a path's words, read by the types of the table's keys.
  static ItemAddress of(Region region, RestPath.OneItem path) throws Refusal {
    Table table = table(region, path.table());
    var attributes = new TreeMap<String, AttributeValue>();
    KeyAttribute partition = table.keys().partition();
    attributes.put(partition.name(), value(partition, path.partition()));
    KeyAttribute sort = table.keys().sort();
    String sortText = path.sort();
    if (sort != null && sortText != null) attributes.put(sort.name(), value(sort, sortText));
    if ((sort == null) != (sortText == null)) throw wrongLength(table, sort);
    Item key = Item.owning(attributes);
    return new ItemAddress(table, key, Keys.ofKey(table.keys(), key));
  }

  static Table table(Region region, String name) throws Refusal {
    Table table = region.tables().named(name);
    if (table == null) {
      throw new Refusal(new ApiFault.ResourceNotFound("There is no table " + name));
    }
    if (!table.isActive()) {
      throw new Refusal(
          new ApiFault.ResourceNotFound("Table " + name + " is still being copied to this region"));
    }
    return table;
  }

  private static Refusal wrongLength(Table table, @Nullable KeyAttribute sort) {
    return Refusal.invalid(
        sort == null
            ? "Table " + table.name() + " has no sort key: its items have one key in their path"
            : "Table "
                + table.name()
                + " has the sort key '"
                + sort.name()
                + "', which is missing");
  }

  private static AttributeValue value(KeyAttribute attribute, String text) throws Refusal {
    return switch (attribute.type()) {
      case S -> new StringValue(text);
      case N -> new NumberValue(PlainJsonReader.number(text));
      case B -> new BinaryValue(PlainJsonReader.binary(text));
    };
  }
}
