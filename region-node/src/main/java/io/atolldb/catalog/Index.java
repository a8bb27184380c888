package io.atolldb.catalog;

import io.atolldb.table.IndexKeys;
import io.atolldb.table.KeySchema;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A secondary index of a table, the same in all of its regions.
///
/// @param id its identity: an index that is deleted and made again under its name has another one
/// @param nonKeys what is projected beside keys; empty unless the projection is INCLUDE
/// @param provisioned null where the table is billed by request, and of local indexes, which share
///   their table's
/// @param onDemand maximums of requests; null if none were set
/// @param warm null as long as nobody asked for it
/// @param times of changes of its provisioned capacity
public record Index(
    UUID id,
    String name,
    Kind kind,
    IndexKeys keys,
    ProjectionType projection,
    SortedSet<String> nonKeys,
    @Nullable CapacityUnits provisioned,
    @Nullable CapacityUnits onDemand,
    @Nullable CapacityUnits warm,
    CapacityTimes times) {

  /// Whether its partitions are those of the table.
  public enum Kind {
    LOCAL,
    GLOBAL
  }

  public Index {
    nonKeys = Collections.unmodifiableSortedSet(new TreeSet<>(nonKeys));
  }

  /// One for whose capacity nobody has asked.
  public Index(
      UUID id,
      String name,
      Kind kind,
      IndexKeys keys,
      ProjectionType projection,
      SortedSet<String> nonKeys) {
    this(id, name, kind, keys, projection, nonKeys, null, null, null, CapacityTimes.NEVER);
  }

  public boolean isLocal() {
    return kind == Kind.LOCAL;
  }

  /// Whether its entries hold an attribute if the item has it.
  public boolean holds(String attribute, KeySchema table) {
    return projection == ProjectionType.ALL
        || keys.isKey(attribute)
        || table.isKey(attribute)
        || nonKeys.contains(attribute);
  }

  public Index withUnits(
      @Nullable CapacityUnits otherProvisioned,
      @Nullable CapacityUnits otherOnDemand,
      @Nullable CapacityUnits otherWarm) {
    return new Index(
        id,
        name,
        kind,
        keys,
        projection,
        nonKeys,
        otherProvisioned,
        otherOnDemand,
        otherWarm,
        times);
  }

  /// What it takes from its first second on: what was asked for, or what it has at least.
  public CapacityUnits warmNow() {
    if (warm != null) return warm;
    return provisioned == null ? CapacityUnits.WARM_ON_DEMAND : provisioned;
  }

  public Index withTimes(CapacityTimes other) {
    return new Index(id, name, kind, keys, projection, nonKeys, provisioned, onDemand, warm, other);
  }
}
