package io.atolldb.request;

import io.atolldb.fault.Refusal;
import io.atolldb.stream.StreamShard;
import io.atolldb.stream.TableStream;
import io.atolldb.table.KeySchema;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// DescribeStream: a stream and its shards, oldest first, a page at a time.
public record DescribeStreamCall(TablePorts ports) {

  private static final int LIMIT_MAX = 100;
  private static final int SHARD_ID_LENGTH_MIN = 28;
  private static final int SHARD_ID_LENGTH_MAX = 65;
  private static final String CHILD_SHARDS = "CHILD_SHARDS";

  /// The members as sent.
  ///
  /// @param filterType null where there is no filter
  public record Request(
      @Nullable String streamArn,
      @Nullable Integer limit,
      @Nullable String exclusiveStart,
      @Nullable String filterType,
      @Nullable String filterShard) {}

  /// A shard as it is shown.
  ///
  /// @param last null while the shard is open
  /// @param parent null for the first shard, or if its parent can no longer be read
  public record Shard(String id, String first, @Nullable String last, @Nullable String parent) {}

  /// `lastEvaluated` is null on the last page.
  public record Answer(
      String arn,
      String tableName,
      KeySchema keys,
      TableStream stream,
      List<Shard> shards,
      @Nullable String lastEvaluated) {
    public Answer {
      shards = List.copyOf(shards);
    }
  }

  public Answer answer(Request request) throws Refusal {
    String arn = StreamReference.constrained(request.streamArn());
    Constraints.range("Limit", request.limit(), 1, LIMIT_MAX);
    String start = request.exclusiveStart();
    if (start != null) constrainedShardId("ExclusiveStartShardId", start);
    if (request.filterType() != null && !request.filterType().equals(CHILD_SHARDS)) {
      throw Constraints.outside("[" + CHILD_SHARDS + "]");
    }
    String parent = request.filterShard();
    if (parent != null) constrainedShardId("ShardFilter.ShardId", parent);
    if ((parent == null) != (request.filterType() == null)) {
      throw Refusal.invalid("ShardFilter needs both a Type and a ShardId");
    }

    var reference = StreamReference.find(arn, ports);
    var shards = new ArrayList<Shard>();
    boolean begun = start == null;
    String lastEvaluated = null;
    int limit = request.limit() == null ? LIMIT_MAX : request.limit();
    for (Shard shard : shards(reference.stream())) {
      if (begun && (parent == null || parent.equals(shard.parent()))) {
        if (shards.size() == limit) {
          lastEvaluated = shards.getLast().id();
          break;
        }
        shards.add(shard);
      }
      begun |= shard.id().equals(start);
    }
    return new Answer(
        arn,
        reference.table().name(),
        reference.table().keys(),
        reference.stream(),
        shards,
        lastEvaluated);
  }

  static void constrainedShardId(String member, String id) throws Refusal {
    Constraints.length(member, id.length(), SHARD_ID_LENGTH_MIN, SHARD_ID_LENGTH_MAX);
  }

  private List<Shard> shards(TableStream stream) {
    var shown = new ArrayList<Shard>();
    String parent = null;
    for (StreamShard shard : stream.shards(ports.clock().millis())) {
      String last = shard.isOpen() ? null : StreamSequence.shown(shard.last());
      shown.add(new Shard(shard.id(), StreamSequence.shown(shard.first()), last, parent));
      parent = shard.id();
    }
    return shown;
  }
}
