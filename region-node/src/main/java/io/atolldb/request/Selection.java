package io.atolldb.request;

import io.atolldb.fault.Refusal;
import org.jspecify.annotations.Nullable;

/// The rules of `Select`: it must agree with the attributes that are named elsewhere.
final class Selection {

  private Selection() {}

  /// Whether only the number of items is asked for.
  static boolean countsOnly(SentPage page) throws Refusal {
    if (page.select() == null) return false;
    Select select = Choice.SELECT.of(page.select());
    String naming = namingMember(page);
    return switch (select) {
      case SPECIFIC_ATTRIBUTES -> {
        if (naming != null) yield false;
        throw Refusal.invalid(
            "Must specify the AttributesToGet or ProjectionExpression when choosing to get"
                + " SPECIFIC_ATTRIBUTES");
      }
      case COUNT -> {
        if (naming != null) throw cannotName(naming, "only the Count");
        yield true;
      }
      case ALL_ATTRIBUTES -> {
        if (naming != null) throw cannotName(naming, "ALL_ATTRIBUTES");
        yield false;
      }
      case ALL_PROJECTED_ATTRIBUTES -> {
        if (naming != null) throw cannotName(naming, "ALL_PROJECTED_ATTRIBUTES");
        if (page.indexName() != null) yield false;
        throw Refusal.invalid(
            "ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName");
      }
    };
  }

  /// The member that names attributes, if one was sent.
  private static @Nullable String namingMember(SentPage page) {
    if (page.projectionExpression() != null) return "ProjectionExpression";
    return page.attributesToGet() == null ? null : "AttributesToGet";
  }

  private static Refusal cannotName(String member, String choice) {
    return Refusal.invalid("Cannot specify the " + member + " when choosing to get " + choice);
  }
}
