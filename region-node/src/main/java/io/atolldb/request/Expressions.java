package io.atolldb.request;

import io.atolldb.fault.Refusal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The expressions of one request and what their placeholders stand for.
final class Expressions {

  private final List<String> legacy;
  private final SentPlaceholders placeholders;
  private final List<String> offered = new ArrayList<>();
  private final List<String> sent = new ArrayList<>();

  private Expressions(List<String> legacy, SentPlaceholders placeholders) {
    this.legacy = legacy;
    this.placeholders = placeholders;
  }

  static Expressions of(List<String> legacy, SentPlaceholders placeholders) {
    return new Expressions(legacy, placeholders);
  }

  /// An expression that the operation takes; null if the client sent none.
  void add(String member, @Nullable String text) {
    offered.add(member);
    if (text != null) sent.add(member);
  }

  /// Checks what depends on which members were sent, once all are added.
  void check() throws Refusal {
    Legacy.refuse(legacy, sent);
    if (sent.isEmpty()) {
      if (placeholders.names() != null) {
        throw Refusal.invalid(
            "ExpressionAttributeNames can only be specified when using expressions");
      }
      if (placeholders.values() != null) {
        throw Refusal.invalid(
            "ExpressionAttributeValues can only be specified when using expressions: "
                + String.join(" and ", offered)
                + (offered.size() == 1 ? " is null" : " are null"));
      }
    } else {
      throw Refusal.invalid("Expressions are not served: " + String.join(", ", sent));
    }
  }
}
