package io.atolldb.catalog;

/// Which keys contributor insights count.
public enum InsightsMode {
  ACCESSED_AND_THROTTLED_KEYS,
  THROTTLED_KEYS
}
