package io.atolldb.request;

import static io.atolldb.fault.ApiFault.Validation.INVALID;

import io.atolldb.catalog.Index;
import io.atolldb.catalog.ProjectionType;
import io.atolldb.catalog.Table;
import io.atolldb.expression.Condition;
import io.atolldb.expression.ConditionAttributes;
import io.atolldb.expression.DocumentPath;
import io.atolldb.expression.IndexCondition;
import io.atolldb.expression.KeyCondition;
import io.atolldb.expression.KeyTest;
import io.atolldb.expression.KeyTests;
import io.atolldb.expression.Projection;
import io.atolldb.fault.Refusal;
import io.atolldb.item.AttributeValue;
import io.atolldb.item.Bytes;
import io.atolldb.item.Item;
import io.atolldb.item.KeyCodec;
import io.atolldb.item.KeyRange;
import io.atolldb.operation.Current;
import io.atolldb.region.Region;
import io.atolldb.region.Region.ItemCursor;
import io.atolldb.table.IndexKeyCodec;
import io.atolldb.table.IndexKeys;
import io.atolldb.table.KeyAttribute;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What a query or a scan reads: a table, or one of its indexes.
record PageSource(Table table, @Nullable Index index) {

  /// The keys that a query asks for: all of a partition, and the run of them that its condition
  /// wants. `named` has the attributes that name the partition.
  record Keys(KeyRange partition, KeyRange wanted, Item named) {}

  /// The source that a page names, if it may be read so.
  static PageSource of(Table table, SentPage page) throws Refusal {
    return of(table, page.indexName(), page.consistentRead());
  }

  static PageSource of(Table table, @Nullable String name, boolean consistent) throws Refusal {
    if (name == null) return new PageSource(table, null);
    Index index = table.indexes().named(name);
    if (index == null) {
      throw Refusal.invalid("The table does not have the specified index: " + name);
    }
    if (table.isFilling(index)) {
      throw Refusal.invalid("Cannot read from backfilling global secondary index: " + name);
    }
    if (consistent && !index.isLocal()) {
      throw Refusal.invalid("Consistent reads are not supported on global secondary indexes");
    }
    return new PageSource(table, index);
  }

  /// The attributes that order it.
  IndexKeys order() {
    return index == null ? IndexKeys.of(table.keys()) : index.keys();
  }

  ItemCursor scan(Region region, KeyRange range, boolean ascending) {
    byte[] from = range.from().unsafeArray();
    Bytes end = range.to();
    byte[] to = end == null ? null : end.unsafeArray();
    return index == null
        ? region.scan(table.id(), from, to, ascending)
        : region.scan(index, from, to, ascending);
  }

  /// The item that an entry of the index stands for.
  Current itemOf(Region region, Index of, ItemCursor cursor) {
    return region.read(table.id(), IndexKeyCodec.itemKey(of.keys(), cursor.key()));
  }

  /// Where the next page goes on: of an index, its keys and those of the table.
  Item keyAt(ItemCursor cursor) {
    if (index == null) return table.keys().itemOf(KeyCodec.decode(Bytes.owning(cursor.key())));
    Item entry = cursor.current().item();
    var key = new TreeMap<String, AttributeValue>();
    entry
        .attributes()
        .forEach((name, value) -> {
          if (isKey(name)) key.put(name, value);
        });
    return Item.owning(key);
  }

  private boolean isKey(String attribute) {
    return table.keys().isKey(attribute) || (index != null && index.keys().isKey(attribute));
  }

  /// The encoded start key, if it is one of this source.
  Bytes start(Item startKey) throws Refusal {
    if (index == null) return StartKeys.encoded(table.keys(), startKey);
    var itemKey = new TreeMap<String, AttributeValue>();
    for (KeyAttribute attribute : table.indexes().keyAttributes(table.keys())) {
      if (!isKey(attribute.name())) continue;
      AttributeValue value = startKey.get(attribute.name());
      if (value == null) throw StartKeys.notAKey();
      if (!attribute.type().accepts(value)) throw StartKeys.mismatch();
      if (table.keys().isKey(attribute.name())) itemKey.put(attribute.name(), value);
    }
    for (String name : startKey.attributes().keySet()) {
      if (!isKey(name)) throw StartKeys.notAKey();
    }
    Bytes encoded = StartKeys.encoded(table.keys(), Item.owning(itemKey));
    Bytes start = IndexKeyCodec.encode(index.keys(), startKey, encoded);
    if (start == null) throw StartKeys.mismatch();
    return start;
  }

  /// What a query's key condition wants of this source.
  Keys keys(KeyTests tests) throws Refusal {
    if (index == null) {
      KeyCondition condition = io.atolldb.request.Keys.ofQuery(table.keys(), tests);
      Bytes prefix = KeyCodec.partitionPrefix(condition.partition());
      return new Keys(
          KeyRange.ofPrefix(prefix),
          range(prefix, condition.sort()),
          named(List.of(condition.partition())));
    }
    IndexCondition condition = io.atolldb.request.Keys.ofQuery(index.keys(), tests);
    Bytes partition = IndexKeyCodec.prefix(condition.partition(), List.of());
    Bytes prefix = IndexKeyCodec.prefix(condition.partition(), condition.equal());
    return new Keys(
        KeyRange.ofPrefix(partition),
        range(prefix, condition.last()),
        named(condition.partition()));
  }

  private Item named(List<AttributeValue> partition) {
    var named = new TreeMap<String, AttributeValue>();
    for (int at = 0; at < partition.size(); at++) {
      named.put(order().partition().get(at).name(), partition.get(at));
    }
    return Item.owning(named);
  }

  private static KeyRange range(Bytes prefix, @Nullable KeyTest test) {
    return switch (test) {
      case null -> KeyRange.ofPrefix(prefix);
      case KeyTest.Equal(var value) -> KeyCodec.equalTo(prefix, value);
      case KeyTest.Less(var value) -> KeyCodec.lessThan(prefix, value);
      case KeyTest.LessOrEqual(var value) -> KeyCodec.atMost(prefix, value);
      case KeyTest.Greater(var value) -> KeyCodec.greaterThan(prefix, value);
      case KeyTest.GreaterOrEqual(var value) -> KeyCodec.atLeast(prefix, value);
      case KeyTest.Between(var lowest, var highest) -> KeyCodec.between(prefix, lowest, highest);
      case KeyTest.BeginsWith(var begin) -> KeyCodec.beginningWith(prefix, begin);
    };
  }

  /// The filter of a query is for what its key condition cannot say.
  void requireNoKey(SentPage page, Condition filter) throws Refusal {
    Filters.requireNoKey(index == null ? table.keys()::isKey : index.keys()::isKey, page, filter);
  }

  /// Whether items have to be read behind their entries, because more is asked for than the index
  /// holds. A global index has no way to them: there, that is refused.
  boolean fetches(SentPage page, Projection projection, Condition filter) throws Refusal {
    return fetches("ALL_ATTRIBUTES".equals(page.select()), projection, filter);
  }

  /// What of an item is answered. A filter may see more of it than the index holds; the answer does
  /// not, unless that is asked for.
  Projection answered(SentPage page, Projection projection) {
    if (index == null || index.projection() == ProjectionType.ALL) return projection;
    if (!projection.isAll() || "ALL_ATTRIBUTES".equals(page.select())) return projection;
    var held = new ArrayList<String>(index.nonKeys());
    index.keys().partition().forEach(key -> held.add(key.name()));
    index.keys().sort().forEach(key -> held.add(key.name()));
    held.add(table.keys().partition().name());
    if (table.keys().sort() != null) held.add(table.keys().sort().name());
    return Projection.ofAttributes(held);
  }

  boolean fetches(boolean asksAll, Projection projection, Condition filter) throws Refusal {
    if (index == null || index.projection() == ProjectionType.ALL) return false;
    var missing = new TreeSet<String>();
    if (!projection.isAll()) {
      for (DocumentPath path : projection.paths()) {
        if (!index.holds(path.attribute(), table.keys())) missing.add(path.attribute());
      }
    }
    if (!index.isLocal()) {
      if (asksAll) {
        throw Refusal.invalid(
            INVALID
                + "Select type ALL_ATTRIBUTES is not supported for global secondary index "
                + index.name()
                + " because its projection type is not ALL");
      }
      if (missing.isEmpty()) return false;
      throw Refusal.invalid(
          INVALID
              + "Global secondary index %s does not project [%s]"
                  .formatted(index.name(), String.join(", ", missing)));
    }
    if (asksAll || !missing.isEmpty()) return true;
    for (String attribute : ConditionAttributes.of(filter)) {
      if (!index.holds(attribute, table.keys())) return true;
    }
    return false;
  }
}
