package io.atolldb.differential;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// All that the stream of a table tells, from its beginning on, as if it were one answer: the
/// records of each item in their order. How they spread over shards is up to each service.
final class StreamReading {

  /// More than an episode fills.
  private static final int PAGES_MAX = 100;

  /// Of a record, what is not of the moment or of the place.
  private static final List<String> TOLD =
      List.of("Keys", "NewImage", "OldImage", "SizeBytes", "StreamViewType");

  private final Function<Call, Answer> side;
  private final Map<String, List<Object>> records = new TreeMap<>();

  /// The first answer that is an error.
  private @Nullable Answer refused;

  /// @param side what is asked
  StreamReading(Function<Call, Answer> side) {
    this.side = side;
  }

  Answer of(Object table) {
    // Tables of the same name that are deleted have left their streams.
    Answer described = ask("DescribeTable", "TableName", table);
    Object arn = Json.members(described.body().get("Table")).get("LatestStreamArn");
    Answer stream = ask("DescribeStream", "StreamArn", arn);
    Map<String, Object> description = Json.members(stream.body().get("StreamDescription"));
    for (Object shard : Json.elements(description.get("Shards"))) {
      read(arn, Json.members(shard).get("ShardId"));
    }
    if (refused != null) return refused;
    return new Answer(200, "", Json.object("Records", List.copyOf(records.values())));
  }

  private void read(Object arn, Object shard) {
    Answer begin =
        ask(
            "GetShardIterator",
            "StreamArn",
            arn,
            "ShardId",
            shard,
            "ShardIteratorType",
            "TRIM_HORIZON");
    Object iterator = begin.body().get("ShardIterator");
    for (int page = 0; iterator != null && page < PAGES_MAX; page++) {
      Answer answer = ask("GetRecords", "ShardIterator", iterator);
      List<Object> found = Json.elements(answer.body().get("Records"));
      found.forEach(this::add);
      if (found.isEmpty()) return;
      iterator = answer.body().get("NextShardIterator");
    }
  }

  private void add(Object found) {
    Map<String, Object> record = Json.members(found);
    Map<String, Object> change = Json.members(record.get("dynamodb"));
    var told = new LinkedHashMap<String, Object>();
    told.put("eventName", record.get("eventName"));
    if (record.containsKey("userIdentity")) told.put("userIdentity", record.get("userIdentity"));
    for (String name : TOLD) if (change.containsKey(name)) told.put(name, change.get(name));
    String item = Comparison.canonicalText(Json.members(change.get("Keys")));
    records.computeIfAbsent(item, key -> new ArrayList<>()).add(told);
  }

  private Answer ask(String operation, Object... namesAndValues) {
    Answer answer = side.apply(Call.once(operation, Json.object(namesAndValues)));
    if (!answer.done() && refused == null) refused = answer;
    return answer;
  }
}
