package io.atolldb.writer;

import static org.assertj.core.api.Assertions.assertThat;

import io.atolldb.catalog.Index;
import io.atolldb.catalog.IndexSettings;
import io.atolldb.catalog.Indexes;
import io.atolldb.catalog.ProjectionType;
import io.atolldb.catalog.Table;
import io.atolldb.catalog.TableChange;
import io.atolldb.catalog.TableOperation.Decision;
import io.atolldb.catalog.TableOperation.Outcome;
import io.atolldb.index.IndexEntries;
import io.atolldb.item.AttributeValue;
import io.atolldb.item.AttributeValue.NumberValue;
import io.atolldb.item.AttributeValue.StringValue;
import io.atolldb.item.Bytes;
import io.atolldb.item.DynamoNumber;
import io.atolldb.item.Item;
import io.atolldb.item.ItemCodec;
import io.atolldb.operation.Guard;
import io.atolldb.operation.PutItem;
import io.atolldb.operation.RestoreLost;
import io.atolldb.region.RegionCore;
import io.atolldb.region.Regions;
import io.atolldb.store.ItemStore.EntryCursor;
import io.atolldb.stored.ItemVersion;
import io.atolldb.table.IndexKeys;
import io.atolldb.table.KeyAttribute;
import io.atolldb.table.ScalarType;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A table with indexes in a region that is stepped by hand, and what its indexes should hold.
final class IndexedTable {

  static final Index BY_COLOUR =
      index(7, "by-colour", ProjectionType.KEYS_ONLY, attribute("colour", ScalarType.S));
  static final Index BY_SIZE =
      index(
          8,
          "by-size",
          ProjectionType.ALL,
          attribute("colour", ScalarType.S),
          attribute("size", ScalarType.N));

  private IndexedTable() {}

  static KeyAttribute attribute(String name, ScalarType type) {
    return new KeyAttribute(name, type);
  }

  /// The first attribute names the partition, those behind it sort.
  static Index index(long id, String name, ProjectionType projection, KeyAttribute... keys) {
    return new Index(
        new UUID(0, id),
        name,
        Index.Kind.GLOBAL,
        new IndexKeys(List.of(keys[0]), List.of(keys).subList(1, keys.length)),
        projection,
        new TreeSet<>());
  }

  /// From now on the table has these indexes and no others.
  static void setIndexes(RegionCore core, Index... indexes) {
    Pending<Outcome> pending =
        core.writer()
            .submit(tables -> {
              Table table = tables.of(Regions.TABLE);
              if (table == null) throw new AssertionError("no table");
              Item settings =
                  IndexSettings.with(table.descriptor().settings(), new Indexes(List.of(indexes)));
              return new Decision.Change(
                  List.of(new TableChange.Settings(Regions.TABLE, settings)));
            });
    core.writer().doWork();
    assertThat(pending.get()).isInstanceOf(Outcome.Done.class);
  }

  static Table table(RegionCore core) {
    Table table = core.state().tables().of(Regions.TABLE);
    if (table == null) throw new AssertionError("no table");
    return table;
  }

  /// Null leaves the attribute out.
  static Item item(String id, @Nullable String colour, @Nullable Integer size) {
    var attributes = new TreeMap<String, AttributeValue>();
    attributes.put("id", new StringValue(id));
    attributes.put("more", new StringValue("of " + id));
    if (colour != null) attributes.put("colour", new StringValue(colour));
    if (size != null) attributes.put("size", new NumberValue(DynamoNumber.of(size)));
    return Item.owning(attributes);
  }

  static Pending<Written> put(RegionCore core, Item item) {
    if (!(item.get("id") instanceof StringValue(String id))) throw new AssertionError("no id");
    return core.writer().submit(new PutItem(Regions.TABLE, Regions.key(id), item, Guard.NONE));
  }

  static Pending<Written> delete(RegionCore core, String id) {
    return core.writer().submit(new RestoreLost(Regions.TABLE, Regions.key(id), Item.ABSENT));
  }

  /// What an index holds, by encoded key.
  static SortedMap<Bytes, Item> entries(RegionCore core, Index index) {
    var entries = new TreeMap<Bytes, Item>();
    EntryCursor cursor =
        core.state().store().scan(core.state().entriesOf(index.id()), null, null, true);
    while (cursor.advance()) {
      entries.put(Bytes.of(cursor.key()), ItemCodec.decode(cursor.value()));
    }
    return entries;
  }

  /// What it should hold, from all items.
  static SortedMap<Bytes, Item> expected(RegionCore core, Index index) {
    var entries = new TreeMap<Bytes, Item>();
    EntryCursor items =
        core.state().store().scan(core.state().itemsOf(Regions.TABLE), null, null, true);
    while (items.advance()) {
      ItemVersion stored = core.state().decode(items.value());
      Bytes itemKey = Bytes.of(items.key());
      Bytes key = IndexEntries.key(index, stored.item(), itemKey);
      if (key != null) {
        entries.put(key, IndexEntries.view(index, Regions.KEYS, stored.item()));
      }
    }
    return entries;
  }
}
