package io.atolldb.merge;

/// What one region has added to a number since its [Cell] began: the sum, and the timestamp of the
/// latest addition, packed. Later sums contain the earlier ones.
public record Increment<V>(long packed, V sum) {

  Increment<V> later(Increment<V> that) {
    return that.packed > packed ? that : this;
  }
}
