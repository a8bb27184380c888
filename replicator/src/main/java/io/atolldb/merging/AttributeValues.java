package io.atolldb.merging;

import io.atolldb.codec.ByteWriter;
import io.atolldb.item.AttributeValue;
import io.atolldb.item.AttributeValue.BinarySet;
import io.atolldb.item.AttributeValue.BinaryValue;
import io.atolldb.item.AttributeValue.NumberSet;
import io.atolldb.item.AttributeValue.NumberValue;
import io.atolldb.item.AttributeValue.StringSet;
import io.atolldb.item.AttributeValue.StringValue;
import io.atolldb.item.Bytes;
import io.atolldb.item.DynamoNumber;
import io.atolldb.item.ItemCodec;
import io.atolldb.item.Utf8Order;
import io.atolldb.merge.Values;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// DynamoDB's values, as merging sees them. Ordered by their type, then as their sets are.
public enum AttributeValues implements Values<AttributeValue> {
  INSTANCE;

  private static final MathContext DIGITS =
      new MathContext(DynamoNumber.DIGITS_MAX, RoundingMode.HALF_EVEN);

  /// The greatest magnitude that a number can have.
  private static final BigDecimal GREATEST =
      new BigDecimal("9".repeat(DynamoNumber.DIGITS_MAX))
          .scaleByPowerOfTen(DynamoNumber.EXPONENT_MAX - DynamoNumber.DIGITS_MAX + 1);

  private static final BigDecimal LEAST =
      BigDecimal.ONE.scaleByPowerOfTen(DynamoNumber.EXPONENT_MIN);

  @Override
  public int compare(AttributeValue left, AttributeValue right) {
    if (left instanceof StringValue(var one) && right instanceof StringValue(var other)) {
      return Utf8Order.INSTANCE.compare(one, other);
    }
    if (left instanceof NumberValue(var one) && right instanceof NumberValue(var other)) {
      return one.compareTo(other);
    }
    if (left instanceof BinaryValue(var one) && right instanceof BinaryValue(var other)) {
      return one.compareTo(other);
    }
    int byType = left.typeCode().compareTo(right.typeCode());
    return byType != 0 ? byType : Arrays.compareUnsigned(bytes(left), bytes(right));
  }

  private static byte[] bytes(AttributeValue value) {
    var out = new ByteWriter(64);
    ItemCodec.writeValue(out, value);
    return out.toArray();
  }

  @Override
  public boolean isNumber(AttributeValue value) {
    return value instanceof NumberValue;
  }

  @Override
  public AttributeValue zero() {
    return new NumberValue(DynamoNumber.ZERO);
  }

  /// What has more than 38 digits is rounded half to even; what is too great stays at the greatest
  /// number, what is too small is zero.
  @Override
  public AttributeValue sum(AttributeValue left, AttributeValue right) {
    BigDecimal sum = number(left).add(number(right)).round(DIGITS);
    if (sum.abs().compareTo(GREATEST) > 0) sum = sum.signum() > 0 ? GREATEST : GREATEST.negate();
    if (sum.abs().compareTo(LEAST) < 0) sum = BigDecimal.ZERO;
    return new NumberValue(DynamoNumber.of(sum));
  }

  @Override
  public AttributeValue negated(AttributeValue number) {
    return new NumberValue(DynamoNumber.of(number(number).negate()));
  }

  private static BigDecimal number(AttributeValue value) {
    if (value instanceof NumberValue(var number)) return number.toBigDecimal();
    throw new IllegalArgumentException("not a number: " + value);
  }

  @Override
  public @Nullable List<AttributeValue> elements(AttributeValue value) {
    var elements = new ArrayList<AttributeValue>();
    switch (value) {
      case StringSet(var members) -> members.forEach(each -> elements.add(new StringValue(each)));
      case NumberSet(var members) -> members.forEach(each -> elements.add(new NumberValue(each)));
      case BinarySet(var members) -> members.forEach(each -> elements.add(new BinaryValue(each)));
      case StringValue _,
          NumberValue _,
          BinaryValue _,
          AttributeValue.BooleanValue _,
          AttributeValue.NullValue _,
          AttributeValue.ListValue _,
          AttributeValue.MapValue _ -> {
        return null;
      }
    }
    return elements;
  }

  @Override
  public AttributeValue setOf(Collection<AttributeValue> elements) {
    var strings = new TreeSet<>(Utf8Order.INSTANCE);
    var numbers = new TreeSet<DynamoNumber>();
    var binaries = new TreeSet<Bytes>();
    for (AttributeValue element : elements) {
      if (element instanceof StringValue(var text)) strings.add(text);
      else if (element instanceof NumberValue(var number)) numbers.add(number);
      else if (element instanceof BinaryValue(var bytes)) binaries.add(bytes);
      else throw new IllegalArgumentException("no element of a set: " + element);
    }
    if (!strings.isEmpty()) return new StringSet(strings);
    return numbers.isEmpty() ? new BinarySet(binaries) : new NumberSet(numbers);
  }

  @Override
  public boolean areAlike(AttributeValue left, AttributeValue right) {
    return left.typeCode().equals(right.typeCode());
  }
}
