package io.atolldb.operation;

import io.atolldb.clock.HybridTimestamp;
import io.atolldb.fault.ApiFault;
import io.atolldb.item.Item;
import io.atolldb.version.Version;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What must hold of the current item's version for a write to happen: `If-Match` and
/// `If-None-Match` of HTTP, judged where the write is decided, so nothing comes between.
///
/// Versions are named by tags. A tag names the write whose image is held; it is the same in every
/// region that holds it.
///
/// @param match one of these tags is the current one's; null if nothing was said
/// @param noneMatch none of these is; null if nothing was said
public record VersionCondition(@Nullable List<String> match, @Nullable List<String> noneMatch) {

  /// Stands for any version, as long as there is an item.
  public static final String ANY = "*";

  /// Of a write that happens whatever is there.
  public static final VersionCondition NONE = new VersionCondition(null, null);

  public VersionCondition {
    match = match == null ? null : List.copyOf(match);
    noneMatch = noneMatch == null ? null : List.copyOf(noneMatch);
  }

  boolean isConditional() {
    return match != null || noneMatch != null;
  }

  public static String tagOf(Version version) {
    HybridTimestamp write = version.timestamp();
    return Long.toHexString(write.packed()) + "-" + write.region();
  }

  /// Null if the condition holds.
  @Nullable ApiFault refusal(Current current) {
    boolean holds =
        (match == null || names(match, current))
            && (noneMatch == null || !names(noneMatch, current));
    return holds ? null : new ApiFault.ConditionFailed(Item.ABSENT, current.sizeBytes());
  }

  /// Whether one of the tags names what is there.
  public static boolean names(List<String> tags, Current current) {
    if (!current.exists()) return false;
    return tags.contains(ANY) || tags.contains(tagOf(current.version()));
  }
}
