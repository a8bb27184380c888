package io.atolldb.expression;

import io.atolldb.expression.ExpressionReader.Group;
import io.atolldb.expression.Tokens.Kind;
import io.atolldb.item.AttributeValue;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads updates: sections in any order, each at most once, each with its actions.
public final class UpdateParser {

  private enum Section {
    SET,
    REMOVE,
    ADD,
    DELETE
  }

  private final ExpressionReader reader;
  private final UpdateChecks checks;
  private final EnumSet<Section> seen = EnumSet.noneOf(Section.class);
  private final List<UpdateAction> actions = new ArrayList<>();
  private final List<DocumentPath> paths = new ArrayList<>();
  private final PathTree tree = new PathTree();
  private boolean pathsDistinct = true;

  private UpdateParser(ExpressionReader reader) {
    this.reader = reader;
    this.checks = new UpdateChecks(reader::report);
  }

  public static Update parseUpdate(String text, Placeholders placeholders)
      throws InvalidExpression {
    var reader = ExpressionReader.open(text, ExpressionKind.UPDATE, placeholders);
    var parser = new UpdateParser(reader);
    do {
      parser.section();
    } while (reader.kind() != Kind.END);
    reader.finish();
    return Update.of(parser.actions, parser.tree);
  }

  private void section() throws InvalidExpression {
    Section section = sectionHere();
    if (section == null) throw reader.syntaxError();
    reader.take();
    if (!seen.add(section)) {
      reader.report(Check.SECTION, Wording.sectionTwice(section.name()));
    }
    do {
      action(section);
    } while (reader.accept(Kind.COMMA));
  }

  private @Nullable Section sectionHere() {
    for (Section section : Section.values()) {
      if (reader.isAtKeyword(section.name())) return section;
    }
    return null;
  }

  private void action(Section section) throws InvalidExpression {
    DocumentPath path = reader.path();
    if (pathsDistinct && !tree.add(path, actions.size())) {
      PathOverlap.report(reader::report, paths, path);
      pathsDistinct = false;
    }
    paths.add(path);
    actions.add(
        switch (section) {
          case SET -> {
            reader.expect(Kind.EQUAL);
            yield new UpdateAction.Set(path, value());
          }
          case REMOVE -> new UpdateAction.Remove(path);
          case ADD -> new UpdateAction.Add(path, numberOrSet(section));
          case DELETE -> new UpdateAction.Delete(path, set(section));
        });
  }

  private AttributeValue numberOrSet(Section section) throws InvalidExpression {
    AttributeValue operand = reader.value();
    if (!(operand instanceof AttributeValue.NumberValue) && !isSet(operand)) {
      reader.report(Check.OPERAND, Wording.sectionOperandType(section.name(), operand));
    }
    return operand;
  }

  private AttributeValue set(Section section) throws InvalidExpression {
    AttributeValue operand = reader.value();
    if (!isSet(operand)) {
      reader.report(Check.OPERAND, Wording.sectionOperandType(section.name(), operand));
    }
    return operand;
  }

  private static boolean isSet(AttributeValue value) {
    return value instanceof AttributeValue.StringSet
        || value instanceof AttributeValue.NumberSet
        || value instanceof AttributeValue.BinarySet;
  }

  /// An operand, or the sum or difference of two.
  private UpdateValue value() throws InvalidExpression {
    UpdateValue left = operand(true);
    boolean adds = reader.kind() == Kind.PLUS;
    if (!adds && reader.kind() != Kind.MINUS) return left;
    if (isCalculation(left)) throw reader.syntaxError();
    reader.take();
    reader.countOperator();
    UpdateValue right = operand(false);
    return adds ? checks.sum(left, right) : checks.difference(left, right);
  }

  /// A path, a `:value`, a call, or one of these in parentheses; where it is all there is, a
  /// calculation in parentheses too.
  private UpdateValue operand(boolean calculationAllowed) throws InvalidExpression {
    if (reader.kind() == Kind.OPEN) {
      Group group = reader.openGroup();
      UpdateValue inside = calculationAllowed ? value() : operand(false);
      reader.closeGroup(group);
      return inside;
    }
    if (reader.kind() == Kind.VALUE_PLACEHOLDER) return new UpdateValue.Constant(reader.value());
    if (reader.kind() != Kind.NAME) return new UpdateValue.Path(reader.path());
    String name = reader.take();
    return reader.kind() == Kind.OPEN ? call(name) : new UpdateValue.Path(reader.pathAfter(name));
  }

  private static boolean isCalculation(UpdateValue value) {
    return value instanceof UpdateValue.Sum || value instanceof UpdateValue.Difference;
  }

  private UpdateValue call(String name) throws InvalidExpression {
    UpdateFunction function = UpdateFunction.named(name);
    if (function == null) {
      reader.report(
          Check.FUNCTION_NAME,
          ConditionFunction.named(name) == null
              ? Wording.unknownFunction(name)
              : Wording.functionNotInUpdate(name));
    }
    reader.enterCall(name);
    reader.expect(Kind.OPEN);
    var operands = new ArrayList<UpdateValue>();
    do {
      operands.add(operand(false));
    } while (reader.accept(Kind.COMMA));
    reader.expect(Kind.CLOSE);
    reader.leaveCall();
    return function == null ? UpdateChecks.WRONG : checks.call(function, operands);
  }
}
