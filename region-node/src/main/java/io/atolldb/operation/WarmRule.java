package io.atolldb.operation;

import io.atolldb.catalog.CapacityUnits;
import io.atolldb.catalog.Index;
import io.atolldb.catalog.TableSettings;
import io.atolldb.fault.ApiFault;
import org.jspecify.annotations.Nullable;

/// Warm throughput only goes up.
final class WarmRule {

  private WarmRule() {}

  static @Nullable ApiFault refusal(TableSettings now, @Nullable CapacityUnits wanted) {
    return refusal("table", now.warmNow(), wanted);
  }

  static @Nullable ApiFault refusal(Index index, @Nullable CapacityUnits wanted) {
    return refusal("index " + index.name(), index.warmNow(), wanted);
  }

  private static @Nullable ApiFault refusal(
      String what, CapacityUnits now, @Nullable CapacityUnits wanted) {
    if (wanted == null) return null;
    if (wanted.read() < now.read()) return lower("ReadUnitsPerSecond", what);
    return wanted.write() < now.write() ? lower("WriteUnitsPerSecond", what) : null;
  }

  private static ApiFault lower(String member, String what) {
    return new ApiFault.Validation(
        "One or more parameter values were invalid: Requested %s for WarmThroughput for %s is lower than current WarmThroughput, decreasing WarmThroughput is not supported"
            .formatted(member, what));
  }
}
