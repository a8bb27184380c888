package io.atolldb.merge;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What merging has to know of attribute values. The order is total and agrees with `equals`.
public interface Values<V> extends Comparator<V> {

  boolean isNumber(V value);

  V zero();

  /// The sum of two numbers. Defined for all of them: what a number cannot hold is rounded, or kept
  /// at the greatest magnitude, in the same way in every region.
  V sum(V left, V right);

  V negated(V number);

  /// The elements of a set in their order; null if the value is not a set.
  @Nullable List<V> elements(V value);

  /// A set of at least one element.
  V setOf(Collection<V> elements);

  /// Whether elements of both could be in one set.
  boolean areAlike(V left, V right);
}
