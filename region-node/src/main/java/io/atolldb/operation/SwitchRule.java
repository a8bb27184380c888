package io.atolldb.operation;

import io.atolldb.catalog.BillingMode;
import io.atolldb.catalog.SettingsChange;
import io.atolldb.catalog.TableClass;
import io.atolldb.catalog.TableSettings;
import io.atolldb.fault.ApiFault;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// How often a table may be switched to billing by request, and to another class: four times in 24
/// hours, and twice in 30 days. Back to provisioned capacity it may be switched at any time.
final class SwitchRule {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("EEE MMM dd HH:mm:ss 'UTC' uuuu", Locale.US)
          .withZone(ZoneOffset.UTC);

  private SwitchRule() {}

  /// Null where the change is allowed.
  static @Nullable ApiFault refusal(TableSettings now, SettingsChange change, long nowMillis) {
    boolean toOnDemand =
        change.billing() == BillingMode.PAY_PER_REQUEST && now.billing() != change.billing();
    if (toOnDemand) {
      ApiFault fault =
          refusal(
              "Update to PayPerRequest mode",
              now.switchesToOnDemand(),
              TableSettings.SWITCHES_MAX,
              TableSettings.SWITCHES_MILLIS,
              nowMillis);
      if (fault != null) return fault;
    }
    TableClass wanted = change.tableClass();
    if (wanted == null || !now.changesClass(wanted)) return null;
    return refusal(
        "Update to table class",
        now.tableClassChanges(),
        TableSettings.CLASS_CHANGES_MAX,
        TableSettings.CLASS_CHANGES_MILLIS,
        nowMillis);
  }

  /// @param times when it was done, the last one last
  private static @Nullable ApiFault refusal(
      String what, List<Long> times, int max, long withinMillis, long nowMillis) {
    List<Long> counted = times.stream().filter(time -> time > nowMillis - withinMillis).toList();
    if (counted.size() < max) return null;
    long next = counted.get(counted.size() - max) + withinMillis;
    return new ApiFault.LimitExceeded(
        "Subscriber limit exceeded: %s is limited to %d in %d day(s). Last update at %s. Next update can be made at %s"
            .formatted(
                what,
                max,
                TimeUnit.MILLISECONDS.toDays(withinMillis),
                TIME.format(Instant.ofEpochMilli(counted.getLast())),
                TIME.format(Instant.ofEpochMilli(next))));
  }
}
