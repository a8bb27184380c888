package io.atolldb.request;

import io.atolldb.expression.ExpressionKind;
import io.atolldb.expression.Projection;
import io.atolldb.fault.Refusal;
import io.atolldb.operation.Current;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which parts of an item a read returns: by a `ProjectionExpression`, or by `AttributesToGet` as
/// before there were expressions.
final class Projections {

  private static final String ATTRIBUTES_TO_GET = "AttributesToGet";

  private Projections() {}

  static void checkLength(@Nullable List<String> attributesToGet) throws Refusal {
    if (attributesToGet == null) return;
    Constraints.length(ATTRIBUTES_TO_GET, attributesToGet.size(), 1, Integer.MAX_VALUE);
  }

  /// Of a read that takes no other expression.
  static Projection of(
      @Nullable String expression,
      @Nullable List<String> attributesToGet,
      SentPlaceholders placeholders)
      throws Refusal {
    List<String> legacy = attributesToGet == null ? List.of() : List.of(ATTRIBUTES_TO_GET);
    var offered = List.of(new SentExpression(ExpressionKind.PROJECTION, expression));
    var expressions = Expressions.of(legacy, placeholders, offered);
    Projection projection = expressions.projection(expression);
    expressions.requireAllUsed();
    return attributesToGet == null ? projection : ofAttributes(attributesToGet);
  }

  static Projection ofAttributes(List<String> attributes) throws Refusal {
    Set<String> seen = new HashSet<>();
    for (String attribute : attributes) {
      LegacyNames.require(attribute);
      if (!seen.add(attribute)) {
        throw Refusal.invalid(
            "One or more parameter values were invalid: Duplicate value in attribute name: "
                + attribute);
      }
    }
    return Projection.ofAttributes(attributes);
  }

  /// A whole item is shown as it is stored; only a part of it has to be decoded. A part that has
  /// nothing in it is an item without attributes.
  static ShownItem shown(Projection projection, Current current) {
    if (projection.isAll() || !current.exists()) return ShownItem.of(current);
    return new ShownItem.Made(projection.apply(current.item()));
  }
}
