package io.atolldb.request;

import static io.atolldb.fault.ApiFault.Validation.INVALID;

import io.atolldb.catalog.CapacityUnits;
import io.atolldb.catalog.Index;
import io.atolldb.catalog.Indexes;
import io.atolldb.catalog.ProjectionType;
import io.atolldb.fault.Refusal;
import io.atolldb.request.TableChoices.KeyType;
import io.atolldb.table.IndexKeys;
import io.atolldb.table.KeyAttribute;
import io.atolldb.table.KeySchema;
import io.atolldb.table.ScalarType;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Makes secondary indexes of what was sent and has passed the model's constraints.
///
/// @param types of the attributes that are defined
/// @param identities fresh ones, for the indexes
record IndexesCheck(
    KeySchema table, SortedMap<String, ScalarType> types, Supplier<UUID> identities) {

  /// All indexes of a new table.
  Indexes all(@Nullable List<SentIndex> locals, @Nullable List<SentIndex> globals) throws Refusal {
    var indexes = new ArrayList<Index>();
    if (locals != null) {
      requireSome("LocalSecondaryIndexes", locals, Indexes.LOCAL_MAX);
      for (SentIndex sent : locals) add(indexes, index(sent, Index.Kind.LOCAL));
    }
    if (globals != null) {
      requireSome("GlobalSecondaryIndexes", globals, Indexes.GLOBAL_MAX);
      for (SentIndex sent : globals) add(indexes, index(sent, Index.Kind.GLOBAL));
    }
    var made = new Indexes(indexes);
    requireProjected(made);
    return made;
  }

  private static void requireSome(String list, List<SentIndex> sent, int max) throws Refusal {
    if (sent.isEmpty()) throw Refusal.invalid(INVALID + "List of " + list + " is empty");
    if (sent.size() > max) {
      throw Refusal.invalid(INVALID + "Number of " + list + " exceeds per-table limit of " + max);
    }
  }

  private static void add(List<Index> indexes, Index index) throws Refusal {
    for (Index other : indexes) {
      if (!other.name().equals(index.name())) continue;
      throw Refusal.invalid(INVALID + "Duplicate index name: " + index.name());
    }
    indexes.add(index);
  }

  static void requireProjected(Indexes indexes) throws Refusal {
    int nonKeys = 0;
    for (Index index : indexes.all()) nonKeys += index.nonKeys().size();
    if (nonKeys <= Indexes.NON_KEYS_MAX) return;
    throw Refusal.invalid(
        INVALID
            + "Number of projected attributes exceeds per-table limit of "
            + Indexes.NON_KEYS_MAX);
  }

  /// One index.
  Index index(SentIndex sent, Index.Kind kind) throws Refusal {
    String name = Constraints.present("IndexName", sent.name());
    IndexKeys keys = keys(name, Constraints.present("KeySchema", sent.keys()), kind);
    SentIndex.Projected projected = Constraints.present("Projection", sent.projection());
    var index =
        new Index(
            identities.get(),
            name,
            kind,
            keys,
            projection(projected),
            new TreeSet<>(projected.nonKeys() == null ? List.of() : projected.nonKeys()));
    return index.withUnits(
        units(sent.throughput()),
        TableSettingsCheck.onDemand(sent.onDemand()),
        TableSettingsCheck.warm(sent.warm()));
  }

  static @Nullable CapacityUnits units(@Nullable SentUnits sent) throws Refusal {
    return TableSettingsCheck.provisioned(sent);
  }

  private IndexKeys keys(String name, List<SentKeyElement> elements, Index.Kind kind)
      throws Refusal {
    requireDefined(elements);
    var partition = new ArrayList<KeyAttribute>();
    var sort = new ArrayList<KeyAttribute>();
    if (!isHash(elements.getFirst())) {
      throw Refusal.invalid("Invalid KeySchema: The first KeySchemaElement is not a HASH key type");
    }
    var seen = new TreeSet<String>();
    for (SentKeyElement element : elements) {
      KeyAttribute attribute = attribute(element);
      if (!seen.add(attribute.name())) {
        throw Refusal.invalid(
            "Both the Hash Key and the Range Key element in the KeySchema have the same name");
      }
      if (!isHash(element)) {
        sort.add(attribute);
      } else if (sort.isEmpty()) {
        partition.add(attribute);
      } else {
        throw Refusal.invalid(
            INVALID + "Invalid KeySchema: HASH keys must come before RANGE keys. Index: " + name);
      }
    }
    requireNotTooMany(name, "HASH", partition);
    requireNotTooMany(name, "RANGE", sort);
    if (kind == Index.Kind.LOCAL) requireLocal(name, partition, sort);
    return new IndexKeys(partition, sort);
  }

  private void requireDefined(List<SentKeyElement> elements) throws Refusal {
    var names = new ArrayList<String>();
    boolean defined = true;
    for (SentKeyElement element : elements) {
      String name = Constraints.present("AttributeName", element.name());
      names.add(name);
      defined &= types.containsKey(name);
    }
    if (defined) return;
    throw Refusal.invalid(
        INVALID
            + "Some index key attributes are not defined in AttributeDefinitions. Keys: ["
            + String.join(", ", names)
            + "], AttributeDefinitions: ["
            + String.join(", ", types.keySet())
            + "]");
  }

  private static void requireNotTooMany(String name, String kind, List<KeyAttribute> attributes)
      throws Refusal {
    if (attributes.size() <= IndexKeys.ATTRIBUTES_MAX) return;
    throw Refusal.invalid(
        INVALID
            + "Invalid KeySchema: Number of %s keys exceeds limit of %d. Index: %s"
                .formatted(kind, IndexKeys.ATTRIBUTES_MAX, name));
  }

  private void requireLocal(String name, List<KeyAttribute> partition, List<KeyAttribute> sort)
      throws Refusal {
    if (table.sort() == null) {
      throw Refusal.invalid(
          INVALID
              + "Table KeySchema does not have a range key, which is required when specifying a"
              + " LocalSecondaryIndex");
    }
    if (partition.size() > 1) {
      throw Refusal.invalid(
          "Invalid KeySchema: The second KeySchemaElement is not a RANGE key type");
    }
    if (sort.isEmpty()) {
      throw Refusal.invalid(
          INVALID + "Index KeySchema does not have a range key for index: " + name);
    }
    String leading = partition.getFirst().name();
    if (leading.equals(table.partition().name())) return;
    throw Refusal.invalid(
        INVALID
            + "Index KeySchema does not have the same leading hash key as table KeySchema for"
            + " index: %s. index hash key: %s, table hash key: %s"
                .formatted(name, leading, table.partition().name()));
  }

  private static ProjectionType projection(SentIndex.Projected sent) throws Refusal {
    if (sent.type() == null) throw Refusal.invalid(INVALID + "Unknown ProjectionType: null");
    ProjectionType type = TableChoices.PROJECTION_TYPE.of(sent.type());
    if (type == ProjectionType.INCLUDE && sent.nonKeys() == null) {
      throw Refusal.invalid(
          INVALID + "ProjectionType is INCLUDE, but NonKeyAttributes is not specified");
    }
    if (type != ProjectionType.INCLUDE && sent.nonKeys() != null) {
      throw Refusal.invalid(
          INVALID + "ProjectionType is " + type + ", but NonKeyAttributes is specified");
    }
    return type;
  }

  private static boolean isHash(SentKeyElement element) throws Refusal {
    return TableChoices.KEY_TYPE.of(element.keyType()) == KeyType.HASH;
  }

  private KeyAttribute attribute(SentKeyElement element) throws Refusal {
    String name = Constraints.present("AttributeName", element.name());
    return new KeyAttribute(name, Constraints.present("AttributeType", types.get(name)));
  }
}
