package clients;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.Shard;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** The stream of a table as a program reads it that has no library for it. */
final class StreamOfTable {

  /** So many empty answers in a row from an open shard: there is nothing more for now. */
  private static final int EMPTY_MAX = 3;

  private StreamOfTable() {}

  /** All that is in the newest stream of the table now, shard after shard. */
  static List<Record> readAll(DynamoDbStreamsClient streams, String table) {
    String stream = streams.listStreams(ask -> ask.tableName(table)).streams().get(0).streamArn();
    List<Record> records = new ArrayList<>();
    for (Shard shard :
        streams.describeStream(ask -> ask.streamArn(stream)).streamDescription().shards()) {
      String iterator =
          streams
              .getShardIterator(ask ->
                  ask.streamArn(stream)
                      .shardId(shard.shardId())
                      .shardIteratorType(ShardIteratorType.TRIM_HORIZON))
              .shardIterator();
      for (int empty = 0; iterator != null && empty < EMPTY_MAX; ) {
        String place = iterator;
        var page = streams.getRecords(ask -> ask.shardIterator(place));
        records.addAll(page.records());
        iterator = page.nextShardIterator();
        empty = page.records().isEmpty() ? empty + 1 : 0;
      }
    }
    return records;
  }
}
