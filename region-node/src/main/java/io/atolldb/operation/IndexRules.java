package io.atolldb.operation;

import static io.atolldb.fault.ApiFault.Validation.INVALID;

import io.atolldb.catalog.BillingMode;
import io.atolldb.catalog.CapacityTimes;
import io.atolldb.catalog.CapacityUnits;
import io.atolldb.catalog.Index;
import io.atolldb.catalog.Indexes;
import io.atolldb.catalog.ReplicaOverrides;
import io.atolldb.catalog.ReplicaOverrides.IndexReads;
import io.atolldb.catalog.Table;
import io.atolldb.catalog.TableSettings;
import io.atolldb.fault.ApiFault;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which indexes a table may have, and how they may change.
public final class IndexRules {

  private static final ApiFault ONE_AT_A_TIME =
      new ApiFault.LimitExceeded(
          "Subscriber limit exceeded: Only 1 online index can be created or deleted simultaneously"
              + " per table");

  private static final IndexReads NO_READS = new IndexReads(null, null);

  private IndexRules() {}

  /// Global indexes have capacity of their own exactly where their table is provisioned. Null if
  /// they do as they should.
  public static @Nullable ApiFault capacityRefusal(Indexes indexes, BillingMode billing) {
    for (Index index : indexes.of(Index.Kind.GLOBAL)) {
      ApiFault fault = capacityRefusal(index, billing);
      if (fault != null) return fault;
    }
    return null;
  }

  private static @Nullable ApiFault capacityRefusal(Index index, BillingMode billing) {
    boolean provisioned = index.provisioned() != null;
    return switch (billing) {
      case PAY_PER_REQUEST ->
          provisioned
              ? invalid(
                  "ProvisionedThroughput should not be specified for index: "
                      + index.name()
                      + " when BillingMode is PAY_PER_REQUEST")
              : null;
      case PROVISIONED -> {
        if (!provisioned) {
          yield invalid("ProvisionedThroughput must be specified for index: " + index.name());
        }
        yield index.onDemand() == null ? null : SettingsRules.MAXIMUM_OF_PROVISIONED;
      }
    };
  }

  /// Null where a table allows the changes, as it is.
  static @Nullable ApiFault refusal(Table table, List<IndexChange> changes, long nowMillis) {
    int builds = 0;
    Set<String> names = new HashSet<>();
    for (IndexChange change : changes) {
      if (!names.add(change.name())) {
        return invalid(
            "Only one global secondary index update per index is allowed simultaneously. Index: "
                + change.name());
      }
      if (!(change instanceof IndexChange.Update)) builds++;
    }
    if (builds > 1) return ONE_AT_A_TIME;
    for (IndexChange change : changes) {
      ApiFault fault = refusal(table, change, nowMillis);
      if (fault != null) return fault;
    }
    return null;
  }

  private static @Nullable ApiFault refusal(Table table, IndexChange change, long nowMillis) {
    Index known = table.indexes().named(change.name());
    return switch (change) {
      case IndexChange.Create _ -> {
        if (known != null) {
          yield new ApiFault.Validation("Attempting to create an index which already exists");
        }
        if (!table.filling().isEmpty()) yield ONE_AT_A_TIME;
        boolean full = table.indexes().of(Index.Kind.GLOBAL).size() >= Indexes.GLOBAL_MAX;
        yield full
            ? invalid(
                "Number of GlobalSecondaryIndexes exceeds per-table limit of " + Indexes.GLOBAL_MAX)
            : null;
      }
      case IndexChange.Update update ->
          known == null || known.isLocal()
              ? ApiFault.ResourceNotFound.DATA
              : !table.filling().isEmpty()
                  ? TableFaults.beingUpdated(table.name())
                  : refusal(TableSettings.of(table).here(known), update, nowMillis);
      case IndexChange.Delete _ ->
          known == null || known.isLocal() ? ApiFault.ResourceNotFound.DATA : null;
    };
  }

  private static @Nullable ApiFault refusal(
      Index index, IndexChange.Update update, long nowMillis) {
    ApiFault fault = unchanged(index, update.provisioned());
    if (fault == null) fault = WarmRule.refusal(index, update.warm());
    return fault == null
        ? DecreaseRule.refusal(index.times(), index.provisioned(), update.provisioned(), nowMillis)
        : fault;
  }

  private static @Nullable ApiFault unchanged(Index index, @Nullable CapacityUnits wanted) {
    if (wanted == null || !wanted.equals(index.provisioned())) return null;
    return new ApiFault.Validation(
        ("The provisioned throughput for the index %1$s will not change. The requested value equals"
                + " the current value. Current ReadCapacityUnits provisioned for the index: %2$d."
                + " Requested ReadCapacityUnits: %2$d. Current WriteCapacityUnits provisioned for"
                + " the index: %3$d. Requested WriteCapacityUnits: %3$d. Refer to the Amazon"
                + " DynamoDB Developer Guide for current limits and how to request higher limits.")
            .formatted(index.name(), wanted.read(), wanted.write()));
  }

  /// The indexes of a table after changes that it allows, and under a billing mode that may be
  /// another one than before.
  static Indexes after(
      Table table, List<IndexChange> changes, BillingMode billing, long nowMillis) {
    Indexes after = table.indexes();
    for (Index index : after.of(Index.Kind.GLOBAL)) {
      after =
          switch (billing) {
            case PAY_PER_REQUEST ->
                after.with(index.withUnits(null, index.onDemand(), index.warm()));
            case PROVISIONED ->
                after.with(index.withUnits(index.provisioned(), null, index.warm()));
          };
    }
    for (IndexChange change : changes) {
      after =
          switch (change) {
            case IndexChange.Create(Index index) -> after.with(index);
            case IndexChange.Delete(String name) -> after.without(name);
            case IndexChange.Update update -> updated(table, after, update, nowMillis);
          };
    }
    return after;
  }

  private static Indexes updated(
      Table table, Indexes indexes, IndexChange.Update update, long nowMillis) {
    Index index = indexes.named(update.name());
    if (index == null) throw new IllegalStateException("there is no index " + update.name());
    IndexReads own =
        ReplicaOverrides.of(table.descriptor().settings(), table.self())
            .indexes()
            .getOrDefault(index.name(), NO_READS);
    var provisioned =
        ReplicaOverrides.shared(update.provisioned(), own.readCapacity(), index.provisioned());
    var onDemand = ReplicaOverrides.shared(update.onDemand(), own.maxRead(), index.onDemand());
    CapacityUnits before = index.provisioned();
    CapacityTimes times =
        before == null || provisioned == null
            ? index.times()
            : index.times().changed(before, provisioned, nowMillis);
    return indexes.with(
        index
            .withTimes(times)
            .withUnits(
                provisioned == null ? before : provisioned,
                onDemand == null ? index.onDemand() : onDemand,
                update.warm() == null ? index.warm() : update.warm()));
  }

  private static ApiFault invalid(String message) {
    return new ApiFault.Validation(INVALID + message);
  }
}
