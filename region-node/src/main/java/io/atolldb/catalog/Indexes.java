package io.atolldb.catalog;

import io.atolldb.globaltable.TableDescriptor;
import io.atolldb.table.KeyAttribute;
import io.atolldb.table.KeySchema;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The secondary indexes of a table, in the order of their names.
public record Indexes(List<Index> all) {

  public static final int GLOBAL_MAX = 20;
  public static final int LOCAL_MAX = 5;

  /// Attributes that all indexes of a table may project by name, together.
  public static final int NON_KEYS_MAX = 100;

  public static final Indexes NONE = new Indexes(List.of());

  public Indexes {
    var sorted = new ArrayList<>(all);
    sorted.sort(Comparator.comparing(Index::name));
    all = List.copyOf(sorted);
  }

  /// Those that a table's settings tell of.
  public static Indexes in(TableDescriptor table) {
    return IndexSettings.read(table);
  }

  public boolean isEmpty() {
    return all.isEmpty();
  }

  /// Whether the items of a partition are a collection, with a size of their own.
  public boolean hasLocal() {
    for (Index index : all) {
      if (index.isLocal()) return true;
    }
    return false;
  }

  public List<Index> of(Index.Kind kind) {
    var some = new ArrayList<Index>();
    for (Index index : all) {
      if (index.kind() == kind) some.add(index);
    }
    return some;
  }

  public @Nullable Index named(String name) {
    for (Index index : all) {
      if (index.name().equals(name)) return index;
    }
    return null;
  }

  public @Nullable Index of(UUID id) {
    for (Index index : all) {
      if (index.id().equals(id)) return index;
    }
    return null;
  }

  /// These with one more, or with another of the same name in the place of one.
  public Indexes with(Index index) {
    var changed = new ArrayList<>(without(index.name()).all);
    changed.add(index);
    return new Indexes(changed);
  }

  public Indexes without(String name) {
    var left = new ArrayList<>(all);
    left.removeIf(index -> index.name().equals(name));
    return new Indexes(left);
  }

  /// Every attribute that is a key of the table or of an index, the table's first.
  public List<KeyAttribute> keyAttributes(KeySchema table) {
    var attributes = new ArrayList<KeyAttribute>();
    attributes.add(table.partition());
    KeyAttribute sort = table.sort();
    if (sort != null) attributes.add(sort);
    var more = new TreeMap<String, KeyAttribute>();
    for (Index index : all) {
      for (int at = 0; at < index.keys().size(); at++) {
        KeyAttribute attribute = index.keys().attribute(at);
        if (!table.isKey(attribute.name())) more.put(attribute.name(), attribute);
      }
    }
    attributes.addAll(more.values());
    return attributes;
  }
}
