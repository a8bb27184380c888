package io.atolldb.wire;

/// What is answered about global tables of version 2017.11.29.
final class LegacyStories {

  static final String UNSUPPORTED =
      WireClient.Reply.validation(
          "One or more parameter values were invalid: DynamoDB global tables version 2017.11.29 is"
              + " not supported. We recommend using DynamoDB global tables version 2019.11.21,"
              + " instead of version 2017.11.29 (Legacy).");

  private LegacyStories() {}

  static String missing(String member) {
    return WireClient.Reply.validation(
        "1 validation error detected: Value at '%s' failed to satisfy constraint: Member must not"
                .formatted(member)
            + " be null");
  }
}
