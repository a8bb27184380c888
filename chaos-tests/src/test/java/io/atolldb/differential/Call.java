package io.atolldb.differential;

import java.util.Map;
import java.util.Set;

/// A request: what is asked and with which body.
///
/// @param toTheEnd follow the pages up to the last and take their items together
record Call(String operation, Map<String, Object> body, boolean toTheEnd) {

  /// Stands in a body for something that is new in every run of the same calls, as tokens must be.
  static final String RUN = "@run@";

  private static final Set<String> READS =
      Set.of(
          "GetItem",
          "BatchGetItem",
          "TransactGetItems",
          "Query",
          "Scan",
          "DescribeTable",
          "ListTables",
          "DescribeTimeToLive",
          "ListTagsOfResource");

  static Call once(String operation, Map<String, Object> body) {
    return new Call(operation, body, false);
  }

  static Call toTheEnd(String operation, Map<String, Object> body) {
    return new Call(operation, body, true);
  }

  /// It may leave the tables different from what they were.
  boolean writes() {
    return !READS.contains(operation);
  }

  @SuppressWarnings("unchecked") // a copy of an object is an object
  Call copy() {
    return new Call(operation, (Map<String, Object>) Json.copy(body), toTheEnd);
  }

  @Override
  public String toString() {
    return operation + (toTheEnd ? " (all pages) " : " ") + Json.text(body);
  }
}
