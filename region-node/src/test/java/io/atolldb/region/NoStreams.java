package io.atolldb.region;

import io.atolldb.stream.StreamLog;
import io.atolldb.stream.TableStreams;
import io.atolldb.table.TableId;
import java.util.List;

/// The log of a region none of whose tables has a stream.
final class NoStreams implements StreamLog {

  @Override
  public long applied() {
    return 0;
  }

  @Override
  public TableStreams streams() {
    return TableStreams.NONE;
  }

  @Override
  public long firstSequence() {
    return 1;
  }

  @Override
  public Page read(TableId table, long from, long through, int limit, int bytesMax) {
    return new Page(List.of(), from, false);
  }
}
