package io.atolldb.request;

import io.atolldb.catalog.Index;
import io.atolldb.catalog.ReplicaOverrides;
import io.atolldb.catalog.Table;
import io.atolldb.catalog.TableFigures;
import io.atolldb.catalog.TableSettings;
import io.atolldb.clock.RegionId;
import io.atolldb.globaltable.MemberStatus;
import io.atolldb.operation.ReplicaRules;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// A table as it is described to clients of its region.
///
/// @param replicas those of other regions: the service does not list the region that is asked
/// @param nowMillis when it is told
public record TableDescription(
    Table table,
    TableSettings settings,
    Status status,
    TableFigures figures,
    long nowMillis,
    List<IndexDescription> indexes,
    List<Replica> replicas) {

  /// Where a table is in its life, as its region tells it.
  public enum Status {
    CREATING,
    UPDATING,
    ACTIVE,
    DELETING
  }

  /// Another region's replica.
  ///
  /// @param percent how much of it has been copied; null where that is not known here
  /// @param silentSinceMillis when its region was last heard of, if that is so long ago that the
  ///   replica counts as inaccessible; else null
  public record Replica(
      RegionId region,
      MemberStatus status,
      String description,
      @Nullable Integer percent,
      ReplicaOverrides overrides,
      @Nullable Long silentSinceMillis) {

    /// In the words of the service; a region that cannot be reached is what it calls disabled.
    public String shownStatus() {
      boolean silent = silentSinceMillis != null && status == MemberStatus.ACTIVE;
      return silent ? "REGION_DISABLED" : status.name();
    }
  }

  public TableDescription {
    indexes = List.copyOf(indexes);
    replicas = List.copyOf(replicas);
  }

  /// The table as it is now.
  static TableDescription now(Table table, TablePorts ports) {
    Status status = Status.ACTIVE;
    if (!table.isActive()) {
      status = Status.CREATING;
    } else if (ReplicaRules.isCreatingElsewhere(table) || !table.filling().isEmpty()) {
      status = Status.UPDATING;
    }
    return of(table, status, ports);
  }

  /// In the state that an operation which changes it has to answer.
  static TableDescription of(Table table, Status status, TablePorts ports) {
    var settings = TableSettings.of(table);
    return new TableDescription(
        table,
        settings,
        status,
        ports.region().figures(table.id()),
        ports.clock().millis(),
        indexes(table, status, ports),
        replicas(table, ports.progress()));
  }

  /// A table that an operation has just changed: indexes that are new have nothing in them yet, and
  /// those that are gone are shown for the last time.
  static TableDescription changed(Table before, Table after, TablePorts ports) {
    TableDescription now = of(after, Status.UPDATING, ports);
    var indexes = new ArrayList<IndexDescription>();
    for (IndexDescription index : now.indexes) {
      Index had = before.indexes().of(index.index().id());
      boolean same = had != null && had.equals(after.indexes().of(had.id()));
      indexes.add(had == null ? index.begun() : same ? index : index.updated());
    }
    for (Index index : before.indexes().all()) {
      if (after.indexes().of(index.id()) == null) indexes.add(IndexDescription.gone(index));
    }
    return new TableDescription(
        now.table, now.settings, now.status, now.figures, now.nowMillis, indexes, now.replicas);
  }

  private static List<IndexDescription> indexes(Table table, Status ofTable, TablePorts ports) {
    var described = new ArrayList<IndexDescription>();
    for (Index index : table.indexes().all()) {
      boolean filling = table.isFilling(index);
      boolean creating = filling || ofTable == Status.CREATING;
      Status status =
          ofTable == Status.DELETING ? Status.DELETING : creating ? Status.CREATING : Status.ACTIVE;
      described.add(
          new IndexDescription(
              TableSettings.of(table).here(index),
              status,
              filling ? true : null,
              IndexFigures.of(ports.region(), index)));
    }
    return described;
  }

  private static List<Replica> replicas(Table table, TablePorts.CopyProgress progress) {
    var replicas = new ArrayList<Replica>();
    if (table.isOnItsOwn()) return replicas;
    table
        .descriptor()
        .members()
        .forEach((region, member) -> {
          if (region.equals(table.self()) || isGone(member.status())) return;
          OptionalInt percent =
              member.status() == MemberStatus.CREATING
                  ? progress.percent(table.id(), region)
                  : OptionalInt.empty();
          replicas.add(
              new Replica(
                  region,
                  member.status(),
                  member.description(),
                  percent.isPresent() ? percent.getAsInt() : null,
                  ReplicaOverrides.of(table.descriptor().settings(), region),
                  progress.silentSinceMillis(region)));
        });
    return replicas;
  }

  private static boolean isGone(MemberStatus status) {
    return status == MemberStatus.REMOVED || status == MemberStatus.DISASSOCIATED;
  }

  public String arn() {
    return TableArns.table(table.self(), table.name());
  }

  public String arn(Replica replica) {
    return TableArns.table(replica.region(), table.name());
  }

  /// Null if the table never had a stream.
  public @Nullable String streamArn() {
    String label = settings.streamLabel();
    return label == null ? null : TableArns.stream(table.self(), table.name(), label);
  }

  /// Null where the service's own key is used.
  public @Nullable String encryptionKeyArn() {
    String key = settings.encryptionKey();
    return key == null ? null : TableArns.encryptionKey(table.self(), key);
  }

  /// Whether the summary of the billing mode is shown: only tables that are, or once were, billed
  /// by request have one.
  public boolean hasBillingSummary() {
    return settings.onDemandSinceMillis() != null;
  }
}
