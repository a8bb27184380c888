package io.atolldb.request;

import static io.atolldb.fault.ApiFault.Validation.INVALID;

import io.atolldb.catalog.CapacityUnits;
import io.atolldb.catalog.SettingsChange;
import io.atolldb.catalog.SettingsChange.Encryption;
import io.atolldb.catalog.SettingsChange.StreamChange;
import io.atolldb.fault.Refusal;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Turns the settings that were sent into a change, or refuses them. What depends on the table as
/// it is comes later, where that is known.
final class TableSettingsCheck {

  /// Capacity units of one table; more is out of the service's bounds.
  private static final long UNITS_MAX = 1_000_000_000_000L;

  private static final int KEY_ID_LENGTH_MAX = 2_048;

  private TableSettingsCheck() {}

  /// What the model says of each member, in the order of its members.
  static void constraints(SentSettings sent) throws Refusal {
    var _ = TableChoices.BILLING_MODE.of(sent.billingMode());
    requireUnits("ProvisionedThroughput", sent.throughput());
    SentStream stream = sent.stream();
    if (stream != null) {
      var _ = Constraints.present("StreamSpecification.StreamEnabled", stream.enabled());
      var _ = TableChoices.STREAM_VIEW.of(stream.viewType());
    }
    SentEncryption encryption = sent.encryption();
    if (encryption != null) {
      var _ = TableChoices.ENCRYPTION_TYPE.of(encryption.type());
      String keyId = encryption.keyId();
      if (keyId != null) {
        Constraints.length("SSESpecification.KMSMasterKeyId", keyId.length(), 1, KEY_ID_LENGTH_MAX);
      }
    }
    List<SentTag> tags = sent.tags();
    if (tags != null) TagCheck.constraints(tags);
    var _ = TableChoices.TABLE_CLASS.of(sent.tableClass());
    var _ = TableChoices.REPLICATION_MODE.of(sent.replicationMode());
  }

  static void requireUnits(String member, @Nullable SentUnits units) throws Refusal {
    if (units == null) return;
    long read = Constraints.present(member + ".ReadCapacityUnits", units.read());
    long write = Constraints.present(member + ".WriteCapacityUnits", units.write());
    Constraints.atLeast(member + ".ReadCapacityUnits", read, 1);
    Constraints.atLeast(member + ".WriteCapacityUnits", write, 1);
  }

  /// Settings that have passed the constraints, as a change.
  static SettingsChange change(SentSettings sent) throws Refusal {
    if (!sent.notServed().isEmpty()) throw notServed(sent.notServed().getFirst());
    String mode = sent.replicationMode();
    if (mode != null && !mode.equals("ENABLED_WITH_OVERRIDES")) {
      throw Refusal.invalid(
          INVALID + "GlobalTableSettingsReplicationMode must be ENABLED_WITH_OVERRIDES");
    }
    String billing = sent.billingMode();
    String tableClass = sent.tableClass();
    return new SettingsChange(
        billing == null ? null : TableChoices.BILLING_MODE.of(billing),
        provisioned(sent.throughput()),
        stream(sent.stream()),
        encryption(sent.encryption()),
        tableClass == null ? null : TableChoices.TABLE_CLASS.of(tableClass),
        sent.deletionProtection(),
        warm(sent.warm()),
        onDemand(sent.onDemand()),
        tags(sent.tags()));
  }

  private static Refusal notServed(String member) {
    String why =
        switch (member) {
          case "VectorIndexes", "VectorIndexUpdates" ->
              "Vector indexes are not available in this version";
          case "GlobalTableSourceArn" ->
              "A replica of a table of another account; there is one account here, and its replicas"
                  + " are made by the ReplicaUpdates of UpdateTable";
          default -> "It is not available in this version";
        };
    return Refusal.invalid(INVALID + member + ": " + why);
  }

  static @Nullable CapacityUnits provisioned(@Nullable SentUnits sent) throws Refusal {
    if (sent == null || sent.read() == null || sent.write() == null) return null;
    requireInBounds("ReadCapacityUnits", sent.read());
    requireInBounds("WriteCapacityUnits", sent.write());
    return new CapacityUnits(sent.read(), sent.write());
  }

  private static void requireInBounds(String member, long units) throws Refusal {
    if (units > UNITS_MAX) {
      throw Refusal.invalid("Given value " + units + " for " + member + " is out of bounds");
    }
  }

  private static @Nullable StreamChange stream(@Nullable SentStream sent) throws Refusal {
    if (sent == null || sent.enabled() == null) return null;
    String view = sent.viewType();
    if (sent.enabled()) {
      if (view == null) {
        throw Refusal.invalid(INVALID + "StreamViewType is required when StreamEnabled is true");
      }
      return new StreamChange.On(TableChoices.STREAM_VIEW.of(view));
    }
    if (view != null) {
      throw Refusal.invalid(
          INVALID + "StreamViewType cannot be specified when StreamEnabled is false");
    }
    return new StreamChange.Off();
  }

  private static @Nullable Encryption encryption(@Nullable SentEncryption sent) throws Refusal {
    if (sent == null) return null;
    String keyId = sent.keyId();
    if (sent.enabled() == null || !sent.enabled()) {
      if (keyId != null || sent.type() != null) {
        throw Refusal.invalid(
            INVALID + "SSEType and KMSMasterKeyId can only be specified when Enabled is true");
      }
      return new Encryption.ServiceKey();
    }
    return new Encryption.With(
        TableChoices.ENCRYPTION_TYPE.of(sent.type()), keyId == null ? "alias/aws/dynamodb" : keyId);
  }

  static @Nullable CapacityUnits warm(@Nullable SentUnits sent) throws Refusal {
    if (sent == null) return null;
    Long read = sent.read();
    Long write = sent.write();
    if (read == null || write == null || read < 1 || write < 1) {
      throw Refusal.invalid(
          INVALID
              + "WarmThroughput needs ReadUnitsPerSecond and WriteUnitsPerSecond, both at least 1");
    }
    return new CapacityUnits(read, write);
  }

  static @Nullable CapacityUnits onDemand(@Nullable SentUnits sent) throws Refusal {
    if (sent == null) return null;
    return new CapacityUnits(
        maximum("MaxReadRequestUnits", sent.read()), maximum("MaxWriteRequestUnits", sent.write()));
  }

  private static long maximum(String member, @Nullable Long units) throws Refusal {
    if (units == null) return SettingsChange.UNLIMITED;
    if (units < 1 && units != SettingsChange.UNLIMITED) {
      throw Refusal.invalid(INVALID + member + " must be at least 1, or -1 for no maximum");
    }
    return units;
  }

  private static SortedMap<String, String> tags(@Nullable List<SentTag> sent) throws Refusal {
    return sent == null ? new TreeMap<>() : TagCheck.valid(sent);
  }
}
