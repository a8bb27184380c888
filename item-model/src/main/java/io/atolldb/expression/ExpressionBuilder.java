package io.atolldb.expression;

import io.atolldb.expression.Condition.Comparator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Makes conditions, projections and updates of parts that another grammar than that of expressions
/// has read, with every check that expressions undergo. Messages are the service's, without the
/// name of an expression before them. Names of functions are taken in any case of letters.
public final class ExpressionBuilder {

  private ExpressionBuilder() {}

  /// A step that checks; what it makes is used only if nothing was found.
  @FunctionalInterface
  private interface Step<T> {
    T make(Report found);
  }

  private static <T> T checked(Step<T> step) throws InvalidExpression {
    var findings = new Findings();
    T made = step.make(findings::report);
    if (!findings.isEmpty()) throw new InvalidExpression(findings.earliest());
    return made;
  }

  public static Condition comparison(Operand left, Comparator comparator, Operand right)
      throws InvalidExpression {
    return checked(found -> {
      new ConditionChecks(found).comparison(left, comparator, right);
      return new Condition.Comparison(left, comparator, right);
    });
  }

  public static Condition between(Operand subject, Operand lowest, Operand highest)
      throws InvalidExpression {
    return checked(found -> {
      new ConditionChecks(found).between(subject, lowest, highest);
      return new Condition.Between(subject, lowest, highest);
    });
  }

  public static Condition in(Operand subject, List<Operand> candidates) throws InvalidExpression {
    return checked(found -> {
      new ConditionChecks(found).in(subject, candidates);
      return new Condition.In(subject, candidates);
    });
  }

  /// The condition that a call is. Null if the name is that of no function of conditions.
  public static @Nullable Condition conditionCall(String name, List<Operand> operands)
      throws InvalidExpression {
    ConditionFunction function = ConditionFunction.named(name.toLowerCase(Locale.ROOT));
    if (function == null || function == ConditionFunction.SIZE) return null;
    return checked(found -> {
      var checks = new ConditionChecks(found);
      return checks.count(function, operands)
          ? checks.test(function, operands.getFirst(), operands.getLast())
          : ConditionChecks.WRONG;
    });
  }

  /// Whether this is the function whose result can be compared.
  public static boolean isSize(String name) {
    return name.equalsIgnoreCase(ConditionFunction.SIZE.wireName());
  }

  public static Operand size(List<Operand> operands) throws InvalidExpression {
    return checked(found -> {
      var checks = new ConditionChecks(found);
      if (checks.count(ConditionFunction.SIZE, operands)) checks.size(operands.getFirst());
      return new Operand.Size(
          operands.isEmpty() ? new Operand.Path(DocumentPath.of("")) : operands.getFirst());
    });
  }

  public static UpdateValue sum(UpdateValue left, UpdateValue right) throws InvalidExpression {
    return checked(found -> new UpdateChecks(found).sum(left, right));
  }

  public static UpdateValue difference(UpdateValue left, UpdateValue right)
      throws InvalidExpression {
    return checked(found -> new UpdateChecks(found).difference(left, right));
  }

  /// The value that a call is. Null if the name is that of no function of updates.
  public static @Nullable UpdateValue updateCall(String name, List<UpdateValue> operands)
      throws InvalidExpression {
    UpdateFunction function = UpdateFunction.named(name.toLowerCase(Locale.ROOT));
    if (function == null) return null;
    return checked(found -> new UpdateChecks(found).call(function, operands));
  }

  /// What is wrong with calling this where values of updates stand, or conditions.
  public static InvalidExpression notCallable(String name, boolean inUpdate) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (inUpdate && ConditionFunction.named(lower) != null) {
      return new InvalidExpression(Wording.functionNotInUpdate(lower));
    }
    if (!inUpdate && UpdateFunction.named(lower) != null) {
      return new InvalidExpression(Wording.functionNotInCondition(lower));
    }
    if (isSize(name)) return new InvalidExpression(Wording.misplacedFunction(lower));
    return new InvalidExpression("Unrecognized function: " + name);
  }

  public static void requireOperandCount(String operator, int wanted, int count)
      throws InvalidExpression {
    if (count != wanted) throw new InvalidExpression(Wording.operandCount(operator, count));
  }

  public static void requireOperators(int count) throws InvalidExpression {
    if (count <= ExpressionLimits.OPERATORS_MAX) return;
    throw new InvalidExpression(Wording.tooManyOperators(count));
  }

  public static void requireDepth(int pathDepth) throws InvalidExpression {
    if (pathDepth <= ExpressionLimits.PATH_DEPTH_MAX) return;
    throw new InvalidExpression(Wording.pathTooDeep(pathDepth));
  }

  /// Of paths that neither overlap nor conflict, at least one.
  public static Projection projection(List<DocumentPath> paths) throws InvalidExpression {
    return Projection.of(paths, distinct(paths));
  }

  /// Of actions whose paths neither overlap nor conflict.
  public static Update update(List<UpdateAction> actions) throws InvalidExpression {
    var paths = new ArrayList<DocumentPath>();
    for (UpdateAction action : actions) paths.add(action.path());
    return Update.of(actions, distinct(paths));
  }

  private static PathTree distinct(List<DocumentPath> paths) throws InvalidExpression {
    return checked(found -> {
      var tree = new PathTree();
      for (int at = 0; at < paths.size(); at++) {
        if (tree.add(paths.get(at), at)) continue;
        PathOverlap.report(found, paths.subList(0, at), paths.get(at));
        break;
      }
      return tree;
    });
  }
}
