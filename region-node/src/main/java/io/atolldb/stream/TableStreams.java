package io.atolldb.stream;

import io.atolldb.catalog.StreamView;
import io.atolldb.catalog.Table;
import io.atolldb.catalog.TableSettings;
import io.atolldb.table.TableId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// All streams of a region's tables, at one moment: those that are on, and those that were switched
/// off and can still be read. Immutable. Follows from the commit log alone: from the sequences at
/// which tables changed and items were written, and from the times that stand in those records.
public final class TableStreams {

  public static final TableStreams NONE = new TableStreams(new TreeMap<>());

  /// In the order in which they were switched on; none is without a stream.
  private final Map<TableId, List<TableStream>> byTable;

  private TableStreams(TreeMap<TableId, List<TableStream>> byTable) {
    this.byTable = Collections.unmodifiableMap(byTable);
  }

  public Iterable<TableId> tables() {
    return byTable.keySet();
  }

  /// In the order in which they were switched on.
  public List<TableStream> of(TableId table) {
    return byTable.getOrDefault(table, List.of());
  }

  /// Null if the table has none of that label (any more).
  public @Nullable TableStream labelled(TableId table, String label) {
    for (TableStream stream : of(table)) {
      if (stream.label().equals(label)) return stream;
    }
    return null;
  }

  public TableStreams with(TableId table, List<TableStream> streams) {
    var changed = new TreeMap<>(byTable);
    if (streams.isEmpty()) changed.remove(table);
    else changed.put(table, List.copyOf(streams));
    return new TableStreams(changed);
  }

  /// After a table became what it is now with the record at `sequence`, applied at `millis`.
  public TableStreams merged(Table table, long sequence, long millis) {
    List<TableStream> before = of(table.id());
    TableStream on = before.isEmpty() || !before.getLast().isOn() ? null : before.getLast();
    String label = table.isActive() ? labelOf(table) : null;
    if (on != null && on.label().equals(label)) return this;
    if (on == null && label == null) return this;

    var after = new ArrayList<TableStream>();
    for (TableStream stream : before) {
      TableStream kept = stream.isOn() ? stream.closed(sequence, millis) : stream;
      if (!kept.isTrimmed(millis)) after.add(kept);
    }
    if (label != null) {
      after.add(TableStream.opened(table.id(), label, viewOf(table), sequence, millis));
    }
    return with(table.id(), after);
  }

  /// After the stream of a table has got the record at `sequence`, applied at `millis`. This very
  /// object if it belongs to the shard that is open.
  public TableStreams wrote(Table table, long sequence, long millis) {
    List<TableStream> streams = of(table.id());
    // A stream that a build switched on which kept no shards yet begins with its first record.
    if (streams.isEmpty() || !streams.getLast().isOn()) return merged(table, sequence, millis);
    TableStream on = streams.getLast();
    if (millis - on.shards().getLast().firstMillis() < StreamLimits.SHARD_MILLIS) return this;

    var after = new ArrayList<>(streams);
    after.removeIf(stream -> stream.isTrimmed(millis));
    after.set(after.size() - 1, on.rolled(sequence, millis));
    return with(table.id(), after);
  }

  private static @Nullable String labelOf(Table table) {
    var settings = TableSettings.of(table);
    return settings.streamView() == null ? null : settings.streamLabel();
  }

  private static StreamView viewOf(Table table) {
    String view = TableSettings.of(table).streamView();
    if (view == null) throw new IllegalStateException("table " + table.id() + " has no stream");
    return StreamView.valueOf(view);
  }
}
