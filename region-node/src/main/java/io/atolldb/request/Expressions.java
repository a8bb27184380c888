package io.atolldb.request;

import io.atolldb.expression.Condition;
import io.atolldb.expression.ConditionParser;
import io.atolldb.expression.ExpressionKind;
import io.atolldb.expression.InvalidExpression;
import io.atolldb.expression.KeyConditionParser;
import io.atolldb.expression.KeyTests;
import io.atolldb.expression.Placeholders;
import io.atolldb.expression.Projection;
import io.atolldb.expression.ProjectionParser;
import io.atolldb.expression.Update;
import io.atolldb.expression.UpdateParser;
import io.atolldb.fault.Refusal;
import io.atolldb.item.AttributeValue;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// The expressions of one request: which members may stand beside each other, what the placeholders
/// stand for, and that none of them is left over. First [#of], then every expression in turn, then
/// [#requireAllUsed].
final class Expressions {

  private final Placeholders placeholders;

  private Expressions(Placeholders placeholders) {
    this.placeholders = placeholders;
  }

  /// Checks all that does not depend on what the expressions say.
  ///
  /// @param legacy the members of the time before expressions that came with the request
  /// @param offered the expressions that the operation takes, in the order in which they are named
  static Expressions of(List<String> legacy, SentPlaceholders sent, List<SentExpression> offered)
      throws Refusal {
    var present = new ArrayList<String>();
    for (SentExpression expression : offered) {
      if (expression.text() != null) present.add(expression.kind().wireName());
    }
    requireNoMixture(legacy, present);
    if (present.isEmpty()) requireNoNames(sent);
    requireNoValues(sent, offered);
    return new Expressions(placeholders(sent));
  }

  private static void requireNoMixture(List<String> legacy, List<String> present) throws Refusal {
    if (legacy.isEmpty() || present.isEmpty()) return;
    throw Refusal.invalid(
        "Can not use both expression and non-expression parameters in the same request:"
            + " Non-expression parameters: {%s} Expression parameters: {%s}"
                .formatted(String.join(", ", legacy), String.join(", ", present)));
  }

  private static void requireNoNames(SentPlaceholders sent) throws Refusal {
    if (sent.names() == null) return;
    throw Refusal.invalid("ExpressionAttributeNames can only be specified when using expressions");
  }

  private static void requireNoValues(SentPlaceholders sent, List<SentExpression> offered)
      throws Refusal {
    if (sent.values() == null) return;
    var kinds = new ArrayList<String>();
    for (SentExpression expression : offered) {
      if (expression.kind() == ExpressionKind.PROJECTION) continue; // It takes no values.
      if (expression.text() != null) return;
      kinds.add(expression.kind().wireName());
    }
    throw Refusal.invalid(
        "ExpressionAttributeValues can only be specified when using expressions: "
            + String.join(" and ", kinds)
            + (kinds.size() == 1 ? " is null" : " are null"));
  }

  private static Placeholders placeholders(SentPlaceholders sent) throws Refusal {
    SentItem values = sent.values();
    if (sent.names() == null && values == null) return Placeholders.none();
    SortedMap<String, AttributeValue> attributes =
        values == null ? null : values.item().attributes();
    Placeholders checked = parsed(() -> Placeholders.of(sent.names(), attributes));
    SentItem.Problem problem = values == null ? null : values.problem();
    if (problem != null) {
      throw Refusal.invalid(
          "ExpressionAttributeValues contains invalid value: %s for key %s"
              .formatted(problem.message(), problem.attribute()));
    }
    return checked;
  }

  Condition condition(@Nullable String text) throws Refusal {
    if (text == null) return new Condition.Always();
    return parsed(
        () -> ConditionParser.parseCondition(text, ExpressionKind.CONDITION, placeholders));
  }

  Condition filter(@Nullable String text) throws Refusal {
    if (text == null) return new Condition.Always();
    return parsed(() -> ConditionParser.parseCondition(text, ExpressionKind.FILTER, placeholders));
  }

  KeyTests keyCondition(String text) throws Refusal {
    return parsed(() -> KeyConditionParser.parseKeyCondition(text, placeholders));
  }

  Projection projection(@Nullable String text) throws Refusal {
    if (text == null) return Projection.ALL;
    return parsed(() -> ProjectionParser.parseProjection(text, placeholders));
  }

  Update update(@Nullable String text) throws Refusal {
    if (text == null) return Update.NONE;
    return parsed(() -> UpdateParser.parseUpdate(text, placeholders));
  }

  void requireAllUsed() throws Refusal {
    try {
      placeholders.requireAllUsed();
    } catch (InvalidExpression invalid) {
      throw Refusal.invalid(invalid.text());
    }
  }

  @FunctionalInterface
  private interface Parse<T> {
    T parse() throws InvalidExpression;
  }

  private static <T> T parsed(Parse<T> parse) throws Refusal {
    try {
      return parse.parse();
    } catch (InvalidExpression invalid) {
      throw Refusal.invalid(invalid.text());
    }
  }
}
