package io.atolldb.simulation;

import io.atolldb.clock.RegionId;
import io.atolldb.replication.ChangeFeed;
import io.atolldb.replication.ChangeFeed.PositionLost;
import io.atolldb.replication.ChangeStream;
import io.atolldb.replication.ChangeStream.StreamUnavailable;
import io.atolldb.replication.StreamCodec;
import io.atolldb.replication.StreamPosition;
import io.atolldb.replication.StreamRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// One region's Kafka: a topic of one partition that keeps the order of what it was given, may be
/// down, may take records without confirming them, and may be lost and made anew.
///
/// Every reader has its own distance: a record arrives there after a time of its own, though never
/// before the record in front of it.
public final class SimulatedKafka implements ChangeStream {

  private final RegionId origin;
  private final List<RegionId> readers;
  private final RandomSource dice;
  private final Timeline timeline;
  private final Network network;
  private final int unconfirmedPercent;

  private final List<byte[]> records = new ArrayList<>();

  /// Everything that was ever appended, whatever was lost since.
  private final List<StreamRecord> everAppended = new ArrayList<>();

  /// Offset of the oldest record that is still kept.
  private long start;

  /// The end of the stream when the last record that was no heartbeat had been appended.
  private long endOfNews;

  private final SortedMap<RegionId, Long> arrivedEnd = new TreeMap<>();
  private int topics = 1;
  private int clusters = 1;
  private boolean up = true;
  private boolean lostItsEnd;

  /// `unconfirmedPercent`: how many appends of a hundred end without a confirmation.
  SimulatedKafka(
      RegionId origin,
      List<RegionId> readers,
      RandomSource dice,
      Timeline timeline,
      Network network,
      int unconfirmedPercent) {
    this.origin = origin;
    this.readers = readers;
    this.dice = dice;
    this.timeline = timeline;
    this.network = network;
    this.unconfirmedPercent = unconfirmedPercent;
  }

  public void goesDown() {
    up = false;
  }

  public void comesBack() {
    up = true;
  }

  public boolean isUp() {
    return up;
  }

  /// The topic is deleted with all it held, and another one takes its name.
  public void losesItsTopic() {
    topics++;
    records.clear();
    start = 0;
    endOfNews = 0;
    arrivedEnd.clear();
  }

  /// Everything is gone, and another cluster answers at the old address.
  public void isReplacedByAnotherCluster() {
    losesItsTopic();
    clusters++;
  }

  /// Retention passes everything that is there: who has not read it by now never will.
  public void forgetsWhatItHolds() {
    start = records.size();
  }

  /// Up to so many of the last records that it confirmed are gone, and their offsets are given to
  /// others: a broker that never forced them and lost its power.
  public void losesItsEnd(int most) {
    int end = (int) Math.max(start, records.size() - most);
    records.subList(end, records.size()).clear();
    endOfNews = Math.min(endOfNews, end);
    arrivedEnd.replaceAll((_, arrived) -> Math.min(arrived, end));
    lostItsEnd = true;
  }

  /// Whether that ever happened.
  boolean hasLostItsEnd() {
    return lostItsEnd;
  }

  @Override
  public void append(List<StreamRecord> batch) throws StreamUnavailable {
    if (!up) throw unavailable("is down");
    if (!dice.chance(unconfirmedPercent)) {
      take(batch);
      return;
    }
    take(batch.subList(0, dice.below(batch.size() + 1)));
    throw unavailable("did not confirm");
  }

  private StreamUnavailable unavailable(String why) {
    return new StreamUnavailable("Kafka of " + origin + " " + why, new IllegalStateException(why));
  }

  private void take(List<StreamRecord> batch) {
    for (StreamRecord record : batch) {
      records.add(StreamCodec.encode(record));
      everAppended.add(record);
      if (!(record instanceof StreamRecord.Heartbeat)) endOfNews = records.size();
    }
    long end = records.size();
    int topic = topics;
    for (RegionId reader : readers) {
      timeline.after(network.travelMillis(), () -> arrive(reader, topic, end));
    }
  }

  private void arrive(RegionId reader, int topic, long end) {
    if (topic == topics) arrivedEnd.merge(reader, end, Math::max);
  }

  public ChangeFeed feed(RegionId reader) {
    return new SimulatedFeed(this, reader);
  }

  public List<StreamRecord> everAppended() {
    return everAppended;
  }

  RegionId origin() {
    return origin;
  }

  Network network() {
    return network;
  }

  StreamPosition oldest() {
    return position(start);
  }

  long end() {
    return records.size();
  }

  /// Whether a reader at `position` has everything but heartbeats.
  public boolean hasNoNewsAfter(StreamPosition position) {
    return position.equals(position(position.offset()))
        && position.offset() >= Math.max(start, endOfNews);
  }

  StreamPosition position(long offset) {
    return new StreamPosition("cluster-" + clusters + "-of-" + origin, "topic-" + topics, offset);
  }

  void requireValid(StreamPosition position) throws PositionLost {
    boolean inside = position.offset() >= start && position.offset() <= records.size();
    if (!inside || !position.equals(position(position.offset()))) {
      throw new PositionLost(position + " is not in " + position(start) + ".." + records.size());
    }
  }

  /// What has arrived at `reader` from `offset` on: a part of it, as fetches go.
  List<StreamRecord> fetch(RegionId reader, long offset, int limit) {
    long arrived = Math.min(arrivedEnd.getOrDefault(reader, 0L), records.size());
    long there = Math.min(arrived - offset, limit);
    if (there <= 0) return List.of();
    int count = (int) dice.between(1, there);
    return records.subList((int) offset, (int) offset + count).stream()
        .map(StreamCodec::decode)
        .toList();
  }
}
