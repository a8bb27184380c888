package io.atolldb.operation;

import io.atolldb.catalog.CapacityUnits;
import io.atolldb.catalog.SettingsEdit;
import io.atolldb.catalog.TableSettings;
import io.atolldb.fault.ApiFault;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// How often provisioned capacity may be lowered: four times on a day (UTC) at any time, after that
/// once an hour.
public final class DecreaseRule {

  private static final int FREE_DECREASES = 4;
  private static final long PAUSE_MILLIS = TimeUnit.HOURS.toMillis(1);

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("EEEE, MMMM d, uuuu h:mm:ss a 'UTC'", Locale.US)
          .withZone(ZoneOffset.UTC);

  private DecreaseRule() {}

  /// Whether capacity may be lowered now.
  public static boolean allowsMore(TableSettings now, long nowMillis) {
    Long last = now.decreasedMillis();
    return last == null
        || SettingsEdit.dayOf(last) != SettingsEdit.dayOf(nowMillis)
        || now.decreasesThatDay() < FREE_DECREASES
        || nowMillis >= last + PAUSE_MILLIS;
  }

  /// Null where the change is allowed.
  static @Nullable ApiFault refusal(
      TableSettings now, @Nullable CapacityUnits wanted, long nowMillis) {
    if (wanted == null) return null;
    CapacityUnits units = now.provisioned();
    boolean lowers = wanted.read() < units.read() || wanted.write() < units.write();
    Long last = now.decreasedMillis();
    if (!lowers || last == null || allowsMore(now, nowMillis)) return null;
    long next = last + PAUSE_MILLIS;
    return new ApiFault.LimitExceeded(
        ("Subscriber limit exceeded: Provisioned throughput decreases are limited within a given"
             + " UTC day. After the first %d decreases, each subsequent decrease in the same UTC"
             + " day can be performed at most once every %d seconds. Number of decreases today: %d."
             + " Last decrease at: %s. Next decrease can be made at: %s")
            .formatted(
                FREE_DECREASES,
                TimeUnit.MILLISECONDS.toSeconds(PAUSE_MILLIS),
                now.decreasesThatDay(),
                TIME.format(Instant.ofEpochMilli(last)),
                TIME.format(Instant.ofEpochMilli(next))));
  }
}
