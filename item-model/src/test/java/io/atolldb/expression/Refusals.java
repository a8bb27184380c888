package io.atolldb.expression;

import org.jspecify.annotations.Nullable;

/// What the parsers answer to a text.
final class Refusals {

  private Refusals() {}

  /// The message, null if the text is accepted.
  static @Nullable String of(ExpressionKind kind, String text, Placeholders placeholders) {
    try {
      switch (kind) {
        case CONDITION, FILTER -> ConditionParser.parseCondition(text, kind, placeholders);
        case KEY_CONDITION -> KeyConditionParser.parseKeyCondition(text, placeholders);
        case PROJECTION -> ProjectionParser.parseProjection(text, placeholders);
        case UPDATE -> UpdateParser.parseUpdate(text, placeholders);
      }
      return null;
    } catch (InvalidExpression invalid) {
      return invalid.text();
    }
  }

  static @Nullable String of(ExpressionKind kind, String text) {
    return of(kind, text, Values.placeholders());
  }
}
