package io.atolldb.wire;

import io.atolldb.request.DescribeStreamCall;
import io.atolldb.request.GetRecordsCall;
import io.atolldb.request.GetShardIteratorCall;
import io.atolldb.request.ListStreamsCall;
import io.atolldb.request.TablePorts;
import java.util.List;

/// The operations on the streams of tables, which have a name space of their own.
final class StreamRows {

  static final String TARGET_PREFIX = "DynamoDBStreams_20120810.";

  private StreamRows() {}

  static List<OperationRow<?, ?>> of(TablePorts ports) {
    return List.of(
        new OperationRow<>(
            "DescribeStream",
            StreamJson::readDescribe,
            new DescribeStreamCall(ports)::answer,
            StreamJson::write),
        new OperationRow<>(
            "GetRecords",
            StreamJson::readRecords,
            new GetRecordsCall(ports)::answer,
            StreamRecordsJson::write),
        new OperationRow<>(
            "GetShardIterator",
            StreamJson::readIterator,
            new GetShardIteratorCall(ports)::answer,
            (iterator, json) -> json.writeStringProperty("ShardIterator", iterator)),
        new OperationRow<>(
            "ListStreams",
            StreamJson::readList,
            new ListStreamsCall(ports)::answer,
            StreamJson::write));
  }
}
