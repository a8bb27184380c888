package io.atolldb.expiry;

import io.atolldb.item.AttributeValue.NumberValue;
import io.atolldb.item.Item;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.concurrent.TimeUnit;

/// When an item expires: a number of seconds since 1970, in the attribute that the table names.
public final class Expiry {

  /// Of an item that does not expire: it has no such attribute, or no number in it.
  public static final long NEVER = -1;

  /// What lies further back is taken for a mistake, and such an item stays.
  public static final long AGE_SECONDS_MAX = TimeUnit.DAYS.toSeconds(5 * 365);

  /// Digits before the point that any time worth the name has; more is for ever.
  private static final int DIGITS_MAX = 18;

  private Expiry() {}

  /// In seconds, or [#NEVER]. A fraction of a second counts as its whole second.
  public static long secondsOf(Item item, String attribute) {
    if (!(item.get(attribute) instanceof NumberValue(var number))) return NEVER;
    if (number.signum() <= 0) return NEVER; // long before anything that could still expire
    BigDecimal value = number.toBigDecimal();
    if (value.precision() - value.scale() > DIGITS_MAX) return NEVER;
    return value.setScale(0, RoundingMode.FLOOR).longValueExact();
  }

  /// Whether an item with this time has to go.
  public static boolean isDue(long seconds, long nowMillis) {
    return seconds != NEVER && seconds >= oldest(nowMillis) && seconds < end(nowMillis);
  }

  /// The first second whose items are still removed.
  static long oldest(long nowMillis) {
    return Math.max(0, nowSeconds(nowMillis) - AGE_SECONDS_MAX);
  }

  /// The first second that is not over: items expire when the time is past theirs.
  static long end(long nowMillis) {
    return Math.max(0, nowSeconds(nowMillis));
  }

  private static long nowSeconds(long nowMillis) {
    return Math.floorDiv(nowMillis, TimeUnit.SECONDS.toMillis(1));
  }
}
