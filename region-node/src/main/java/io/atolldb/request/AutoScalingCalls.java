package io.atolldb.request;

import io.atolldb.catalog.Index;
import io.atolldb.catalog.Table;
import io.atolldb.clock.RegionId;
import io.atolldb.fault.Refusal;
import io.atolldb.globaltable.MemberStatus;
import io.atolldb.item.Item;
import io.atolldb.operation.ChangeAutoScaling;
import io.atolldb.operation.ChangeAutoScaling.Edit;
import io.atolldb.operation.ReplicaRules;
import io.atolldb.operation.TableFaults;
import io.atolldb.region.Region;
import io.atolldb.scaling.ScalingSettings;
import io.atolldb.scaling.ScalingTarget;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// UpdateTableReplicaAutoScaling and DescribeTableReplicaAutoScaling, from what was sent to what is
/// answered. A table in one region is one with one replica.
public record AutoScalingCalls(Region region) {

  private static final int REPLICAS_MIN = 1;
  private static final int REPLICAS_MAX = 64;

  /// Of one index; `name` as sent.
  public record SentIndex(@Nullable String name, @Nullable SentScaling scaling) {}

  /// Of the reads of one replica and its indexes.
  public record SentReplica(
      @Nullable String regionName, @Nullable SentScaling reads, List<SentIndex> indexes) {
    public SentReplica {
      indexes = List.copyOf(indexes);
    }
  }

  /// `indexes` are about writes; `replicas` is null if nothing is said of any.
  public record Request(
      @Nullable String tableName,
      @Nullable SentScaling writes,
      List<SentIndex> indexes,
      @Nullable List<SentReplica> replicas) {
    public Request {
      indexes = List.copyOf(indexes);
    }
  }

  /// What scales of one index of a replica; null where nothing does.
  public record IndexScaling(
      String name,
      String status,
      @Nullable ScalingSettings reads,
      @Nullable ScalingSettings writes) {}

  /// What scales of one replica; null where nothing does.
  public record ReplicaScaling(
      RegionId region,
      String status,
      @Nullable ScalingSettings reads,
      @Nullable ScalingSettings writes,
      List<IndexScaling> indexes) {
    public ReplicaScaling {
      indexes = List.copyOf(indexes);
    }
  }

  public record Description(String tableName, String status, List<ReplicaScaling> replicas) {
    public Description {
      replicas = List.copyOf(replicas);
    }
  }

  public Description update(Request request) throws Refusal {
    String sentName = Constraints.tableName(request.tableName());
    List<Edit> edits = edits(request);
    String name = TableNames.here(region, sentName);
    if (edits.isEmpty()) {
      throw Refusal.invalid(
          "At least one of ProvisionedWriteCapacityAutoScalingUpdate, ReplicaUpdates or"
              + " GlobalSecondaryIndexUpdates is required");
    }
    var operation = new ChangeAutoScaling(name, TableFaults.notFound(name), edits);
    Table table = TableNames.alter(region, operation).after().named(name);
    if (table == null) throw new Refusal(TableFaults.notFound(name));
    return description(table);
  }

  public Description describe(Request request) throws Refusal {
    String name = TableNames.here(region, request.tableName());
    Table table = region.tables().named(name);
    if (table == null) throw new Refusal(TableFaults.notFound(name));
    return description(table);
  }

  private static List<Edit> edits(Request request) throws Refusal {
    var edits = new ArrayList<Edit>();
    SentScaling writes = request.writes();
    if (writes != null) {
      add(edits, "ProvisionedWriteCapacityAutoScalingUpdate", ScalingTarget.writes(null), writes);
    }
    for (SentIndex index : request.indexes()) {
      SentScaling scaling = index.scaling();
      String name = Constraints.present("GlobalSecondaryIndexUpdates.IndexName", index.name());
      if (scaling == null) continue;
      add(edits, "GlobalSecondaryIndexUpdates", ScalingTarget.writes(name), scaling);
    }
    List<SentReplica> replicas = request.replicas();
    if (replicas == null) return edits;
    Constraints.length("ReplicaUpdates", replicas.size(), REPLICAS_MIN, REPLICAS_MAX);
    for (SentReplica replica : replicas) addReads(edits, replica);
    return edits;
  }

  private static void addReads(List<Edit> edits, SentReplica replica) throws Refusal {
    String member = "ReplicaUpdates";
    var _ = Constraints.present(member + ".RegionName", replica.regionName());
    RegionId reader = ReplicaUpdateCheck.region(replica.regionName());
    SentScaling reads = replica.reads();
    if (reads != null) add(edits, member, ScalingTarget.reads(null, reader), reads);
    for (SentIndex index : replica.indexes()) {
      SentScaling scaling = index.scaling();
      String name = Constraints.present(member + ".IndexName", index.name());
      if (scaling != null) add(edits, member, ScalingTarget.reads(name, reader), scaling);
    }
  }

  private static void add(List<Edit> edits, String member, ScalingTarget target, SentScaling sent)
      throws Refusal {
    edits.add(new Edit(target, ScalingCheck.change(member, sent)));
  }

  private static Description description(Table table) {
    Item settings = table.descriptor().settings();
    var replicas = new ArrayList<ReplicaScaling>();
    table
        .descriptor()
        .members()
        .forEach((region, member) -> {
          boolean gone =
              member.status() == MemberStatus.REMOVED
                  || (member.status() == MemberStatus.DISASSOCIATED
                      && !region.equals(table.self()));
          if (gone) return;
          var indexes = new ArrayList<IndexScaling>();
          for (Index index : table.indexes().of(Index.Kind.GLOBAL)) {
            indexes.add(
                new IndexScaling(
                    index.name(),
                    table.isFilling(index) ? "CREATING" : "ACTIVE",
                    ScalingSettings.of(settings, ScalingTarget.reads(index.name(), region)),
                    ScalingSettings.of(settings, ScalingTarget.writes(index.name()))));
          }
          replicas.add(
              new ReplicaScaling(
                  region,
                  member.status() == MemberStatus.DISASSOCIATED
                      ? MemberStatus.ACTIVE.name()
                      : member.status().name(),
                  ScalingSettings.of(settings, ScalingTarget.reads(null, region)),
                  ScalingSettings.of(settings, ScalingTarget.writes(null)),
                  indexes));
        });
    String status = "ACTIVE";
    if (!table.isActive()) status = "CREATING";
    else if (ReplicaRules.isCreatingElsewhere(table)) status = "UPDATING";
    return new Description(table.name(), status, replicas);
  }
}
