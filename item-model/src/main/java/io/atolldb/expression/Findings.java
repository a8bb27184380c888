package io.atolldb.expression;

import java.util.EnumMap;
import java.util.Map;

/// What is wrong with an expression whose syntax is right: the first finding of each check. A
/// parser reads a text once, from left to right, while the service checks it several times; the
/// order of [Check] puts the findings back into the service's order.
final class Findings {

  private final Map<Check, String> firsts = new EnumMap<>(Check.class);

  void report(Check check, String reason) {
    firsts.putIfAbsent(check, reason);
  }

  boolean isEmpty() {
    return firsts.isEmpty();
  }

  /// The finding of the earliest check. There must be one.
  String earliest() {
    return firsts.values().iterator().next();
  }
}
