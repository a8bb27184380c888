package io.atolldb.catalog;

import io.atolldb.catalog.SettingsChange.Encryption;
import io.atolldb.catalog.SettingsChange.StreamChange;
import io.atolldb.clock.RegionId;
import io.atolldb.globaltable.RegionalSettings;
import io.atolldb.item.AttributeValue;
import io.atolldb.item.AttributeValue.BooleanValue;
import io.atolldb.item.AttributeValue.ListValue;
import io.atolldb.item.AttributeValue.MapValue;
import io.atolldb.item.AttributeValue.NumberValue;
import io.atolldb.item.AttributeValue.StringValue;
import io.atolldb.item.DynamoNumber;
import io.atolldb.item.Item;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A table's settings with a change in them.
public final class SettingsEdit {

  /// The form of a stream's label: no underscore may stand in it, as clients turn colons into them.
  private static final DateTimeFormatter LABEL =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS").withZone(ZoneOffset.UTC);

  private final RegionId self;
  private final long nowMillis;
  private final TreeMap<String, AttributeValue> bag;
  private final TreeMap<String, AttributeValue> own;
  private final ReplicaOverrides overrides;

  private SettingsEdit(Item before, RegionId self, long nowMillis) {
    this.self = self;
    this.nowMillis = nowMillis;
    this.bag = new TreeMap<>(before.attributes());
    this.own = new TreeMap<>(RegionalSettings.of(before, self));
    this.overrides = ReplicaOverrides.of(before, self);
  }

  /// The settings of a new table.
  public static Item created(SettingsChange change, RegionId self, long nowMillis) {
    var edit = new SettingsEdit(Item.ABSENT, self, nowMillis);
    edit.put(TableSettings.BILLING_MODE, BillingMode.PROVISIONED.name());
    edit.apply(change);
    Item created = edit.result(Item.ABSENT);
    return change.tags().isEmpty()
        ? created
        : OwnSettings.of(created, self).withTags(change.tags());
  }

  /// The settings of a table as they are after a change.
  public static Item changed(Table table, SettingsChange change, long nowMillis) {
    Item before = table.descriptor().settings();
    var edit = new SettingsEdit(before, table.self(), nowMillis);
    edit.noteDirection(TableSettings.of(table), change.provisioned());
    edit.noteSwitches(TableSettings.of(table), change);
    edit.apply(change);
    return ReplicaOverrides.overwritten(edit.result(before), table.self(), change);
  }

  /// The settings with another word on whether this region may leave the global table.
  public static Item withDisassociationProtection(Table table, boolean on) {
    Item before = table.descriptor().settings();
    SortedMap<String, AttributeValue> own = RegionalSettings.of(before, table.self());
    var changed = new TreeMap<String, AttributeValue>(own);
    changed.put(TableSettings.DISASSOCIATION_PROTECTION, new BooleanValue(on));
    return RegionalSettings.with(before, own, table.self(), changed);
  }

  /// The settings of a table whose items expire by this attribute from now on; null: no longer.
  public static Item expiring(Table table, @Nullable String attribute, long nowMillis) {
    Item before = table.descriptor().settings();
    var edit = new SettingsEdit(before, table.self(), nowMillis);
    if (attribute == null) edit.bag.remove(TableSettings.EXPIRY_ATTRIBUTE);
    else edit.put(TableSettings.EXPIRY_ATTRIBUTE, attribute);
    edit.put(TableSettings.EXPIRY_SINCE, nowMillis);
    return edit.result(before);
  }

  private Item result(Item before) {
    return RegionalSettings.with(Item.of(bag), RegionalSettings.of(before, self), self, own);
  }

  private void apply(SettingsChange change) {
    billing(change.billing());
    putUnits(
        TableSettings.PROVISIONED,
        ReplicaOverrides.shared(
            change.provisioned(), overrides.readCapacity(), units(TableSettings.PROVISIONED)));
    putUnits(
        TableSettings.ON_DEMAND,
        ReplicaOverrides.shared(
            change.onDemand(), overrides.maxRead(), units(TableSettings.ON_DEMAND)));
    putUnits(TableSettings.WARM, change.warm());
    stream(change.stream());
    encryption(change.encryption());
    TableClass tableClass = change.tableClass();
    if (tableClass != null) {
      if (bag.containsKey(TableSettings.TABLE_CLASS)) {
        put(TableSettings.TABLE_CLASS_SINCE, nowMillis);
      }
      put(TableSettings.TABLE_CLASS, tableClass.name());
    }
    Boolean protection = change.deletionProtection();
    if (protection != null) {
      own.put(TableSettings.DELETION_PROTECTION, new BooleanValue(protection));
    }
  }

  private void billing(@Nullable BillingMode mode) {
    if (mode == null) return;
    StringValue wanted = new StringValue(mode.name());
    boolean changed = !wanted.equals(bag.put(TableSettings.BILLING_MODE, wanted));
    if (mode == BillingMode.PAY_PER_REQUEST) {
      bag.remove(TableSettings.PROVISIONED);
      if (changed) put(TableSettings.ON_DEMAND_SINCE, nowMillis);
    } else {
      bag.remove(TableSettings.ON_DEMAND);
    }
  }

  private void stream(@Nullable StreamChange change) {
    switch (change) {
      case null -> {}
      case StreamChange.On(StreamView view) -> {
        put(TableSettings.STREAM_VIEW, view.name());
        put(TableSettings.STREAM_LABEL, LABEL.format(Instant.ofEpochMilli(nowMillis)));
      }
      case StreamChange.Off() -> bag.remove(TableSettings.STREAM_VIEW);
    }
  }

  private void encryption(@Nullable Encryption change) {
    switch (change) {
      case null -> {}
      case Encryption.With(EncryptionType type, String keyId) -> {
        put(TableSettings.ENCRYPTION_TYPE, type.name());
        put(TableSettings.ENCRYPTION_KEY, keyId);
      }
      case Encryption.ServiceKey() -> {
        bag.remove(TableSettings.ENCRYPTION_TYPE);
        bag.remove(TableSettings.ENCRYPTION_KEY);
      }
    }
  }

  /// Remembers whether provisioned capacity goes up or down.
  private void noteDirection(TableSettings before, @Nullable CapacityUnits wanted) {
    if (wanted == null || before.billing() != BillingMode.PROVISIONED) return;
    before.capacityTimes().changed(before.provisioned(), wanted, nowMillis).putInto(bag);
  }

  /// Remembers when what may not change often has changed.
  private void noteSwitches(TableSettings before, SettingsChange change) {
    boolean toOnDemand =
        change.billing() == BillingMode.PAY_PER_REQUEST && before.billing() != change.billing();
    if (toOnDemand) {
      putTimes(TableSettings.SWITCHES, before.switchesToOnDemand(), TableSettings.SWITCHES_MAX);
    }
    TableClass wanted = change.tableClass();
    if (wanted != null && before.changesClass(wanted)) {
      putTimes(
          TableSettings.CLASS_CHANGES, before.tableClassChanges(), TableSettings.CLASS_CHANGES_MAX);
    }
  }

  /// These and the present, of them the last ones.
  private void putTimes(String name, List<Long> before, int max) {
    var times = new ArrayList<AttributeValue>();
    for (long time : before) times.add(number(time));
    times.add(number(nowMillis));
    bag.put(name, new ListValue(times.subList(Math.max(0, times.size() - max), times.size())));
  }

  private @Nullable CapacityUnits units(String name) {
    return TableSettings.units(bag.get(name));
  }

  private void putUnits(String name, @Nullable CapacityUnits units) {
    if (units == null) return;
    var entries = new TreeMap<String, AttributeValue>();
    entries.put(TableSettings.READ, number(units.read()));
    entries.put(TableSettings.WRITE, number(units.write()));
    bag.put(name, new MapValue(entries));
  }

  private void put(String name, String text) {
    bag.put(name, new StringValue(text));
  }

  private void put(String name, long value) {
    bag.put(name, number(value));
  }

  private static NumberValue number(long value) {
    return new NumberValue(DynamoNumber.of(value));
  }
}
