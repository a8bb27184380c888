package io.atolldb.expression;

/// Which of the API's expressions a text is. Its name on the wire is part of every message about
/// it.
public enum ExpressionKind {
  CONDITION("ConditionExpression"),
  FILTER("FilterExpression"),
  KEY_CONDITION("KeyConditionExpression"),
  PROJECTION("ProjectionExpression"),
  UPDATE("UpdateExpression");

  private final String wireName;

  ExpressionKind(String wireName) {
    this.wireName = wireName;
  }

  /// The name of the request's member that holds the text.
  public String wireName() {
    return wireName;
  }
}
