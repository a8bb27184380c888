package io.atolldb.writer;

import io.atolldb.clock.RegionId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How many writes of regions that were removed from a table were not taken, since the start.
public final class FencedWrites {

  private static final Logger LOGGER = LoggerFactory.getLogger(FencedWrites.class);

  private final Map<RegionId, Long> counts = new ConcurrentHashMap<>();

  void add(RegionId origin, int writes) {
    if (writes == 0) return;
    Long before = counts.put(origin, of(origin) + writes); // one thread counts
    if (before == null) LOGGER.warn("link.fenced origin={} writes={}", origin, writes);
  }

  public long of(RegionId origin) {
    return counts.getOrDefault(origin, 0L);
  }
}
