package io.atolldb.globaltable;

import io.atolldb.item.AttributeValue;
import io.atolldb.item.AttributeValue.MapValue;
import io.atolldb.item.Item;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// How the bag of a table's shared settings falls into parts, each of which is changed and merged
/// by itself: an index, an override of one replica, or a few entries that make sense only together,
/// such as billing mode and capacity. An entry that this build does not know is a part.
///
/// Parts are named by paths. Those that begin with a mark hold nothing of the bag: they tell when
/// that was changed which an override stands instead of.
final class SettingParts {

  static final String INDEXES = "Indexes";
  static final String INDEX_THROUGHPUT = "IndexThroughput";
  static final String OVERRIDES = "ReplicaOverrides";

  private static final String CAPACITY = "Capacity";
  private static final String ENCRYPTION = "Encryption";
  private static final String TABLE_CLASS = "TableClass";
  private static final char MARK = '=';
  private static final String READ = MARK + "Read";
  private static final String PROVISIONED = "ProvisionedThroughput";
  private static final String ON_DEMAND = "OnDemandThroughput";
  private static final String BILLING = "BillingMode";

  /// How many names the longest path has: overrides, region, indexes, index.
  private static final int DEEPEST = 4;

  private SettingParts() {}

  /// The part that an entry of the bag belongs to.
  private static String partOf(String entry) {
    return switch (entry) {
      case BILLING,
          PROVISIONED,
          ON_DEMAND,
          "LastUpdateToPayPerRequestMillis",
          "SwitchesToPayPerRequestMillis",
          "LastIncreaseMillis",
          "LastDecreaseMillis",
          "NumberOfDecreasesThatDay" ->
          CAPACITY;
      case "StreamViewType", "LatestStreamLabel" -> "Stream";
      case "TimeToLiveAttributeName", "TimeToLiveMillis" -> "TimeToLive";
      case "TableClassMillis", "TableClassChangesMillis" -> TABLE_CLASS;
      case "SSEType", "KMSMasterKeyId" -> ENCRYPTION;
      default -> entry;
    };
  }

  /// What an override of one replica stands instead of; null if that is nothing that changes.
  private static @Nullable String overriddenBy(String override) {
    return switch (override) {
      case "ReadCapacityUnits", "MaxReadRequestUnits" -> READ;
      case "TableClass" -> TABLE_CLASS;
      case "KMSMasterKeyId" -> ENCRYPTION;
      default -> null;
    };
  }

  /// By the names of the parts; within a part, by path.
  static SortedMap<String, SortedMap<String, AttributeValue>> of(Item bag) {
    var parts = new TreeMap<String, SortedMap<String, AttributeValue>>();
    bag.attributes()
        .forEach((name, value) -> {
          switch (name) {
            case INDEXES, INDEX_THROUGHPUT -> addEach(parts, name, value);
            case OVERRIDES -> addOverrides(parts, value);
            default -> {
              String part = partOf(name);
              if (!RegionalSettings.isRegional(name)) add(parts, part, name, value);
            }
          }
        });
    addMarks(parts, bag);
    return parts;
  }

  private static void add(
      SortedMap<String, SortedMap<String, AttributeValue>> parts,
      String part,
      String path,
      AttributeValue value) {
    parts.computeIfAbsent(part, _ -> new TreeMap<>()).put(path, value);
  }

  private static void addEach(
      SortedMap<String, SortedMap<String, AttributeValue>> parts,
      String path,
      AttributeValue value) {
    if (!(value instanceof MapValue(var entries))) return;
    entries.forEach((name, entry) -> add(parts, path + "/" + name, path + "/" + name, entry));
  }

  private static void addOverrides(
      SortedMap<String, SortedMap<String, AttributeValue>> parts, AttributeValue value) {
    if (!(value instanceof MapValue(var regions))) return;
    regions.forEach((region, overrides) -> {
      if (!(overrides instanceof MapValue(var own))) return;
      own.forEach((kind, override) -> {
        String path = OVERRIDES + "/" + region + "/" + kind;
        if (kind.equals(INDEXES)) addEach(parts, path, override);
        else add(parts, path, path, override);
      });
    });
  }

  /// A change of write capacity alone leaves the replicas their own read capacity.
  private static void addMarks(
      SortedMap<String, SortedMap<String, AttributeValue>> parts, Item bag) {
    addMark(parts, READ, bag.attributes());
    if (!(bag.get(INDEX_THROUGHPUT) instanceof MapValue(var indexes))) return;
    indexes.forEach((index, units) -> {
      if (units instanceof MapValue(var entries)) addMark(parts, READ + "/" + index, entries);
    });
  }

  private static void addMark(
      SortedMap<String, SortedMap<String, AttributeValue>> parts,
      String mark,
      Map<String, AttributeValue> entries) {
    AttributeValue billing = entries.get(BILLING);
    if (billing != null) add(parts, mark, BILLING, billing);
    for (String units : new String[] {PROVISIONED, ON_DEMAND}) {
      if (!(entries.get(units) instanceof MapValue(var pair))) continue;
      AttributeValue read = pair.get("Read");
      if (read != null) add(parts, mark, units, read);
    }
  }

  /// The part whose later change takes this one away; null if there is none.
  static @Nullable String rulerOf(String part) {
    if (part.startsWith(INDEX_THROUGHPUT + "/")) {
      return INDEXES + part.substring(INDEX_THROUGHPUT.length());
    }
    if (part.startsWith(READ + "/")) return INDEXES + part.substring(READ.length());
    if (!part.startsWith(OVERRIDES + "/")) return null;
    String[] path = part.split("/", DEEPEST);
    if (path.length == DEEPEST) return READ + "/" + path[3];
    return overriddenBy(path[path.length - 1]);
  }

  /// Whether a part tells only when something was changed.
  static boolean isMark(String part) {
    return part.charAt(0) == MARK;
  }

  /// The bag that falls into these parts, beside what single regions have set in `regional`.
  static Item bag(SortedMap<String, SortedMap<String, AttributeValue>> parts, Item regional) {
    var bag = new TreeMap<String, AttributeValue>();
    regional
        .attributes()
        .forEach((name, value) -> {
          if (RegionalSettings.isRegional(name)) bag.put(name, value);
        });
    parts.forEach((part, entries) -> {
      if (isMark(part)) return;
      entries.forEach((path, value) -> {
        String[] names = isNested(part) ? path.split("/", DEEPEST) : new String[] {path};
        put(bag, names, 0, value);
      });
    });
    return Item.owning(bag);
  }

  private static boolean isNested(String part) {
    return part.startsWith(INDEXES + "/")
        || part.startsWith(INDEX_THROUGHPUT + "/")
        || part.startsWith(OVERRIDES + "/");
  }

  private static void put(
      TreeMap<String, AttributeValue> into, String[] path, int depth, AttributeValue value) {
    if (depth == path.length - 1) {
      into.put(path[depth], value);
      return;
    }
    var inner = new TreeMap<String, AttributeValue>();
    if (into.get(path[depth]) instanceof MapValue(var before)) inner.putAll(before);
    put(inner, path, depth + 1, value);
    into.put(path[depth], new MapValue(inner));
  }
}
