package io.atolldb.catalog;

import io.atolldb.clock.RegionId;
import io.atolldb.globaltable.MemberStatus;
import io.atolldb.globaltable.TableDescriptor;
import io.atolldb.table.KeySchema;
import io.atolldb.table.TableId;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A table as one region holds it. Immutable.
public final class Table {

  private static final SortedSet<UUID> NONE = Collections.unmodifiableSortedSet(new TreeSet<>());

  private final TableDescriptor descriptor;
  private final RegionId self;
  private final Indexes indexes;
  private final SortedSet<UUID> filling;

  public Table(TableDescriptor descriptor, RegionId self) {
    this(descriptor, self, NONE);
  }

  /// `filling`: the ids of indexes that do not hold the entries of all items yet.
  public Table(TableDescriptor descriptor, RegionId self, SortedSet<UUID> filling) {
    this.descriptor = descriptor;
    this.self = self;
    this.indexes = Indexes.in(descriptor);
    this.filling =
        filling.isEmpty() ? NONE : Collections.unmodifiableSortedSet(new TreeSet<>(filling));
  }

  /// This table as another descriptor says. An index that is new to a table with items has to be
  /// filled; in a replica that is not there yet, it begins as empty as the table.
  public Table with(TableDescriptor other) {
    var after = new Table(other, self);
    if (!isHere() || !after.isHere() || after.indexes.isEmpty()) return after;
    var toFill = new TreeSet<UUID>();
    for (Index index : after.indexes.all()) {
      boolean isNew = indexes.of(index.id()) == null;
      if (isNew || filling.contains(index.id())) toFill.add(index.id());
    }
    return new Table(other, self, toFill);
  }

  /// This table when other indexes than before have to be filled.
  public Table withFilling(SortedSet<UUID> other) {
    return new Table(descriptor, self, other);
  }

  public TableDescriptor descriptor() {
    return descriptor;
  }

  public RegionId self() {
    return self;
  }

  public TableId id() {
    return descriptor.id();
  }

  public String name() {
    return descriptor.name();
  }

  public KeySchema keys() {
    return descriptor.keys();
  }

  public String arn() {
    return arn(self, name());
  }

  /// The ARN of a table of that name. There is one account, whose number is twelve zeros.
  public static String arn(RegionId region, String name) {
    return "arn:aws:dynamodb:" + region + ":000000000000:table/" + name;
  }

  public Indexes indexes() {
    return indexes;
  }

  /// Indexes that cannot be read yet.
  public SortedSet<UUID> filling() {
    return filling;
  }

  public boolean isFilling(Index index) {
    return filling.contains(index.id());
  }

  /// Whether clients may read and write it here: a replica that is still being copied may not be.
  public boolean isActive() {
    MemberStatus status = descriptor.statusOf(self);
    return status == MemberStatus.ACTIVE || status == MemberStatus.DISASSOCIATED;
  }

  /// Whether this region has, or is getting, a replica.
  public boolean isHere() {
    return isActive() || descriptor.statusOf(self) == MemberStatus.CREATING;
  }

  /// Whether what is written here has to travel.
  public boolean isShared() {
    return !isOnItsOwn() && descriptor.isSharedBy(self);
  }

  /// Whether this region has taken its replica out of the global table: it is a table by itself.
  public boolean isOnItsOwn() {
    return descriptor.statusOf(self) == MemberStatus.DISASSOCIATED;
  }

  @Override
  public boolean equals(@Nullable Object that) {
    return that instanceof Table table
        && descriptor.equals(table.descriptor)
        && self.equals(table.self)
        && filling.equals(table.filling);
  }

  @Override
  public int hashCode() {
    return descriptor.hashCode();
  }

  @Override
  public String toString() {
    return descriptor.toString();
  }
}
