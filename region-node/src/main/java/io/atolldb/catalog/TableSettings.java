package io.atolldb.catalog;

import io.atolldb.clock.RegionId;
import io.atolldb.globaltable.RegionalSettings;
import io.atolldb.globaltable.TableDescriptor;
import io.atolldb.item.AttributeValue;
import io.atolldb.item.AttributeValue.BooleanValue;
import io.atolldb.item.AttributeValue.ListValue;
import io.atolldb.item.AttributeValue.MapValue;
import io.atolldb.item.AttributeValue.NumberValue;
import io.atolldb.item.AttributeValue.StringValue;
import io.atolldb.item.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A table's settings as one region sees them: those that all regions share, and its own, which
/// never travel into another's ([RegionalSettings]). They stand in an open bag in the table's
/// descriptor; what this build does not know in it is kept.
public final class TableSettings {

  /// `NEW_AND_OLD_IMAGES` and so on; absent when the table has no stream.
  public static final String STREAM_VIEW = "StreamViewType";

  static final String EXPIRY_ATTRIBUTE = "TimeToLiveAttributeName";
  static final String EXPIRY_SINCE = "TimeToLiveMillis";
  static final String STREAM_LABEL = "LatestStreamLabel";
  static final String BILLING_MODE = "BillingMode";
  static final String ON_DEMAND_SINCE = "LastUpdateToPayPerRequestMillis";
  static final String PROVISIONED = "ProvisionedThroughput";
  static final String ON_DEMAND = "OnDemandThroughput";
  static final String WARM = "WarmThroughput";
  static final String TABLE_CLASS = "TableClass";
  static final String TABLE_CLASS_SINCE = "TableClassMillis";
  static final String SWITCHES = "SwitchesToPayPerRequestMillis";
  static final String CLASS_CHANGES = "TableClassChangesMillis";
  static final String ENCRYPTION_TYPE = "SSEType";
  static final String ENCRYPTION_KEY = "KMSMasterKeyId";
  static final String DELETION_PROTECTION = "DeletionProtectionEnabled";
  static final String DISASSOCIATION_PROTECTION = "DisassociationProtectionEnabled";
  static final String TAGS = "Tags";

  static final String READ = "Read";
  static final String WRITE = "Write";

  /// How often a table may be switched to billing by request within [#SWITCHES_MILLIS].
  public static final int SWITCHES_MAX = 4;

  public static final long SWITCHES_MILLIS = TimeUnit.DAYS.toMillis(1);

  /// How often a table may get another class within [#CLASS_CHANGES_MILLIS].
  public static final int CLASS_CHANGES_MAX = 2;

  public static final long CLASS_CHANGES_MILLIS = TimeUnit.DAYS.toMillis(30);

  private final Item bag;
  private final SortedMap<String, AttributeValue> own;
  private final ReplicaOverrides overrides;

  private TableSettings(Item bag, RegionId self) {
    this.bag = bag;
    this.own = RegionalSettings.of(bag, self);
    this.overrides = ReplicaOverrides.of(bag, self);
  }

  public static TableSettings of(Table table) {
    return new TableSettings(table.descriptor().settings(), table.self());
  }

  public static boolean hasStream(TableDescriptor table) {
    return table.settings().get(STREAM_VIEW) != null;
  }

  /// The attribute that tells when an item expires; null where items do not expire.
  public static @Nullable String expiryAttribute(TableDescriptor table) {
    return table.settings().get(EXPIRY_ATTRIBUTE) instanceof StringValue(var name) ? name : null;
  }

  /// Whether the log has to keep what a write replaced, because the table's stream shows it.
  public static boolean keepsOldImages(TableDescriptor table) {
    AttributeValue view = table.settings().get(STREAM_VIEW);
    return view instanceof StringValue(var name)
        && (name.equals("NEW_AND_OLD_IMAGES") || name.equals("OLD_IMAGE"));
  }

  public BillingMode billing() {
    return billing(bag);
  }

  static BillingMode billing(Item bag) {
    var onDemand = new StringValue(BillingMode.PAY_PER_REQUEST.name());
    return onDemand.equals(bag.get(BILLING_MODE))
        ? BillingMode.PAY_PER_REQUEST
        : BillingMode.PROVISIONED;
  }

  /// When the table was last switched to billing by request; null if it never was.
  public @Nullable Long onDemandSinceMillis() {
    return number(ON_DEMAND_SINCE);
  }

  /// The last times at which the table was switched to billing by request, at most [#SWITCHES_MAX].
  public List<Long> switchesToOnDemand() {
    return numbers(SWITCHES);
  }

  /// The last times at which the table got another class, at most [#CLASS_CHANGES_MAX].
  public List<Long> tableClassChanges() {
    return numbers(CLASS_CHANGES);
  }

  /// Whether that would be another class than the table has.
  public boolean changesClass(TableClass wanted) {
    String now = text(TABLE_CLASS);
    return !wanted.name().equals(now == null ? TableClass.STANDARD.name() : now);
  }

  private List<Long> numbers(String name) {
    var numbers = new ArrayList<Long>();
    if (bag.get(name) instanceof ListValue(var elements)) {
      for (AttributeValue element : elements) {
        Long number = longOf(element);
        if (number != null) numbers.add(number);
      }
    }
    return numbers;
  }

  /// Zeros when billed by request.
  public CapacityUnits provisioned() {
    CapacityUnits units = units(bag.get(PROVISIONED));
    if (units == null) return CapacityUnits.NONE;
    Long read = overrides.readCapacity();
    return read == null ? units : new CapacityUnits(read, units.write());
  }

  public CapacityTimes capacityTimes() {
    return CapacityTimes.in(bag.attributes());
  }

  public @Nullable CapacityUnits onDemand() {
    CapacityUnits units = units(bag.get(ON_DEMAND));
    Long read = overrides.maxRead();
    if (read == null) return units;
    return new CapacityUnits(read, units == null ? SettingsChange.UNLIMITED : units.write());
  }

  /// An index with the units that it has in this region.
  public Index here(Index index) {
    return overrides.applied(index);
  }

  /// What the table takes from its first second on: what was asked for, or what it has at least.
  public CapacityUnits warmNow() {
    CapacityUnits set = units(bag.get(WARM));
    if (set != null) return set;
    return billing() == BillingMode.PAY_PER_REQUEST ? CapacityUnits.WARM_ON_DEMAND : provisioned();
  }

  /// Null when the table has no stream.
  public @Nullable String streamView() {
    return text(STREAM_VIEW);
  }

  /// The label of the stream that was switched on last, which may be off again.
  public @Nullable String streamLabel() {
    return text(STREAM_LABEL);
  }

  /// When expiry was last switched on or off; null if it never was.
  public @Nullable Long expirySinceMillis() {
    return number(EXPIRY_SINCE);
  }

  /// Null as long as nobody asked for one.
  public @Nullable String tableClass() {
    TableClass own = overrides.tableClass();
    return own == null ? text(TABLE_CLASS) : own.name();
  }

  public @Nullable Long tableClassSinceMillis() {
    return number(TABLE_CLASS_SINCE);
  }

  /// Null where the service's own key is used.
  public @Nullable String encryptionType() {
    return text(ENCRYPTION_TYPE);
  }

  public @Nullable String encryptionKey() {
    String own = overrides.encryptionKey();
    return own == null ? text(ENCRYPTION_KEY) : own;
  }

  /// In this region.
  public boolean isProtected() {
    return own.get(DELETION_PROTECTION) instanceof BooleanValue(boolean truth) && truth;
  }

  /// Whether this region's replica may not leave the global table; so it is if nobody said else.
  public boolean mayNotLeave() {
    AttributeValue said = own.get(DISASSOCIATION_PROTECTION);
    return !(said instanceof BooleanValue(boolean truth)) || truth;
  }

  /// In that region, which may be another one.
  public static boolean isProtected(TableDescriptor table, RegionId region) {
    SortedMap<String, AttributeValue> theirs = RegionalSettings.of(table.settings(), region);
    return theirs.get(DELETION_PROTECTION) instanceof BooleanValue(boolean truth) && truth;
  }

  private @Nullable String text(String name) {
    return bag.get(name) instanceof StringValue(String text) ? text : null;
  }

  private @Nullable Long number(String name) {
    return longOf(bag.get(name));
  }

  static @Nullable CapacityUnits units(@Nullable AttributeValue value) {
    if (!(value instanceof MapValue(var entries))) return null;
    Long read = longOf(entries.get(READ));
    Long write = longOf(entries.get(WRITE));
    return read == null || write == null ? null : new CapacityUnits(read, write);
  }

  static @Nullable Long longOf(@Nullable AttributeValue value) {
    return value instanceof NumberValue(var number) ? number.toBigDecimal().longValue() : null;
  }
}
