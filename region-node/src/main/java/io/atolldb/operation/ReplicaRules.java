package io.atolldb.operation;

import static io.atolldb.fault.ApiFault.Validation.INVALID;

import io.atolldb.catalog.BillingMode;
import io.atolldb.catalog.Index;
import io.atolldb.catalog.ReplicaOverrides;
import io.atolldb.catalog.ReplicaOverrides.IndexReads;
import io.atolldb.catalog.SettingsChange;
import io.atolldb.catalog.SettingsChange.StreamChange;
import io.atolldb.catalog.StreamView;
import io.atolldb.catalog.Table;
import io.atolldb.catalog.TableSettings;
import io.atolldb.clock.RegionId;
import io.atolldb.fault.ApiFault;
import io.atolldb.globaltable.Member;
import io.atolldb.globaltable.MemberStatus;
import io.atolldb.operation.UpdateTable.ReplicaChange;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Which replicas a table may get or lose, as it is.
public final class ReplicaRules {

  private static final ApiFault OWN_REGION =
      new ApiFault.Validation(
          "Cannot add, delete, or update the local region through ReplicaUpdates."
              + " Use CreateTable, DeleteTable, or UpdateTable as required.");

  private static final ApiFault NOT_A_REPLICA =
      new ApiFault.Validation(
          "Update global table operation failed because one or more replicas were not part of the"
              + " global table.");

  private static final ApiFault NOT_FROM_HERE =
      new ApiFault.Validation(
          INVALID + "A replica can only be disassociated by a request to its own region");

  private static final ApiFault MAY_NOT_LEAVE =
      new ApiFault.Validation(
          "Resource cannot be disassociated as it is currently protected against disassociation."
              + " Disable disassociation protection first.");

  private static final ApiFault CAPACITY_ON_DEMAND =
      new ApiFault.Validation(
          INVALID
              + "ProvisionedThroughputOverride can only be specified when BillingMode is"
              + " PROVISIONED");

  private static final ApiFault MAXIMUM_OF_PROVISIONED =
      new ApiFault.Validation(
          INVALID
              + "OnDemandThroughputOverride can only be specified when BillingMode is"
              + " PAY_PER_REQUEST");

  private ReplicaRules() {}

  /// The region has a table of that name, or a replica of this one (the slip is the service's).
  public static ApiFault alreadyThere(String table) {
    return new ApiFault.Validation(
        "Failed to create a the new replica of table with name: '"
            + table
            + "' because one or more replicas already existed as tables.");
  }

  /// Null where the change is allowed.
  static @Nullable ApiFault refusal(Table table, ReplicaChange change) {
    RegionId region = change.region();
    boolean leaves = change instanceof ReplicaChange.Disassociate;
    if (region.equals(table.self()) != leaves) return leaves ? NOT_FROM_HERE : OWN_REGION;
    MemberStatus status = table.descriptor().statusOf(region);
    return switch (change) {
      case ReplicaChange.Create(_, var overrides) -> {
        if (isThere(status)) yield alreadyThere(table.name());
        // What it wrote before it knows can be told from what it writes as a new member only then.
        if (isBeingRemoved(table, region)) yield TableFaults.beingUpdated(table.name());
        yield refusal(table, overrides);
      }
      case ReplicaChange.Update(_, var overrides) ->
          isThere(status) ? refusal(table, overrides) : NOT_A_REPLICA;
      case ReplicaChange.Disassociate _ -> {
        if (!table.isShared()) yield NOT_A_REPLICA;
        yield TableSettings.of(table).mayNotLeave() ? MAY_NOT_LEAVE : null;
      }
      case ReplicaChange.Delete _ -> {
        // A replica that could not be created has to be taken out of the list, too.
        if (!isThere(status) && status != MemberStatus.CREATION_FAILED) yield NOT_A_REPLICA;
        yield TableSettings.isProtected(table.descriptor(), region) ? DeleteTable.PROTECTED : null;
      }
    };
  }

  private static @Nullable ApiFault refusal(Table table, ReplicaOverrides overrides) {
    BillingMode billing = TableSettings.of(table).billing();
    ApiFault fault = refusal(billing, overrides.readCapacity(), overrides.maxRead());
    for (Map.Entry<String, IndexReads> entry : overrides.indexes().entrySet()) {
      if (fault != null) return fault;
      Index index = table.indexes().named(entry.getKey());
      if (index == null || index.isLocal()) {
        return new ApiFault.Validation(
            INVALID + "The table has no global secondary index " + entry.getKey());
      }
      IndexReads reads = entry.getValue();
      fault = refusal(billing, reads.readCapacity(), reads.maxRead());
    }
    return fault;
  }

  private static @Nullable ApiFault refusal(
      BillingMode billing, @Nullable Long readCapacity, @Nullable Long maxRead) {
    return switch (billing) {
      case PAY_PER_REQUEST -> readCapacity == null ? null : CAPACITY_ON_DEMAND;
      case PROVISIONED -> maxRead == null ? null : MAXIMUM_OF_PROVISIONED;
    };
  }

  private static boolean isBeingRemoved(Table table, RegionId region) {
    Member member = table.descriptor().members().get(region);
    return member != null && member.isRemovedUnknowingly(region);
  }

  private static boolean isThere(@Nullable MemberStatus status) {
    return status == MemberStatus.ACTIVE || status == MemberStatus.CREATING;
  }

  /// Whether some other region's replica is still being made.
  public static boolean isCreatingElsewhere(Table table) {
    for (Map.Entry<RegionId, Member> member : table.descriptor().members().entrySet()) {
      boolean creating = member.getValue().status() == MemberStatus.CREATING;
      if (creating && !member.getKey().equals(table.self())) return true;
    }
    return false;
  }

  /// A table with replicas has a stream: where there is none, it is switched on.
  static SettingsChange withStream(Table table, SettingsChange change) {
    return TableSettings.of(table).streamView() == null ? withStream(change) : change;
  }

  static SettingsChange withStream(SettingsChange change) {
    if (change.stream() instanceof StreamChange.On) return change;
    return change.withStream(new StreamChange.On(StreamView.NEW_AND_OLD_IMAGES));
  }
}
