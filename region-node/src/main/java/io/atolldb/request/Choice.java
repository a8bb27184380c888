package io.atolldb.request;

import io.atolldb.fault.Refusal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A member that takes one of a few words. `shown` is the set as the service lists it when another
/// word was sent, in its own order and with its own slips.
record Choice<E extends Enum<E>>(List<E> words, E ifAbsent, String shown) {

  static final Choice<ReturnValues> RETURN_VALUES =
      new Choice<>(
          List.of(ReturnValues.values()),
          ReturnValues.NONE,
          "[ALL_OLD, UPDATED_OLD, ALL_NEW, UPDATE_NEW, NONE]");

  static final Choice<ReturnValues> ON_CONDITION_FAILURE =
      new Choice<>(
          List.of(ReturnValues.ALL_OLD, ReturnValues.NONE), ReturnValues.NONE, "[ALL_OLD, NONE]");

  static final Choice<CapacityDetail> RETURN_CONSUMED_CAPACITY =
      new Choice<>(List.of(CapacityDetail.values()), CapacityDetail.NONE, "[INDEXES, TOTAL, NONE]");

  static final Choice<CollectionMetrics> RETURN_ITEM_COLLECTION_METRICS =
      new Choice<>(List.of(CollectionMetrics.values()), CollectionMetrics.NONE, "[SIZE, NONE]");

  /// Where it is absent, the other members say what is wanted.
  static final Choice<Select> SELECT =
      new Choice<>(
          List.of(Select.values()),
          Select.ALL_ATTRIBUTES,
          "[SPECIFIC_ATTRIBUTES, COUNT, ALL_ATTRIBUTES, ALL_PROJECTED_ATTRIBUTES]");

  /// Only asked where there is an operator, so its word for absence never counts.
  static final Choice<LegacyOperator> COMPARISON_OPERATOR =
      new Choice<>(
          List.of(LegacyOperator.values()),
          LegacyOperator.EQ,
          "[IN, NULL, BETWEEN, LT, NOT_CONTAINS, EQ, GT, NOT_NULL, NE, LE, BEGINS_WITH, GE,"
              + " CONTAINS]");

  static final Choice<LegacyConditions.Join> CONDITIONAL_OPERATOR =
      new Choice<>(List.of(LegacyConditions.Join.values()), LegacyConditions.Join.AND, "[OR, AND]");

  static final Choice<LegacyUpdates.Action> ATTRIBUTE_ACTION =
      new Choice<>(
          List.of(LegacyUpdates.Action.values()), LegacyUpdates.Action.PUT, "[ADD, DELETE, PUT]");

  Choice {
    words = List.copyOf(words);
  }

  E of(@Nullable String sent) throws Refusal {
    if (sent == null) return ifAbsent;
    for (E word : words) {
      if (word.name().equals(sent)) return word;
    }
    throw Constraints.outside(shown);
  }
}
