package io.atolldb.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;

/// The attributes that a condition looks at.
public final class ConditionAttributes {

  private final List<DocumentPath> paths = new ArrayList<>();

  private ConditionAttributes() {}

  /// Names of whole attributes, wherever in them the condition looks.
  public static SortedSet<String> of(Condition condition) {
    return DocumentPath.attributes(paths(condition));
  }

  /// Names of those inside of which the condition looks.
  public static SortedSet<String> opened(Condition condition) {
    return DocumentPath.opened(paths(condition));
  }

  private static List<DocumentPath> paths(Condition condition) {
    if (condition instanceof Condition.Always) return List.of();
    var found = new ConditionAttributes();
    found.collect(condition);
    return found.paths;
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
      case Condition.AttributeExists(var path) -> paths.add(path);
      case Condition.AttributeNotExists(var path) -> paths.add(path);
      case Condition.AttributeType(var path, _) -> paths.add(path);
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
        case Operand.Path(var path) -> paths.add(path);
        case Operand.Constant _ -> {}
        case Operand.Size(var subject) -> collect(subject);
      }
    }
  }
}
