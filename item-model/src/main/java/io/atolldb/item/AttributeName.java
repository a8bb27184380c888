package io.atolldb.item;

import io.atolldb.codec.Utf8;
import org.jspecify.annotations.Nullable;

/// What may be the name of an attribute, or of a member of a map.
public final class AttributeName {

  /// In UTF-8.
  public static final int BYTES_MAX = 65_535;

  private static final int CHARACTER_BYTES_MAX = 3;

  private AttributeName() {}

  /// What is wrong with a name, in the service's words; null if nothing is.
  public static @Nullable String wrong(String name) {
    if (name.isEmpty()) return "Empty attribute name";
    if (name.length() <= BYTES_MAX / CHARACTER_BYTES_MAX || Utf8.length(name) <= BYTES_MAX) {
      return null;
    }
    return "Attribute name is too large, must be less than " + (BYTES_MAX + 1) + " bytes";
  }
}
