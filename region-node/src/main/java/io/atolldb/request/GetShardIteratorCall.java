package io.atolldb.request;

import io.atolldb.fault.ApiFault;
import io.atolldb.fault.Refusal;
import io.atolldb.stream.StreamShard;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// GetShardIterator: a place in a shard to read from.
public record GetShardIteratorCall(TablePorts ports) {

  public enum Type {
    AFTER_SEQUENCE_NUMBER,
    AT_SEQUENCE_NUMBER,
    LATEST,
    TRIM_HORIZON
  }

  private static final Choice<Type> TYPE =
      new Choice<>(
          List.of(Type.values()),
          Type.LATEST,
          "[AFTER_SEQUENCE_NUMBER, LATEST, TRIM_HORIZON, AT_SEQUENCE_NUMBER]");

  public record Request(
      @Nullable String streamArn,
      @Nullable String shardId,
      @Nullable String type,
      @Nullable String sequenceNumber) {}

  public String answer(Request request) throws Refusal {
    String arn = StreamReference.constrained(request.streamArn());
    String shardId = Constraints.present("ShardId", request.shardId());
    DescribeStreamCall.constrainedShardId("ShardId", shardId);
    Type type = TYPE.of(Constraints.present("ShardIteratorType", request.type()));
    String number = request.sequenceNumber();
    boolean needsNumber = type == Type.AT_SEQUENCE_NUMBER || type == Type.AFTER_SEQUENCE_NUMBER;
    long sequence = number == null ? 0 : StreamSequence.parse(number);
    if (needsNumber != (number != null)) {
      throw Refusal.invalid(
          needsNumber
              ? "SequenceNumber is required for ShardIteratorType " + type
              : "SequenceNumber must not be given for ShardIteratorType " + type);
    }
    long applied = ports.streams().applied();
    StreamShard shard = shard(StreamReference.find(arn, ports), shardId);
    long next =
        switch (type) {
          case TRIM_HORIZON -> shard.first();
          case LATEST -> Math.min(applied, shard.last()) + 1;
          case AT_SEQUENCE_NUMBER -> within(shard, sequence, applied);
          case AFTER_SEQUENCE_NUMBER -> within(shard, sequence, applied) + 1;
        };
    boolean fromHorizon = type == Type.TRIM_HORIZON;
    return new ShardIterator(arn, shard.first(), next, fromHorizon, ports.clock().millis())
        .encoded();
  }

  private StreamShard shard(StreamReference reference, String id) throws Refusal {
    StreamShard shard = reference.stream().shard(id, ports.clock().millis());
    if (shard != null) return shard;
    throw new Refusal(
        new ApiFault.ResourceNotFound(
            "Requested resource not found: Shard: "
                + id
                + " in Stream: "
                + reference.arn()
                + " not found"));
  }

  private long within(StreamShard shard, long sequence, long applied) throws Refusal {
    if (sequence < shard.first() || sequence > Math.min(applied, shard.last())) {
      throw StreamSequence.invalid();
    }
    if (sequence < ports.streams().firstSequence()) throw new Refusal(GetRecordsCall.TRIMMED);
    return sequence;
  }
}
