package io.atolldb.admin;

import io.atolldb.admin.Asked.NotFound;
import io.atolldb.admin.Problems.Unavailable;
import io.atolldb.catalog.Table;
import io.atolldb.clock.RegionId;
import io.atolldb.conflicts.Conflict;
import io.atolldb.conflicts.ConflictKind;
import io.atolldb.conflicts.ConflictLog;
import io.atolldb.conflicts.ConflictQuery;
import io.atolldb.item.Bytes;
import io.atolldb.item.KeyCodec;
import io.atolldb.operation.RestoreLost;
import io.atolldb.region.Region;
import io.atolldb.writer.Written;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// The conflicts that this region has found, and what can be done about them.
@RestController
@RequestMapping("/api/v1/conflicts")
public final class ConflictsController {

  private static final String PAGE_LIMIT_DEFAULT = "100";

  /// How often a key stands among the newest conflicts.
  record HotKey(String table, Object key, long conflicts) {}

  record ConflictPage(List<ConflictView> conflicts, @Nullable String next) {}

  record Restored(String id, String version) {}

  private final Region region;
  private final ConflictLog conflicts;

  public ConflictsController(Region region, ConflictLog conflicts) {
    this.region = region;
    this.conflicts = conflicts;
  }

  @GetMapping
  ConflictPage find(
      @RequestParam(name = "table", required = false) @Nullable String table,
      @RequestParam(name = "key", required = false) @Nullable String key,
      @RequestParam(name = "kind", required = false) @Nullable String kind,
      @RequestParam(name = "region", required = false) @Nullable String origin,
      @RequestParam(name = "from", required = false) @Nullable String from,
      @RequestParam(name = "to", required = false) @Nullable String to,
      @RequestParam(name = "limit", defaultValue = PAGE_LIMIT_DEFAULT) int limit,
      @RequestParam(name = "next", required = false) @Nullable String next) {
    if (limit < 1 || limit > ConflictLog.PAGE_LIMIT_MAX) {
      throw new IllegalArgumentException("limit is 1 to " + ConflictLog.PAGE_LIMIT_MAX);
    }
    Table asked = table == null ? null : Asked.table(region.tables(), table);
    var query =
        new ConflictQuery(
            asked == null ? null : asked.id(),
            prefix(asked, key),
            kind(kind),
            origin == null ? null : new RegionId(origin),
            time(from),
            time(to));
    ConflictLog.Page page = conflicts.find(query, limit, Asked.next(next));
    Long nextSequence = page.next();
    return new ConflictPage(
        page.conflicts().stream().map(this::view).toList(),
        nextSequence == null ? null : nextSequence.toString());
  }

  /// The keys with most conflicts, most first.
  @GetMapping("/heat")
  List<HotKey> heat(
      @RequestParam(name = "table", required = false) @Nullable String name,
      @RequestParam(name = "limit", defaultValue = "20") int limit) {
    if (limit < 1 || limit > ConflictLog.PAGE_LIMIT_MAX) {
      throw new IllegalArgumentException("limit is 1 to " + ConflictLog.PAGE_LIMIT_MAX);
    }
    Table asked = name == null ? null : Asked.table(region.tables(), name);
    return conflicts.heat(asked == null ? null : asked.id(), limit).stream()
        .map(this::view)
        .toList();
  }

  private HotKey view(ConflictLog.Heat heat) {
    Table table = region.tables().of(heat.table());
    String name = table == null ? heat.table().toString() : table.name();
    return new HotKey(name, ConflictView.key(table, heat.key()), heat.conflicts());
  }

  @PostMapping("/{id}/restore")
  Restored restore(@PathVariable("id") String id) {
    Conflict conflict = conflicts.find(id);
    if (conflict == null) throw new NotFound("there is no conflict " + id + " in this region");
    var operation = new RestoreLost(conflict.table(), conflict.key(), conflict.lost().item());
    return switch (region.write(operation)) {
      case Written.Done(_, _, _, var version) ->
          new Restored(id, Shown.timestamp(version.timestamp().packed()));
      case Written.Refused(var fault) -> throw new Unavailable(fault.message());
    };
  }

  private ConflictView view(Conflict conflict) {
    return ConflictView.of(region.tables(), conflict);
  }

  private static @Nullable Bytes prefix(@Nullable Table table, @Nullable String key) {
    if (key == null) return null;
    if (table == null) throw new IllegalArgumentException("key needs table beside it");
    return KeyCodec.partitionPrefix(Asked.value(table.keys().partition(), key));
  }

  private static @Nullable ConflictKind kind(@Nullable String label) {
    if (label == null) return null;
    ConflictKind kind = ConflictKind.labelled(label);
    if (kind != null) return kind;
    var labels = new LinkedHashMap<String, ConflictKind>();
    for (ConflictKind known : ConflictKind.values()) labels.put(known.label(), known);
    throw new IllegalArgumentException("kind is one of " + labels.keySet() + ", not " + label);
  }

  /// Milliseconds since 1970, or an ISO instant.
  private static @Nullable Long time(@Nullable String text) {
    if (text == null) return null;
    try {
      return text.contains("T") ? Instant.parse(text).toEpochMilli() : Long.parseLong(text);
    } catch (DateTimeParseException | NumberFormatException wrong) {
      throw new IllegalArgumentException(text + " is neither milliseconds nor an instant", wrong);
    }
  }
}
