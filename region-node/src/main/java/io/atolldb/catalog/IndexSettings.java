package io.atolldb.catalog;

import io.atolldb.item.AttributeValue;
import io.atolldb.item.AttributeValue.ListValue;
import io.atolldb.item.AttributeValue.MapValue;
import io.atolldb.item.AttributeValue.NumberValue;
import io.atolldb.item.AttributeValue.StringValue;
import io.atolldb.item.DynamoNumber;
import io.atolldb.item.Item;
import io.atolldb.table.IndexKeys;
import io.atolldb.table.KeyAttribute;
import io.atolldb.table.ScalarType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Secondary indexes as they stand in the bag of a table's shared settings: a map from their names
/// to what they are. So they travel, and are merged, with the other settings.
public final class IndexSettings {

  private static final String INDEXES = "Indexes";
  private static final String ID = "Id";
  private static final String KIND = "Kind";
  private static final String PARTITION = "Partition";
  private static final String SORT = "Sort";
  private static final String NAME = "Name";
  private static final String TYPE = "Type";
  private static final String PROJECTION = "Projection";
  private static final String NON_KEYS = "NonKeys";

  private IndexSettings() {}

  /// Settings with these indexes in the place of others.
  public static Item with(Item settings, Indexes indexes) {
    var bag = new TreeMap<String, AttributeValue>(settings.attributes());
    if (indexes.isEmpty()) {
      bag.remove(INDEXES);
    } else {
      var byName = new TreeMap<String, AttributeValue>();
      for (Index index : indexes.all()) byName.put(index.name(), write(index));
      bag.put(INDEXES, new MapValue(byName));
    }
    return Item.owning(bag);
  }

  static Indexes read(Item settings) {
    if (!(settings.get(INDEXES) instanceof MapValue(var byName))) return Indexes.NONE;
    var indexes = new ArrayList<Index>();
    for (Map.Entry<String, AttributeValue> entry : byName.entrySet()) {
      if (entry.getValue() instanceof MapValue(var index)) {
        indexes.add(read(entry.getKey(), index));
      }
    }
    return new Indexes(indexes);
  }

  private static MapValue write(Index index) {
    var entries = new TreeMap<String, AttributeValue>();
    entries.put(ID, new StringValue(index.id().toString()));
    entries.put(KIND, new StringValue(index.kind().name()));
    entries.put(PARTITION, write(index.keys().partition()));
    entries.put(SORT, write(index.keys().sort()));
    entries.put(PROJECTION, new StringValue(index.projection().name()));
    var nonKeys = new ArrayList<AttributeValue>();
    for (String name : index.nonKeys()) nonKeys.add(new StringValue(name));
    entries.put(NON_KEYS, new ListValue(nonKeys));
    putUnits(entries, TableSettings.PROVISIONED, index.provisioned());
    putUnits(entries, TableSettings.ON_DEMAND, index.onDemand());
    putUnits(entries, TableSettings.WARM, index.warm());
    return new MapValue(entries);
  }

  private static ListValue write(List<KeyAttribute> attributes) {
    var elements = new ArrayList<AttributeValue>();
    for (KeyAttribute attribute : attributes) {
      var entries = new TreeMap<String, AttributeValue>();
      entries.put(NAME, new StringValue(attribute.name()));
      entries.put(TYPE, new StringValue(attribute.type().name()));
      elements.add(new MapValue(entries));
    }
    return new ListValue(elements);
  }

  private static void putUnits(
      SortedMap<String, AttributeValue> entries, String name, @Nullable CapacityUnits units) {
    if (units == null) return;
    var pair = new TreeMap<String, AttributeValue>();
    pair.put(TableSettings.READ, new NumberValue(DynamoNumber.of(units.read())));
    pair.put(TableSettings.WRITE, new NumberValue(DynamoNumber.of(units.write())));
    entries.put(name, new MapValue(pair));
  }

  private static Index read(String name, SortedMap<String, AttributeValue> index) {
    var nonKeys = new TreeSet<String>();
    if (index.get(NON_KEYS) instanceof ListValue(var elements)) {
      for (AttributeValue element : elements) {
        if (element instanceof StringValue(var attribute)) nonKeys.add(attribute);
      }
    }
    return new Index(
        UUID.fromString(text(index, ID)),
        name,
        Index.Kind.valueOf(text(index, KIND)),
        new IndexKeys(attributes(index.get(PARTITION)), attributes(index.get(SORT))),
        ProjectionType.valueOf(text(index, PROJECTION)),
        nonKeys,
        units(index.get(TableSettings.PROVISIONED)),
        units(index.get(TableSettings.ON_DEMAND)),
        units(index.get(TableSettings.WARM)));
  }

  private static List<KeyAttribute> attributes(@Nullable AttributeValue value) {
    var attributes = new ArrayList<KeyAttribute>();
    if (!(value instanceof ListValue(var elements))) return attributes;
    for (AttributeValue element : elements) {
      if (element instanceof MapValue(var entries)) {
        attributes.add(
            new KeyAttribute(text(entries, NAME), ScalarType.valueOf(text(entries, TYPE))));
      }
    }
    return attributes;
  }

  private static String text(SortedMap<String, AttributeValue> entries, String name) {
    if (entries.get(name) instanceof StringValue(var text)) return text;
    throw new IllegalStateException("settings of an index without " + name + ": " + entries);
  }

  private static @Nullable CapacityUnits units(@Nullable AttributeValue value) {
    if (!(value instanceof MapValue(var pair))) return null;
    return new CapacityUnits(
        number(pair.get(TableSettings.READ)), number(pair.get(TableSettings.WRITE)));
  }

  private static long number(@Nullable AttributeValue value) {
    return value instanceof NumberValue(var number) ? number.toBigDecimal().longValue() : 0;
  }
}
