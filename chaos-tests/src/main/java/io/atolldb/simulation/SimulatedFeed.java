package io.atolldb.simulation;

import io.atolldb.clock.RegionId;
import io.atolldb.replication.ChangeFeed;
import io.atolldb.replication.StreamPosition;
import io.atolldb.replication.StreamRecord;
import io.atolldb.simulation.Network.Cut;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One region's Kafka, read from another region across the network.
final class SimulatedFeed implements ChangeFeed {

  private final SimulatedKafka kafka;
  private final RegionId reader;

  /// Where reading goes on; null while not connected.
  private @Nullable StreamPosition next;

  SimulatedFeed(SimulatedKafka kafka, RegionId reader) {
    this.kafka = kafka;
    this.reader = reader;
  }

  @Override
  public StreamPosition connect(@Nullable StreamPosition from)
      throws FeedUnavailable, PositionLost {
    next = null;
    if (cut() != null) throw unavailable("cannot be reached");
    requireKafkaUp();
    StreamPosition start = from == null ? kafka.oldest() : from;
    kafka.requireValid(start);
    next = start;
    return start;
  }

  @Override
  public Batch poll(int limit) throws FeedUnavailable, PositionLost {
    StreamPosition at = next;
    if (at == null) throw unavailable("is not connected");
    Cut cut = cut();
    if (cut == Cut.SILENT) return new Batch(List.of(), at);
    if (cut == Cut.REFUSES) throw unavailable("cannot be reached");
    requireKafkaUp();
    kafka.requireValid(at);
    List<StreamRecord> records = kafka.fetch(reader, at.offset(), limit);
    next = kafka.position(at.offset() + records.size());
    return new Batch(records, next);
  }

  private @Nullable Cut cut() {
    return kafka.network().cutBetween(kafka.origin(), reader);
  }

  private void requireKafkaUp() throws FeedUnavailable {
    if (!kafka.isUp()) throw unavailable("is down");
  }

  private FeedUnavailable unavailable(String why) {
    return new FeedUnavailable("Kafka of " + kafka.origin() + " " + why, null);
  }

  @Override
  public void awaitRecords(long millisMax) {
    throw new IllegalStateException("nothing waits in a simulation: " + millisMax + " ms");
  }

  @Override
  public long ahead(StreamPosition from) throws FeedUnavailable, PositionLost {
    if (cut() != null) throw unavailable("cannot be reached");
    requireKafkaUp();
    kafka.requireValid(from);
    return kafka.end() - from.offset();
  }

  @Override
  public long backlog() {
    return next == null ? 0 : kafka.end() - next.offset();
  }

  @Override
  public void disconnect() {
    next = null;
  }
}
