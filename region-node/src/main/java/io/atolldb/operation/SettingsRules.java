package io.atolldb.operation;

import static io.atolldb.fault.ApiFault.Validation.INVALID;

import io.atolldb.catalog.BillingMode;
import io.atolldb.catalog.CapacityUnits;
import io.atolldb.catalog.SettingsChange;
import io.atolldb.catalog.SettingsChange.Encryption;
import io.atolldb.catalog.SettingsChange.StreamChange;
import io.atolldb.catalog.Table;
import io.atolldb.catalog.TableSettings;
import io.atolldb.fault.ApiFault;
import org.jspecify.annotations.Nullable;

/// Which changes of settings a table allows, as it is.
public final class SettingsRules {

  /// Capacity was given to a table that is billed by request.
  public static final ApiFault CAPACITY_ON_DEMAND =
      new ApiFault.Validation(
          INVALID
              + "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when"
              + " BillingMode is PAY_PER_REQUEST");

  /// A table is to have provisioned capacity, and none was given.
  public static final ApiFault CAPACITY_MISSING =
      new ApiFault.Validation(
          INVALID
              + "ReadCapacityUnits and WriteCapacityUnits must both be specified when"
              + " BillingMode is PROVISIONED");

  private static final ApiFault STREAM_OF_GLOBAL_TABLE =
      new ApiFault.Validation(
          INVALID + "The stream of a table with replicas in other regions cannot be changed");

  /// A maximum for requests was given to a table with provisioned capacity.
  public static final ApiFault MAXIMUM_OF_PROVISIONED =
      new ApiFault.Validation(
          INVALID + "OnDemandThroughput can only be specified when BillingMode is PAY_PER_REQUEST");

  private static final ApiFault ENCRYPTED_ALREADY =
      new ApiFault.Validation(INVALID + "Table is already encrypted by given KMSMasterKeyId");

  private SettingsRules() {}

  /// Null where the change is allowed. A table is `global` when others hold replicas of it, or are
  /// to.
  static @Nullable ApiFault refusal(Table table, SettingsChange change, boolean global) {
    TableSettings now = TableSettings.of(table);
    ApiFault fault = capacity(now, change);
    if (fault == null) fault = WarmRule.refusal(now, change.warm());
    if (fault == null) fault = encryption(now, change.encryption());
    return fault == null ? stream(table.name(), now, change.stream(), global) : fault;
  }

  private static @Nullable ApiFault encryption(TableSettings now, @Nullable Encryption change) {
    boolean same =
        change instanceof Encryption.With(_, String key) && key.equals(now.encryptionKey());
    return same ? ENCRYPTED_ALREADY : null;
  }

  private static @Nullable ApiFault capacity(TableSettings now, SettingsChange change) {
    BillingMode mode = change.billing() == null ? now.billing() : change.billing();
    CapacityUnits wanted = change.provisioned();
    return switch (mode) {
      case PAY_PER_REQUEST -> wanted == null ? null : CAPACITY_ON_DEMAND;
      case PROVISIONED -> {
        if (change.onDemand() != null) yield MAXIMUM_OF_PROVISIONED;
        boolean provisionedBefore = now.billing() == BillingMode.PROVISIONED;
        if (wanted == null) yield provisionedBefore ? null : CAPACITY_MISSING;
        boolean same = provisionedBefore && wanted.equals(now.provisioned());
        yield same ? unchanged(wanted) : null;
      }
    };
  }

  private static ApiFault unchanged(CapacityUnits units) {
    return new ApiFault.Validation(
        ("The provisioned throughput for the table will not change. The requested value equals the"
                + " current value. Current ReadCapacityUnits provisioned for the table: %1$d."
                + " Requested ReadCapacityUnits: %1$d. Current WriteCapacityUnits provisioned for"
                + " the table: %2$d. Requested WriteCapacityUnits: %2$d. Refer to the Amazon"
                + " DynamoDB Developer Guide for current limits and how to request higher limits.")
            .formatted(units.read(), units.write()));
  }

  private static @Nullable ApiFault stream(
      String table, TableSettings now, @Nullable StreamChange change, boolean global) {
    String view = now.streamView();
    return switch (change) {
      case null -> null;
      case StreamChange.On _ when view != null ->
          new ApiFault.Validation("Table already has an enabled stream: TableName: " + table);
      case StreamChange.On _ -> null;
      case StreamChange.Off _ when view == null ->
          new ApiFault.Validation("Table has no stream to disable: TableName: " + table);
      case StreamChange.Off _ -> global ? STREAM_OF_GLOBAL_TABLE : null;
    };
  }
}
