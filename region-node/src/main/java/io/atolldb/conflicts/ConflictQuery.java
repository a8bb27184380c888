package io.atolldb.conflicts;

import io.atolldb.clock.RegionId;
import io.atolldb.item.Bytes;
import io.atolldb.table.TableId;
import org.jspecify.annotations.Nullable;

/// Which conflicts are asked for; null asks for all. `keyPrefix`: the beginning of an encoded key,
/// a partition for instance. `region`: where one of the two writes began. Times in milliseconds
/// since 1970, inclusive.
public record ConflictQuery(
    @Nullable TableId table,
    @Nullable Bytes keyPrefix,
    @Nullable ConflictKind kind,
    @Nullable RegionId region,
    @Nullable Long fromMillis,
    @Nullable Long toMillis) {

  private boolean wroteOneOf(Conflict conflict) {
    return conflict.kept().version().timestamp().region().equals(region)
        || conflict.lost().version().timestamp().region().equals(region);
  }

  boolean matches(Conflict conflict) {
    return (table == null || table.equals(conflict.table()))
        && (keyPrefix == null || conflict.key().startsWith(keyPrefix))
        && (kind == null || kind == conflict.kind())
        && (region == null || wroteOneOf(conflict))
        && (fromMillis == null || conflict.foundMillis() >= fromMillis)
        && (toMillis == null || conflict.foundMillis() <= toMillis);
  }
}
