package io.atolldb.expression;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/// The attributes that a condition looks at.
public final class ConditionAttributes {

  private final SortedSet<String> names = new TreeSet<>();
  private final SortedSet<String> opened = new TreeSet<>();

  private ConditionAttributes() {}

  /// Names of whole attributes, wherever in them the condition looks.
  public static SortedSet<String> of(Condition condition) {
    var found = new ConditionAttributes();
    found.collect(condition);
    return Collections.unmodifiableSortedSet(found.names);
  }

  /// Names of those inside of which the condition looks.
  public static SortedSet<String> opened(Condition condition) {
    if (condition instanceof Condition.Always) return Collections.emptySortedSet();
    var found = new ConditionAttributes();
    found.collect(condition);
    return Collections.unmodifiableSortedSet(found.opened);
  }

  private void collect(DocumentPath path) {
    names.add(path.attribute());
    if (!path.steps().isEmpty()) opened.add(path.attribute());
  }

  private void collect(Condition condition) {
    switch (condition) {
      case Condition.Always() -> {}
      case Condition.And(var left, var right) -> {
        collect(left);
        collect(right);
      }
      case Condition.Or(var left, var right) -> {
        collect(left);
        collect(right);
      }
      case Condition.Not(var inner) -> collect(inner);
      case Condition.AttributeExists(var path) -> collect(path);
      case Condition.AttributeNotExists(var path) -> collect(path);
      case Condition.AttributeType(var path, _) -> collect(path);
      case Condition.Comparison(var left, _, var right) -> collect(left, right);
      case Condition.Between(var subject, var lowest, var highest) ->
          collect(subject, lowest, highest);
      case Condition.In(var subject, var candidates) -> {
        collect(subject);
        for (Operand candidate : candidates) collect(candidate);
      }
      case Condition.BeginsWith(var subject, var prefix) -> collect(subject, prefix);
      case Condition.Contains(var subject, var member) -> collect(subject, member);
    }
  }

  private void collect(Operand... operands) {
    for (Operand operand : operands) {
      switch (operand) {
        case Operand.Path(var path) -> collect(path);
        case Operand.Constant _ -> {}
        case Operand.Size(var subject) -> collect(subject);
      }
    }
  }
}
