package io.atolldb.table;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which attributes an index is ordered by: those whose values together name a partition, and those
/// that order the entries in it, from left to right. A local index has one of each; a global one up
/// to four of each, and perhaps no sort attribute.
public record IndexKeys(List<KeyAttribute> partition, List<KeyAttribute> sort) {

  /// Of either kind.
  public static final int ATTRIBUTES_MAX = 4;

  public IndexKeys {
    if (partition.isEmpty()) throw new IllegalArgumentException("an index without partition key");
    partition = List.copyOf(partition);
    sort = List.copyOf(sort);
  }

  /// Those of a table, in the same form.
  public static IndexKeys of(KeySchema table) {
    KeyAttribute sort = table.sort();
    return new IndexKeys(List.of(table.partition()), sort == null ? List.of() : List.of(sort));
  }

  public int size() {
    return partition.size() + sort.size();
  }

  /// In the order of the schema: what names the partition first.
  public KeyAttribute attribute(int at) {
    int behind = at - partition.size();
    return behind < 0 ? partition.get(at) : sort.get(behind);
  }

  /// The attribute of that name; null if none is.
  public @Nullable KeyAttribute named(String name) {
    for (int at = 0; at < size(); at++) {
      if (attribute(at).name().equals(name)) return attribute(at);
    }
    return null;
  }

  public boolean isKey(String attribute) {
    return named(attribute) != null;
  }
}
