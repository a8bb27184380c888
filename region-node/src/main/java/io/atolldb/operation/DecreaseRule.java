package io.atolldb.operation;

import io.atolldb.catalog.CapacityTimes;
import io.atolldb.catalog.CapacityUnits;
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
  public static boolean allowsMore(CapacityTimes times, long nowMillis) {
    Long last = times.decreasedMillis();
    return last == null
        || times.decreasesOn(nowMillis) < FREE_DECREASES
        || nowMillis >= last + PAUSE_MILLIS;
  }

  /// Of a table or an index that has `units`; null where the change is allowed.
  static @Nullable ApiFault refusal(
      CapacityTimes times,
      @Nullable CapacityUnits units,
      @Nullable CapacityUnits wanted,
      long nowMillis) {
    if (units == null || wanted == null) return null;
    Long last = times.decreasedMillis();
    if (!wanted.isBelow(units) || last == null || allowsMore(times, nowMillis)) return null;
    long next = last + PAUSE_MILLIS;
    return new ApiFault.LimitExceeded(
        ("Subscriber limit exceeded: Provisioned throughput decreases are limited within a given"
             + " UTC day. After the first %d decreases, each subsequent decrease in the same UTC"
             + " day can be performed at most once every %d seconds. Number of decreases today: %d."
             + " Last decrease at: %s. Next decrease can be made at: %s")
            .formatted(
                FREE_DECREASES,
                TimeUnit.MILLISECONDS.toSeconds(PAUSE_MILLIS),
                times.decreasesThatDay(),
                TIME.format(Instant.ofEpochMilli(last)),
                TIME.format(Instant.ofEpochMilli(next))));
  }
}
