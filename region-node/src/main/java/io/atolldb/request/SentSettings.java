package io.atolldb.request;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What CreateTable and UpdateTable say of a table's settings, as sent.
///
/// @param notServed members that ask for what this version does not have, such as secondary indexes
public record SentSettings(
    @Nullable String billingMode,
    @Nullable SentUnits throughput,
    @Nullable SentStream stream,
    @Nullable SentEncryption encryption,
    @Nullable String tableClass,
    @Nullable Boolean deletionProtection,
    @Nullable SentUnits warm,
    @Nullable SentUnits onDemand,
    @Nullable List<SentTag> tags,
    @Nullable String replicationMode,
    List<String> notServed) {
  public SentSettings {
    notServed = List.copyOf(notServed);
    tags = tags == null ? null : List.copyOf(tags);
  }
}
