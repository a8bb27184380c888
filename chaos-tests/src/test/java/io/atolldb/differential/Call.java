package io.atolldb.differential;

import java.util.Map;
import java.util.Set;

/// A request: what is asked and with which body.
///
/// @param toTheEnd follow the pages up to the last and take their items together
record Call(String operation, Map<String, Object> body, boolean toTheEnd) {

  /// Stands in a body for something that is new in every run of the same calls, as tokens must be.
  static final String RUN = "@run@";

  /// Stands for the number of a segment: all of them, one after the other.
  static final String EVERY = "@every@";

  /// Everything in the stream of a table; what is sent for that, [StreamReading] knows.
  static Call stream(String table) {
    return toTheEnd("GetRecords", Json.object("TableName", table));
  }

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
          "GetRecords",
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
