package io.atolldb.catalog;

import io.atolldb.clock.RegionId;
import io.atolldb.item.AttributeValue;
import io.atolldb.item.AttributeValue.MapValue;
import io.atolldb.item.AttributeValue.NumberValue;
import io.atolldb.item.AttributeValue.StringValue;
import io.atolldb.item.DynamoNumber;
import io.atolldb.item.Item;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What one replica has instead of the settings that all share; null where it has nothing else.
///
/// They lie in the shared bag, so that every region knows them, and merge with it. A later change
/// of the shared setting, wherever it is made, takes the override of it away, in all replicas: that
/// is a law of how shared settings merge ([io.atolldb.globaltable.SharedSettings]).
///
/// @param readCapacity provisioned read units
/// @param maxRead read request units of an on-demand table
/// @param indexes reads of global indexes, by name
public record ReplicaOverrides(
    @Nullable String encryptionKey,
    @Nullable Long readCapacity,
    @Nullable Long maxRead,
    @Nullable TableClass tableClass,
    SortedMap<String, IndexReads> indexes) {

  public static final ReplicaOverrides NONE = new ReplicaOverrides(null, null, null, null);

  /// What one index of a replica has instead; at least one of the two.
  public record IndexReads(@Nullable Long readCapacity, @Nullable Long maxRead) {}

  /// Where the overrides lie in the bag, by region.
  private static final String OVERRIDES = "ReplicaOverrides";

  private static final String KEY = "KMSMasterKeyId";
  private static final String READ_CAPACITY = "ReadCapacityUnits";
  private static final String MAX_READ = "MaxReadRequestUnits";
  private static final String TABLE_CLASS = "TableClass";
  private static final String INDEXES = "Indexes";

  /// Without any for indexes.
  public ReplicaOverrides(
      @Nullable String encryptionKey,
      @Nullable Long readCapacity,
      @Nullable Long maxRead,
      @Nullable TableClass tableClass) {
    this(encryptionKey, readCapacity, maxRead, tableClass, new TreeMap<>());
  }

  public ReplicaOverrides {
    indexes = Collections.unmodifiableSortedMap(new TreeMap<>(indexes));
  }

  public boolean isEmpty() {
    return equals(NONE);
  }

  /// Those of a region's replica.
  public static ReplicaOverrides of(Item settings, RegionId region) {
    if (!(all(settings).get(region.name()) instanceof MapValue(var own))) return NONE;
    return new ReplicaOverrides(
        own.get(KEY) instanceof StringValue(var key) ? key : null,
        number(own.get(READ_CAPACITY)),
        number(own.get(MAX_READ)),
        own.get(TABLE_CLASS) instanceof StringValue(var name) ? TableClass.valueOf(name) : null,
        indexes(own));
  }

  private static SortedMap<String, IndexReads> indexes(SortedMap<String, AttributeValue> own) {
    var indexes = new TreeMap<String, IndexReads>();
    entries(own.get(INDEXES))
        .forEach((name, value) -> {
          SortedMap<String, AttributeValue> reads = entries(value);
          indexes.put(
              name, new IndexReads(number(reads.get(READ_CAPACITY)), number(reads.get(MAX_READ))));
        });
    return indexes;
  }

  /// An index as this replica has it.
  public Index applied(Index index) {
    IndexReads reads = indexes.get(index.name());
    if (reads == null) return index;
    CapacityUnits provisioned = index.provisioned();
    CapacityUnits onDemand = index.onDemand();
    if (provisioned != null && reads.readCapacity() != null) {
      provisioned = new CapacityUnits(reads.readCapacity(), provisioned.write());
    } else if (provisioned == null && reads.maxRead() != null) {
      long write = onDemand == null ? SettingsChange.UNLIMITED : onDemand.write();
      onDemand = new CapacityUnits(reads.maxRead(), write);
    }
    return index.withUnits(provisioned, onDemand, index.warm());
  }

  private static @Nullable Long number(@Nullable AttributeValue value) {
    return value instanceof NumberValue(var number) ? number.toBigDecimal().longValue() : null;
  }

  private static SortedMap<String, AttributeValue> all(Item settings) {
    return entries(settings.get(OVERRIDES));
  }

  private static SortedMap<String, AttributeValue> entries(@Nullable AttributeValue value) {
    return value instanceof MapValue(var entries) ? entries : new TreeMap<>();
  }

  /// The settings with these overrides for a region's replica, beside those that it has.
  public Item in(Item settings, RegionId region) {
    var regions = new TreeMap<String, AttributeValue>(all(settings));
    var own = new TreeMap<String, AttributeValue>();
    if (regions.get(region.name()) instanceof MapValue(var before)) own.putAll(before);
    if (encryptionKey != null) own.put(KEY, new StringValue(encryptionKey));
    if (readCapacity != null) own.put(READ_CAPACITY, number(readCapacity));
    if (maxRead != null) own.put(MAX_READ, number(maxRead));
    if (tableClass != null) own.put(TABLE_CLASS, new StringValue(tableClass.name()));
    if (!indexes.isEmpty()) own.put(INDEXES, withIndexes(entries(own.get(INDEXES))));
    if (!own.isEmpty()) regions.put(region.name(), new MapValue(own));
    return with(settings, regions);
  }

  private MapValue withIndexes(SortedMap<String, AttributeValue> before) {
    var all = new TreeMap<String, AttributeValue>(before);
    indexes.forEach((name, reads) -> {
      var changed = new TreeMap<String, AttributeValue>(entries(all.get(name)));
      if (reads.readCapacity() != null) changed.put(READ_CAPACITY, number(reads.readCapacity()));
      if (reads.maxRead() != null) changed.put(MAX_READ, number(reads.maxRead()));
      all.put(name, new MapValue(changed));
    });
    return new MapValue(all);
  }

  private static NumberValue number(long value) {
    return new NumberValue(DynamoNumber.of(value));
  }

  /// The settings without any override for a region, whose replica is no more.
  public static Item without(Item settings, RegionId region) {
    var regions = new TreeMap<String, AttributeValue>(all(settings));
    return regions.remove(region.name()) == null ? settings : with(settings, regions);
  }

  /// The settings after a change that was asked of a region: what it says anew holds for that
  /// region's replica. (What it changes holds for every replica.)
  static Item overwritten(Item settings, RegionId self, SettingsChange change) {
    ReplicaOverrides before = of(settings, self);
    if (before.isEmpty()) return settings;
    var left =
        new ReplicaOverrides(
            change.encryption() == null ? before.encryptionKey : null,
            left(before.readCapacity, change.provisioned()),
            left(before.maxRead, change.onDemand()),
            change.tableClass() == null ? before.tableClass : null,
            before.indexes);
    Item without = without(settings, self);
    return left.in(without, self);
  }

  /// The same after a change of an index that was asked of a region.
  public static Item overwritten(
      Item settings,
      RegionId self,
      String index,
      @Nullable CapacityUnits provisioned,
      @Nullable CapacityUnits onDemand) {
    ReplicaOverrides before = of(settings, self);
    IndexReads reads = before.indexes.get(index);
    if (reads == null) return settings;
    var indexes = new TreeMap<String, IndexReads>(before.indexes);
    Long readCapacity = left(reads.readCapacity, provisioned);
    Long maxRead = left(reads.maxRead, onDemand);
    if (readCapacity == null && maxRead == null) indexes.remove(index);
    else indexes.put(index, new IndexReads(readCapacity, maxRead));
    var left =
        new ReplicaOverrides(
            before.encryptionKey, before.readCapacity, before.maxRead, before.tableClass, indexes);
    return left.in(without(settings, self), self);
  }

  /// What becomes of the shared units where a region asks for others. If these have the reads that
  /// its replica has by an override, the writes alone change, and all replicas keep their reads.
  public static @Nullable CapacityUnits shared(
      @Nullable CapacityUnits wanted, @Nullable Long override, @Nullable CapacityUnits before) {
    if (wanted == null || override == null || wanted.read() != override) return wanted;
    long read = before == null ? SettingsChange.UNLIMITED : before.read();
    return new CapacityUnits(read, wanted.write());
  }

  private static @Nullable Long left(@Nullable Long read, @Nullable CapacityUnits wanted) {
    return read == null || wanted == null || wanted.read() == read ? read : null;
  }

  private static Item with(Item settings, SortedMap<String, AttributeValue> regions) {
    var bag = new TreeMap<String, AttributeValue>(settings.attributes());
    if (regions.isEmpty()) bag.remove(OVERRIDES);
    else bag.put(OVERRIDES, new MapValue(regions));
    return Item.owning(bag);
  }
}
