package io.atolldb.item;

import java.math.BigDecimal;

/// A number of at most 38 significant digits, equal and ordered by value.
public final class DynamoNumber implements Comparable<DynamoNumber> {

  private final BigDecimal value;

  private DynamoNumber(BigDecimal value) {
    this.value = value;
  }

  public static DynamoNumber of(BigDecimal value) {
    return new DynamoNumber(value.stripTrailingZeros());
  }

  public BigDecimal toBigDecimal() {
    return value;
  }

  @Override
  public int compareTo(DynamoNumber that) {
    return value.compareTo(that.value);
  }

  @Override
  public boolean equals(Object that) {
    return that instanceof DynamoNumber number && value.compareTo(number.value) == 0;
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public String toString() {
    return value.toPlainString();
  }
}
