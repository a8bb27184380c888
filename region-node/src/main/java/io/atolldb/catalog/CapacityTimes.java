package io.atolldb.catalog;

import io.atolldb.item.AttributeValue;
import io.atolldb.item.AttributeValue.NumberValue;
import io.atolldb.item.DynamoNumber;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// When the provisioned capacity of a table, or of an index, was raised and lowered last; null if
/// never. `decreasesThatDay` is how often it was lowered on the day (UTC) of the last time.
public record CapacityTimes(
    @Nullable Long increasedMillis, @Nullable Long decreasedMillis, long decreasesThatDay) {

  public static final CapacityTimes NEVER = new CapacityTimes(null, null, 0);

  private static final String INCREASED = "LastIncreaseMillis";
  private static final String DECREASED = "LastDecreaseMillis";
  private static final String DECREASES = "NumberOfDecreasesThatDay";

  /// As they stand among settings.
  static CapacityTimes in(Map<String, AttributeValue> settings) {
    Long decreases = TableSettings.longOf(settings.get(DECREASES));
    return new CapacityTimes(
        TableSettings.longOf(settings.get(INCREASED)),
        TableSettings.longOf(settings.get(DECREASED)),
        decreases == null ? 0 : decreases);
  }

  void putInto(Map<String, AttributeValue> settings) {
    if (increasedMillis != null) settings.put(INCREASED, number(increasedMillis));
    if (decreasedMillis == null) return;
    settings.put(DECREASED, number(decreasedMillis));
    settings.put(DECREASES, number(decreasesThatDay));
  }

  private static NumberValue number(long value) {
    return new NumberValue(DynamoNumber.of(value));
  }

  public CapacityTimes changed(CapacityUnits before, CapacityUnits after, long nowMillis) {
    boolean raises = before.isBelow(after);
    boolean lowers = after.isBelow(before);
    return new CapacityTimes(
        raises ? Long.valueOf(nowMillis) : increasedMillis,
        lowers ? Long.valueOf(nowMillis) : decreasedMillis,
        lowers ? decreasesOn(nowMillis) + 1 : decreasesThatDay);
  }

  /// How often it was lowered on the day of this time.
  public long decreasesOn(long nowMillis) {
    return decreasedMillis != null && dayOf(decreasedMillis) == dayOf(nowMillis)
        ? decreasesThatDay
        : 0;
  }

  /// The number of a day in UTC.
  private static long dayOf(long millis) {
    return Math.floorDiv(millis, TimeUnit.DAYS.toMillis(1));
  }
}
