package io.atolldb.catalog;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What a valid request says of a table's settings; null leaves a setting as it is.
///
/// @param onDemand `UNLIMITED` for no limit
/// @param tags of a new table
public record SettingsChange(
    @Nullable BillingMode billing,
    @Nullable CapacityUnits provisioned,
    @Nullable StreamChange stream,
    @Nullable Encryption encryption,
    @Nullable TableClass tableClass,
    @Nullable Boolean deletionProtection,
    @Nullable CapacityUnits warm,
    @Nullable CapacityUnits onDemand,
    SortedMap<String, String> tags) {

  /// A maximum that is none.
  public static final long UNLIMITED = -1;

  public SettingsChange {
    tags = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
  }

  /// Billing by request, and nothing else said.
  public static SettingsChange onDemandTable() {
    return new SettingsChange(
        BillingMode.PAY_PER_REQUEST, null, null, null, null, null, null, null, new TreeMap<>());
  }

  /// The same with another word on the stream.
  public SettingsChange withStream(StreamChange other) {
    return new SettingsChange(
        billing,
        provisioned,
        other,
        encryption,
        tableClass,
        deletionProtection,
        warm,
        onDemand,
        tags);
  }

  public boolean isEmpty() {
    return billing == null
        && provisioned == null
        && stream == null
        && encryption == null
        && tableClass == null
        && deletionProtection == null
        && warm == null
        && onDemand == null
        && tags.isEmpty();
  }

  /// A stream is switched on or off.
  public sealed interface StreamChange {
    record On(StreamView view) implements StreamChange {}

    record Off() implements StreamChange {}
  }

  /// Encryption with a key other than the service's own, or back to that one.
  public sealed interface Encryption {
    record With(EncryptionType type, String keyId) implements Encryption {}

    record ServiceKey() implements Encryption {}
  }
}
