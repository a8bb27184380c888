package io.atolldb.log;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/// The end of the log in memory, for the readers that follow it closely. The appender adds, any
/// number of threads read without locks.
final class RecentGroups {

  private record Group(long firstSequence, byte[][] records, long bytes) {
    long lastSequence() {
      return firstSequence + records.length - 1;
    }
  }

  private final long bytesMax;
  private final ConcurrentSkipListMap<Long, Group> groups = new ConcurrentSkipListMap<>();
  private long bytesHeld;

  RecentGroups(long bytesMax) {
    this.bytesMax = bytesMax;
  }

  void add(long firstSequence, List<byte[]> records, long bytes) {
    groups.put(firstSequence, new Group(firstSequence, records.toArray(new byte[0][]), bytes));
    bytesHeld += bytes;
    while (bytesHeld > bytesMax) bytesHeld -= groups.pollFirstEntry().getValue().bytes();
  }

  /// Adds the records from the page's next one on, as far as they are here without a gap. Whoever
  /// finds the page without any has to look in the segments.
  void readInto(Page page) {
    Map.Entry<Long, Group> first = groups.floorEntry(page.nextSequence());
    if (first == null) return;

    for (Group group : groups.tailMap(first.getKey(), true).values()) {
      if (group.firstSequence() > page.nextSequence()) return;
      for (long each = page.nextSequence(); each <= group.lastSequence(); each++) {
        if (!page.hasRoomFor(group.records()[(int) (each - group.firstSequence())].length)) return;
        page.add(group.records()[(int) (each - group.firstSequence())]);
      }
    }
  }
}
