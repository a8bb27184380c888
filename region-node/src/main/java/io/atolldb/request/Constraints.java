package io.atolldb.request;

import io.atolldb.fault.Refusal;
import org.jspecify.annotations.Nullable;

/// The constraints that the API's model puts on single members, checked in the order of the model's
/// members. The service stops at the first that is broken, names the member, and does not repeat
/// its value; it did otherwise until 2026, so every wording stands here and nowhere else.
final class Constraints {

  private static final String ONE_ERROR = "1 validation error detected: ";
  private static final String AT =
      ONE_ERROR + "Value at '%s' failed to satisfy constraint: Member must ";
  private static final String NOT_NULL = AT + "not be null";
  private static final String SHORTEST = AT + "have length greater than or equal to %d";
  private static final String LONGEST = AT + "have length less than or equal to %d";
  private static final String LEAST = AT + "have value greater than or equal to %d";
  private static final String GREATEST = AT + "have value less than or equal to %d";
  private static final String MAP_VALUE =
      ONE_ERROR
          + "Value at '%s' failed to satisfy constraint: Map value must satisfy constraint:"
          + " [Member must have length less than or equal to %d,"
          + " Member must have length greater than or equal to %d]";
  private static final String PATTERN = AT + "satisfy regular expression pattern: %s";
  private static final String CHOICE =
      ONE_ERROR + "Failed to satisfy constraint: Member must satisfy enum value set: %s";

  /// A name is shorter, but an ARN may stand in its place.
  static final int TABLE_NAME_LENGTH_MAX = 1_024;

  private Constraints() {}

  static <T> T present(String member, @Nullable T value) throws Refusal {
    if (value == null) throw missing(member);
    return value;
  }

  static Refusal missing(String member) {
    return Refusal.invalid(NOT_NULL.formatted(member));
  }

  static void length(String member, int length, int min, int max) throws Refusal {
    if (length < min) throw Refusal.invalid(SHORTEST.formatted(member, min));
    if (length > max) throw Refusal.invalid(LONGEST.formatted(member, max));
  }

  /// Of the lists or maps that are the values of a map.
  static void mapValueLength(String member, int length, int min, int max) throws Refusal {
    if (length >= min && length <= max) return;
    throw Refusal.invalid(MAP_VALUE.formatted(member, max, min));
  }

  static void range(String member, @Nullable Integer value, int min, int max) throws Refusal {
    if (value == null) return;
    if (value < min) throw Refusal.invalid(LEAST.formatted(member, min));
    if (value > max) throw Refusal.invalid(GREATEST.formatted(member, max));
  }

  static void atLeast(String member, long value, long min) throws Refusal {
    if (value < min) throw Refusal.invalid(LEAST.formatted(member, min));
  }

  static Refusal mismatch(String member, String pattern) {
    return Refusal.invalid(PATTERN.formatted(member, pattern));
  }

  static String tableName(@Nullable String sent) throws Refusal {
    String name = present("TableName", sent);
    length("TableName", name.length(), 1, TABLE_NAME_LENGTH_MAX);
    return name;
  }

  static Refusal outside(String choices) {
    return Refusal.invalid(CHOICE.formatted(choices));
  }
}
