package io.atolldb.wire;

import io.atolldb.fault.Refusal;
import io.atolldb.request.DescribeStreamCall;
import io.atolldb.request.GetRecordsCall;
import io.atolldb.request.GetShardIteratorCall;
import io.atolldb.request.ListStreamsCall;
import io.atolldb.table.KeyAttribute;
import java.math.BigDecimal;
import tools.jackson.core.JsonGenerator;

/// Streams and their shards as JSON.
final class StreamJson {

  private StreamJson() {}

  static ListStreamsCall.Request readList(JsonBody body) throws Refusal {
    String tableName = null;
    Integer limit = null;
    String start = null;
    body.enterStructure();
    String member;
    while ((member = body.nextMember()) != null) {
      switch (member) {
        case "TableName" -> tableName = body.text();
        case "Limit" -> limit = body.integer();
        case "ExclusiveStartStreamArn" -> start = body.text();
        default -> body.skip();
      }
    }
    return new ListStreamsCall.Request(tableName, limit, start);
  }

  static void write(ListStreamsCall.Answer answer, JsonGenerator json) {
    json.writeName("Streams");
    json.writeStartArray();
    for (ListStreamsCall.Named stream : answer.streams()) {
      json.writeStartObject();
      json.writeStringProperty("StreamArn", stream.arn());
      json.writeStringProperty("TableName", stream.tableName());
      json.writeStringProperty("StreamLabel", stream.label());
      json.writeEndObject();
    }
    json.writeEndArray();
    String last = answer.lastEvaluated();
    if (last != null) json.writeStringProperty("LastEvaluatedStreamArn", last);
  }

  static DescribeStreamCall.Request readDescribe(JsonBody body) throws Refusal {
    String arn = null;
    Integer limit = null;
    String start = null;
    String filterType = null;
    String filterShard = null;
    body.enterStructure();
    String member;
    while ((member = body.nextMember()) != null) {
      switch (member) {
        case "StreamArn" -> arn = body.text();
        case "Limit" -> limit = body.integer();
        case "ExclusiveStartShardId" -> start = body.text();
        case "ShardFilter" -> {
          body.enterStructure();
          String part;
          while ((part = body.nextMember()) != null) {
            switch (part) {
              case "Type" -> filterType = body.text();
              case "ShardId" -> filterShard = body.text();
              default -> body.skip();
            }
          }
        }
        default -> body.skip();
      }
    }
    return new DescribeStreamCall.Request(arn, limit, start, filterType, filterShard);
  }

  static void write(DescribeStreamCall.Answer answer, JsonGenerator json) {
    json.writeName("StreamDescription");
    json.writeStartObject();
    json.writeStringProperty("StreamArn", answer.arn());
    json.writeStringProperty("StreamLabel", answer.stream().label());
    json.writeStringProperty("StreamStatus", answer.stream().isOn() ? "ENABLED" : "DISABLED");
    json.writeStringProperty("StreamViewType", answer.stream().view().name());
    json.writeName("CreationRequestDateTime");
    json.writeNumber(BigDecimal.valueOf(answer.stream().createdMillis(), 3));
    json.writeStringProperty("TableName", answer.tableName());
    json.writeName("KeySchema");
    json.writeStartArray();
    writeKey(answer.keys().partition(), "HASH", json);
    KeyAttribute sort = answer.keys().sort();
    if (sort != null) writeKey(sort, "RANGE", json);
    json.writeEndArray();
    json.writeName("Shards");
    json.writeStartArray();
    for (DescribeStreamCall.Shard shard : answer.shards()) write(shard, json);
    json.writeEndArray();
    String last = answer.lastEvaluated();
    if (last != null) json.writeStringProperty("LastEvaluatedShardId", last);
    json.writeEndObject();
  }

  private static void writeKey(KeyAttribute attribute, String type, JsonGenerator json) {
    json.writeStartObject();
    json.writeStringProperty("AttributeName", attribute.name());
    json.writeStringProperty("KeyType", type);
    json.writeEndObject();
  }

  private static void write(DescribeStreamCall.Shard shard, JsonGenerator json) {
    json.writeStartObject();
    json.writeStringProperty("ShardId", shard.id());
    json.writeName("SequenceNumberRange");
    json.writeStartObject();
    json.writeStringProperty("StartingSequenceNumber", shard.first());
    String last = shard.last();
    if (last != null) json.writeStringProperty("EndingSequenceNumber", last);
    json.writeEndObject();
    String parent = shard.parent();
    if (parent != null) json.writeStringProperty("ParentShardId", parent);
    json.writeEndObject();
  }

  static GetShardIteratorCall.Request readIterator(JsonBody body) throws Refusal {
    String arn = null;
    String shard = null;
    String type = null;
    String sequence = null;
    body.enterStructure();
    String member;
    while ((member = body.nextMember()) != null) {
      switch (member) {
        case "StreamArn" -> arn = body.text();
        case "ShardId" -> shard = body.text();
        case "ShardIteratorType" -> type = body.text();
        case "SequenceNumber" -> sequence = body.text();
        default -> body.skip();
      }
    }
    return new GetShardIteratorCall.Request(arn, shard, type, sequence);
  }

  static GetRecordsCall.Request readRecords(JsonBody body) throws Refusal {
    String iterator = null;
    Integer limit = null;
    body.enterStructure();
    String member;
    while ((member = body.nextMember()) != null) {
      switch (member) {
        case "ShardIterator" -> iterator = body.text();
        case "Limit" -> limit = body.integer();
        default -> body.skip();
      }
    }
    return new GetRecordsCall.Request(iterator, limit);
  }
}
