package io.atolldb.request;

import static io.atolldb.fault.ApiFault.Validation.INVALID;

import io.atolldb.catalog.ReplicaOverrides;
import io.atolldb.catalog.ReplicaOverrides.IndexReads;
import io.atolldb.clock.RegionId;
import io.atolldb.fault.Refusal;
import io.atolldb.operation.UpdateTable.ReplicaChange;
import io.atolldb.request.SentReplicaUpdate.SentIndexReads;
import io.atolldb.request.SentReplicaUpdate.SentOverrides;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Turns the `ReplicaUpdates` that were sent into the one change that a call may make.
final class ReplicaUpdateCheck {

  private ReplicaUpdateCheck() {}

  static void constraints(UpdateTableRequest request) throws Refusal {
    List<SentReplicaUpdate> sent = request.replicas();
    if (sent != null) {
      Constraints.length("ReplicaUpdates", sent.size(), 1, Integer.MAX_VALUE);
      int number = 0;
      for (SentReplicaUpdate update : sent) {
        number++;
        if (!update.action().isEmpty()) constraints(number, update);
      }
    }
    var _ = TableChoices.CONSISTENCY.of(request.consistency());
  }

  /// Null if no replica is to change.
  static @Nullable ReplicaChange change(UpdateTableRequest request) throws Refusal {
    List<SentReplicaUpdate> sent = request.replicas();
    String consistency = request.consistency();
    if (consistency != null) requireEventual(consistency, sent);
    if (sent == null) return null;
    if (sent.size() > 1) {
      if (sent.stream().anyMatch(update -> update.action().equals("Disassociate"))) {
        throw Refusal.invalid(INVALID + "Disassociate has to be the only replica update of a call");
      }
      throw Refusal.invalid(INVALID + "Only one replica can be added or removed in each update");
    }
    SentReplicaUpdate update = sent.getFirst();
    return switch (update.action()) {
      case "Create" -> new ReplicaChange.Create(region(update.region()), overrides(update));
      case "Update" -> {
        ReplicaOverrides overrides = overrides(update);
        if (overrides.isEmpty()) {
          throw Refusal.invalid(INVALID + "The update of a replica has to change something");
        }
        yield new ReplicaChange.Update(region(update.region()), overrides);
      }
      case "Delete" -> new ReplicaChange.Delete(region(update.region()));
      case "Disassociate" -> new ReplicaChange.Disassociate(region(update.region()));
      case "" -> throw Refusal.invalid(INVALID + "A replica update needs exactly one action");
      default ->
          throw Refusal.invalid(
              INVALID
                  + "The replica action "
                  + update.action()
                  + " is not available in this version of Atoll");
    };
  }

  private static void requireEventual(String consistency, @Nullable List<SentReplicaUpdate> sent)
      throws Refusal {
    if (!consistency.equals("EVENTUAL")) {
      throw Refusal.invalid(
          INVALID + "MultiRegionConsistency STRONG is not available in this version of Atoll");
    }
    if (sent == null || !sent.stream().allMatch(update -> update.action().equals("Create"))) {
      throw Refusal.invalid(
          INVALID + "MultiRegionConsistency can only be specified when replicas are created");
    }
  }

  private static void constraints(int number, SentReplicaUpdate update) throws Refusal {
    String member = "ReplicaUpdates.%d.member.%s.".formatted(number, update.action());
    var _ = Constraints.present(member + "RegionName", update.region());
    if (update.action().equals("Disassociate")) {
      String mode = Constraints.present(member + "DisassociationMode", update.disassociationMode());
      if (!mode.equals("WAIT_FOR_REPLICATION")) throw Constraints.outside("[WAIT_FOR_REPLICATION]");
    }
    SentOverrides overrides = update.overrides();
    Long read = overrides.readCapacity();
    if (read != null) {
      Constraints.atLeast(member + "ProvisionedThroughputOverride.ReadCapacityUnits", read, 1);
    }
    if (overrides.indexes() != null) indexConstraints(member, overrides.indexes());
    var _ = TableChoices.TABLE_CLASS.of(overrides.tableClass());
  }

  private static void indexConstraints(String action, List<SentIndexReads> sent) throws Refusal {
    String list = action + "GlobalSecondaryIndexes";
    Constraints.length(list, sent.size(), 1, Integer.MAX_VALUE);
    int number = 0;
    for (SentIndexReads index : sent) {
      String member = "%s.%d.member.".formatted(list, ++number);
      var _ = Constraints.present(member + "IndexName", index.name());
      Long read = index.readCapacity();
      if (read != null) {
        Constraints.atLeast(member + "ProvisionedThroughputOverride.ReadCapacityUnits", read, 1);
      }
    }
  }

  private static ReplicaOverrides overrides(SentReplicaUpdate update) throws Refusal {
    SentOverrides sent = update.overrides();
    return new ReplicaOverrides(
        sent.encryptionKey(),
        sent.readCapacity(),
        sent.maxRead(),
        sent.tableClass() == null ? null : TableChoices.TABLE_CLASS.of(sent.tableClass()),
        indexes(sent.indexes()));
  }

  /// An index for which nothing is said is as if it had not been named.
  private static SortedMap<String, IndexReads> indexes(@Nullable List<SentIndexReads> sent)
      throws Refusal {
    var indexes = new TreeMap<String, IndexReads>();
    if (sent == null) return indexes;
    var names = new TreeSet<String>();
    for (SentIndexReads index : sent) {
      String name = Constraints.present("IndexName", index.name());
      if (!names.add(name)) throw Refusal.invalid(INVALID + "Duplicate index name: " + name);
      var reads = new IndexReads(index.readCapacity(), index.maxRead());
      if (reads.readCapacity() != null || reads.maxRead() != null) indexes.put(name, reads);
    }
    return indexes;
  }

  /// The region that a name stands for which a client has sent.
  static RegionId region(@Nullable String sent) throws Refusal {
    String name = Constraints.present("RegionName", sent);
    try {
      return new RegionId(name);
    } catch (IllegalArgumentException noName) {
      throw Refusal.invalid(INVALID + "Region " + name + " is not a region");
    }
  }
}
