package io.atolldb.request;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// What must hold for a write to happen, as sent: an expression, or the members of the time before
/// expressions.
public record SentCondition(
    @Nullable String expression,
    @Nullable SortedMap<String, SentExpectation> expected,
    @Nullable String conditionalOperator) {

  /// The members of the time before expressions that were sent.
  List<String> legacyMembers() {
    var members = new ArrayList<String>();
    if (expected != null) members.add("Expected");
    if (conditionalOperator != null) members.add("ConditionalOperator");
    return members;
  }
}
