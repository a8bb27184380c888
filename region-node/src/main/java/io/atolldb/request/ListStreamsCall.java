package io.atolldb.request;

import io.atolldb.catalog.Table;
import io.atolldb.fault.Refusal;
import io.atolldb.stream.TableStream;
import io.atolldb.table.TableId;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// ListStreams: the streams that can still be read, those that were switched off too, in the order
/// of their ARNs, a page at a time.
public record ListStreamsCall(TablePorts ports) {

  private static final int LIMIT_MAX = 100;

  public record Request(
      @Nullable String tableName, @Nullable Integer limit, @Nullable String exclusiveStart) {}

  public record Named(String arn, String tableName, String label) {}

  /// `lastEvaluated` is null on the last page.
  public record Answer(List<Named> streams, @Nullable String lastEvaluated) {
    public Answer {
      streams = List.copyOf(streams);
    }
  }

  public Answer answer(Request request) throws Refusal {
    String tableName = request.tableName();
    if (tableName != null) Constraints.tableName(tableName);
    Constraints.range("Limit", request.limit(), 1, LIMIT_MAX);
    String start = request.exclusiveStart();
    if (start != null) StreamReference.checkLength("ExclusiveStartStreamArn", start);
    String wanted = tableName == null ? null : TableReference.parse(tableName).name();
    int limit = request.limit() == null ? LIMIT_MAX : request.limit();

    var page = new ArrayList<Named>();
    for (Named stream : byArn(wanted).values()) {
      if (start != null && stream.arn().compareTo(start) <= 0) continue;
      if (page.size() == limit) return new Answer(page, page.getLast().arn());
      page.add(stream);
    }
    return new Answer(page, null);
  }

  private TreeMap<String, Named> byArn(@Nullable String wanted) {
    var named = new TreeMap<String, Named>();
    long now = ports.clock().millis();
    var streams = ports.streams().streams();
    for (TableId id : streams.tables()) {
      Table table = ports.region().tables().of(id);
      if (table == null || (wanted != null && !wanted.equals(table.name()))) continue;
      for (TableStream stream : streams.of(id)) {
        if (stream.isTrimmed(now)) continue;
        String arn = TableArns.stream(ports.region().id(), table.name(), stream.label());
        named.put(arn, new Named(arn, table.name(), stream.label()));
      }
    }
    return named;
  }
}
