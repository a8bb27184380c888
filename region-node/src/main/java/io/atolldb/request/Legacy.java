package io.atolldb.request;

import io.atolldb.fault.Refusal;
import java.util.List;

/// Members of the time before expressions.
final class Legacy {

  private Legacy() {}

  /// They may not stand beside expressions, and are not served alone either.
  static void refuse(List<String> legacy, List<String> expressions) throws Refusal {
    if (legacy.isEmpty()) return;
    if (expressions.isEmpty()) {
      throw Refusal.invalid(
          "The legacy parameters {"
              + String.join(", ", legacy)
              + "} are not served: use expressions");
    }
    throw Refusal.invalid(
        "Can not use both expression and non-expression parameters in the same request:"
            + " Non-expression parameters: {%s} Expression parameters: {%s}"
                .formatted(String.join(", ", legacy), String.join(", ", expressions)));
  }
}
