package io.atolldb.catalog;

import io.atolldb.globaltable.SharedSettings;
import io.atolldb.globaltable.TableDescriptor;
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
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Secondary indexes as they stand in the bag of a table's shared settings: a map from their names
/// to what they are, and another one to their throughput. So they travel, and are merged, with the
/// other settings, index by index; a deleted index does not come back by a change of its
/// throughput.
public final class IndexSettings {

  private static final String INDEXES = "Indexes";
  private static final String THROUGHPUT = "IndexThroughput";
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
    var definitions = new TreeMap<String, AttributeValue>();
    var throughput = new TreeMap<String, AttributeValue>();
    for (Index index : indexes.all()) {
      definitions.put(index.name(), write(index));
      var units = new TreeMap<String, AttributeValue>();
      putUnits(units, TableSettings.PROVISIONED, index.provisioned());
      putUnits(units, TableSettings.ON_DEMAND, index.onDemand());
      putUnits(units, TableSettings.WARM, index.warm());
      index.times().putInto(units);
      if (!units.isEmpty()) throughput.put(index.name(), new MapValue(units));
    }
    var bag = new TreeMap<String, AttributeValue>(settings.attributes());
    put(bag, INDEXES, definitions);
    put(bag, THROUGHPUT, throughput);
    return Item.owning(bag);
  }

  private static void put(
      TreeMap<String, AttributeValue> bag, String name, TreeMap<String, AttributeValue> entries) {
    if (entries.isEmpty()) bag.remove(name);
    else bag.put(name, new MapValue(entries));
  }

  static Indexes read(TableDescriptor table) {
    Item settings = table.settings();
    var indexes = new ArrayList<Index>();
    entries(settings.get(INDEXES))
        .forEach((name, value) -> {
          SortedMap<String, AttributeValue> definition = entries(value);
          AttributeValue units = entries(settings.get(THROUGHPUT)).get(name);
          // Once throughput stood beside the definition.
          Index index = read(name, definition, units == null ? definition : entries(units));
          indexes.add(index.isLocal() ? index : fitting(index, settings));
        });
    return agreeing(indexes, table.shared());
  }

  /// The billing mode may have changed in one region while another one made the index, or changed
  /// it. One that was given no capacity has as much as its table.
  private static Index fitting(Index index, Item settings) {
    return switch (TableSettings.billing(settings)) {
      case PAY_PER_REQUEST -> index.withUnits(null, index.onDemand(), index.warm());
      case PROVISIONED -> {
        CapacityUnits own = index.provisioned();
        CapacityUnits ofTable = TableSettings.units(settings.get(TableSettings.PROVISIONED));
        yield index.withUnits(own == null ? ofTable : own, null, index.warm());
      }
    };
  }

  /// An attribute has one type in all keys. Where two regions at once made indexes that want
  /// different ones, the later index is there and the earlier is not.
  private static Indexes agreeing(List<Index> all, SharedSettings shared) {
    var latestFirst = new ArrayList<>(all);
    latestFirst.sort(
        Comparator.comparing((Index index) -> shared.indexSince(index.name()))
            .thenComparing(Index::name)
            .reversed());
    var types = new HashMap<String, ScalarType>();
    var agreeing = new ArrayList<Index>();
    for (Index index : latestFirst) {
      if (!agrees(index.keys(), types)) continue;
      for (int at = 0; at < index.keys().size(); at++) {
        KeyAttribute key = index.keys().attribute(at);
        types.put(key.name(), key.type());
      }
      agreeing.add(index);
    }
    return new Indexes(agreeing);
  }

  private static boolean agrees(IndexKeys keys, Map<String, ScalarType> types) {
    for (int at = 0; at < keys.size(); at++) {
      KeyAttribute key = keys.attribute(at);
      if (types.getOrDefault(key.name(), key.type()) != key.type()) return false;
    }
    return true;
  }

  private static SortedMap<String, AttributeValue> entries(@Nullable AttributeValue value) {
    return value instanceof MapValue(var entries) ? entries : new TreeMap<>();
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

  private static Index read(
      String name,
      SortedMap<String, AttributeValue> index,
      SortedMap<String, AttributeValue> throughput) {
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
        TableSettings.units(throughput.get(TableSettings.PROVISIONED)),
        TableSettings.units(throughput.get(TableSettings.ON_DEMAND)),
        TableSettings.units(throughput.get(TableSettings.WARM)),
        CapacityTimes.in(throughput));
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
}
