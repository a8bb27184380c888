package io.atolldb.request;

/// How a condition of the time before expressions compares, and with how many values.
enum LegacyOperator {
  EQ(1, 1),
  NE(1, 1),
  LE(1, 1),
  LT(1, 1),
  GE(1, 1),
  GT(1, 1),
  NOT_NULL(0, 0),
  NULL(0, 0),
  CONTAINS(1, 1),
  NOT_CONTAINS(1, 1),
  BEGINS_WITH(1, 1),
  IN(1, 100),
  BETWEEN(2, 2);

  private final int valuesMin;
  private final int valuesMax;

  LegacyOperator(int valuesMin, int valuesMax) {
    this.valuesMin = valuesMin;
    this.valuesMax = valuesMax;
  }

  boolean takes(int values) {
    return values >= valuesMin && values <= valuesMax;
  }

  boolean takesNone() {
    return valuesMax == 0;
  }
}
