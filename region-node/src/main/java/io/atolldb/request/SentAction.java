package io.atolldb.request;

import org.jspecify.annotations.Nullable;

/// One action of a transaction, as sent. `item` is the `Item` of a put and the `Key` of the others.
public record SentAction(
    Kind kind,
    @Nullable String tableName,
    @Nullable SentItem item,
    @Nullable String updateExpression,
    @Nullable String conditionExpression,
    SentPlaceholders placeholders,
    @Nullable String onConditionFailure) {

  /// What an action does to its item.
  public enum Kind {
    CHECK("ConditionCheck"),
    PUT("Put"),
    DELETE("Delete"),
    UPDATE("Update");

    private final String member;

    Kind(String member) {
      this.member = member;
    }

    /// The member of a transaction's element that holds such an action.
    public String member() {
      return member;
    }

    /// The member that says which item it is about.
    String itemMember() {
      return this == PUT ? "Item" : "Key";
    }
  }
}
