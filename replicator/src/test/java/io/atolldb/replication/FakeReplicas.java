package io.atolldb.replication;

import io.atolldb.clock.HybridTimestamp;
import io.atolldb.clock.RegionId;
import io.atolldb.globaltable.Member;
import io.atolldb.globaltable.MemberStatus;
import io.atolldb.globaltable.TableDescriptor;
import io.atolldb.item.Item;
import io.atolldb.table.KeyAttribute;
import io.atolldb.table.KeySchema;
import io.atolldb.table.ScalarType;
import io.atolldb.table.TableId;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// The tables that the region of a test has, and is to have.
final class FakeReplicas implements Replicas {

  static final KeySchema KEYS = new KeySchema(new KeyAttribute("id", ScalarType.S), null);

  private final SortedMap<TableId, TableDescriptor> creating = new TreeMap<>();
  private final List<TableId> shared = new ArrayList<>();
  private final List<TableId> copied = new ArrayList<>();

  /// A replica is to be made here, of a table that `sources` hold.
  void create(TableId table, RegionId... sources) {
    var members = new TreeMap<RegionId, Member>();
    for (RegionId source : sources) members.put(source, member(MemberStatus.ACTIVE));
    creating.put(table, descriptor(table, members));
  }

  /// Whether a complete replica is here.
  boolean isActive(TableId table) {
    return shared.contains(table) && !creating.containsKey(table);
  }

  void drop(TableId table) {
    creating.remove(table);
  }

  void share(TableId table) {
    shared.add(table);
  }

  /// What was reported as complete, each time.
  List<TableId> copied() {
    return copied;
  }

  static Member member(MemberStatus status) {
    return new Member(status, HybridTimestamp.of(1, 0, Changes.OREGON), "");
  }

  static TableDescriptor descriptor(TableId table, SortedMap<RegionId, Member> members) {
    return new TableDescriptor(
        table, "table-" + table, KEYS, 1, Item.ABSENT, HybridTimestamp.BEGINNING, members);
  }

  @Override
  public List<TableDescriptor> creatingHere() {
    return List.copyOf(creating.values());
  }

  @Override
  public List<TableId> sharedWith(RegionId origin) {
    return List.copyOf(shared);
  }

  @Override
  public void copied(TableId table) {
    copied.add(table);
    creating.remove(table);
  }
}
