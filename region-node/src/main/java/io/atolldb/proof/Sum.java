package io.atolldb.proof;

/// 128 bits that stand for a set of entries: each half is the sum of the entries' hashes, modulo
/// 2^64. Sums do not depend on order, and what was added can be taken away again.
public record Sum(long high, long low) {

  public static final Sum ZERO = new Sum(0, 0);

  public Sum plus(Sum that) {
    return new Sum(high + that.high, low + that.low);
  }

  public Sum minus(Sum that) {
    return new Sum(high - that.high, low - that.low);
  }
}
