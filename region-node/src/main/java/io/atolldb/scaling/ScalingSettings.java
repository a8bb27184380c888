package io.atolldb.scaling;

import io.atolldb.item.AttributeValue;
import io.atolldb.item.AttributeValue.BooleanValue;
import io.atolldb.item.AttributeValue.MapValue;
import io.atolldb.item.AttributeValue.NumberValue;
import io.atolldb.item.AttributeValue.StringValue;
import io.atolldb.item.DynamoNumber;
import io.atolldb.item.Item;
import java.math.BigDecimal;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// How far a capacity scales by itself. Kept in the open bag of a table's shared settings, an entry
/// for each target, so that each merges by itself.
///
/// @param minimum units a second
/// @param maximum units a second, not below the minimum
/// @param disabled whether nothing is changed for now
/// @param roleArn as it was sent; nobody looks at it
/// @param policy null as long as there is none, and nothing is changed
public record ScalingSettings(
    long minimum,
    long maximum,
    boolean disabled,
    @Nullable String roleArn,
    @Nullable TargetTracking policy) {

  private static final String MINIMUM = "Minimum";
  private static final String MAXIMUM = "Maximum";
  private static final String DISABLED = "Disabled";
  private static final String ROLE = "RoleArn";
  private static final String POLICY = "PolicyName";
  private static final String PERCENT = "TargetPercent";
  private static final String RAISES_ONLY = "RaisesOnly";
  private static final String LOWER_PAUSE = "LowerPauseSeconds";
  private static final String RAISE_PAUSE = "RaisePauseSeconds";

  public ScalingSettings withPolicy(@Nullable TargetTracking other) {
    return new ScalingSettings(minimum, maximum, disabled, roleArn, other);
  }

  /// Those of a target in a table's settings; null where nobody set any.
  public static @Nullable ScalingSettings of(Item settings, ScalingTarget target) {
    if (!(settings.get(target.setting()) instanceof MapValue(var entry))) return null;
    TargetTracking policy =
        entry.get(POLICY) instanceof StringValue(String name)
            ? new TargetTracking(
                name,
                number(entry, PERCENT).doubleValue(),
                entry.get(RAISES_ONLY) instanceof BooleanValue(boolean only) && only,
                number(entry, LOWER_PAUSE).intValue(),
                number(entry, RAISE_PAUSE).intValue())
            : null;
    return new ScalingSettings(
        number(entry, MINIMUM).longValue(),
        number(entry, MAXIMUM).longValue(),
        entry.get(DISABLED) instanceof BooleanValue(boolean off) && off,
        entry.get(ROLE) instanceof StringValue(String role) ? role : null,
        policy);
  }

  private static BigDecimal number(SortedMap<String, AttributeValue> entry, String name) {
    return entry.get(name) instanceof NumberValue(var number)
        ? number.toBigDecimal()
        : BigDecimal.ZERO;
  }

  /// A table's settings with these for a target; null takes them away.
  public static Item with(Item settings, ScalingTarget target, @Nullable ScalingSettings scaling) {
    var bag = new TreeMap<String, AttributeValue>(settings.attributes());
    if (scaling == null) bag.remove(target.setting());
    else bag.put(target.setting(), scaling.written());
    return Item.owning(bag);
  }

  private MapValue written() {
    var entry = new TreeMap<String, AttributeValue>();
    entry.put(MINIMUM, number(minimum));
    entry.put(MAXIMUM, number(maximum));
    if (disabled) entry.put(DISABLED, new BooleanValue(true));
    if (roleArn != null) entry.put(ROLE, new StringValue(roleArn));
    if (policy != null) {
      entry.put(POLICY, new StringValue(policy.name()));
      entry.put(PERCENT, new NumberValue(DynamoNumber.of(BigDecimal.valueOf(policy.percent()))));
      if (policy.raisesOnly()) entry.put(RAISES_ONLY, new BooleanValue(true));
      entry.put(LOWER_PAUSE, number(policy.lowerPauseSeconds()));
      entry.put(RAISE_PAUSE, number(policy.raisePauseSeconds()));
    }
    return new MapValue(entry);
  }

  private static NumberValue number(long value) {
    return new NumberValue(DynamoNumber.of(value));
  }
}
