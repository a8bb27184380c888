package io.atolldb.admin;

import io.atolldb.catalog.Table;
import io.atolldb.catalog.Tables;
import io.atolldb.conflicts.Conflict;
import io.atolldb.conflicts.ConflictKind;
import io.atolldb.conflicts.Difference;
import io.atolldb.item.Bytes;
import io.atolldb.item.KeyCodec;
import io.atolldb.replication.ConflictStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// A conflict as it is shown at the admin port and in the topic of conflicts. `kept` is null where
/// there was nothing: that can only be beside a fenced write.
record ConflictView(
    String id,
    String table,
    Object key,
    String kind,
    Shown.@Nullable Write kept,
    Shown.Write lost,
    List<String> attributes,
    String reason,
    String found) {

  private static final JsonMapper JSON = JsonMapper.shared();

  static ConflictView of(Tables tables, Conflict conflict) {
    Table table = tables.of(conflict.table());
    return new ConflictView(
        conflict.id(),
        table == null ? conflict.table().toString() : table.name(),
        key(table, conflict.key()),
        conflict.kind().label(),
        conflict.kept().wasWritten() ? Shown.write(conflict.kept()) : null,
        Shown.write(conflict.lost()),
        Difference.attributes(conflict.kept().item(), conflict.lost().item()),
        reason(conflict),
        Instant.ofEpochMilli(conflict.foundMillis()).toString());
  }

  static Object key(@Nullable Table table, Bytes key) {
    return table == null ? key.toString() : Shown.item(table.keys().itemOf(KeyCodec.decode(key)));
  }

  private static String reason(Conflict conflict) {
    var kept = conflict.kept().version().timestamp();
    var lost = conflict.lost().version().timestamp();
    if (conflict.kind() == ConflictKind.FENCED_WRITE) {
      return "%s was removed from the table, and no member had this write of it"
          .formatted(lost.region());
    }
    long apart = kept.wallMillis() - lost.wallMillis();
    String later = apart > 0 ? "later by " + apart + " ms" : "later by its counter or region";
    return "neither write had seen the other; the one of %s is kept because it is %s"
        .formatted(kept.region(), later);
  }

  /// As one line of JSON. What would be too long goes without its images: the conflict log has them
  /// under the same id.
  ConflictStream.Entry entry() {
    String whole = JSON.writeValueAsString(this);
    if (whole.getBytes(StandardCharsets.UTF_8).length <= ConflictStream.TEXT_BYTES_MAX) {
      return new ConflictStream.Entry(id, whole);
    }
    var bare =
        new ConflictView(
            id,
            table,
            key,
            kind,
            kept == null ? null : kept.withoutImage(),
            lost.withoutImage(),
            List.of(),
            reason + "; too long to be shown here",
            found);
    return new ConflictStream.Entry(id, JSON.writeValueAsString(bare));
  }
}
