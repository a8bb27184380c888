package io.atolldb.request;

import io.atolldb.fault.ApiFault;
import io.atolldb.fault.Refusal;
import io.atolldb.stream.StreamLimits;
import io.atolldb.stream.StreamLog.Entry;
import io.atolldb.stream.StreamLog.Page;
import io.atolldb.stream.StreamShard;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// GetRecords: what a shard holds from a place on, and the place to go on from.
public record GetRecordsCall(TablePorts ports) {

  private static final int LIMIT_MAX = 1_000;
  private static final int BYTES_MAX = 1 << 20;
  static final long ITERATOR_MILLIS = TimeUnit.MINUTES.toMillis(15);

  static final ApiFault TRIMMED =
      new ApiFault.StreamRefused(
          ApiFault.StreamRefused.Kind.TRIMMED,
          "The operation attempted to read past the oldest stream record in a shard.");

  private static final ApiFault EXPIRED =
      new ApiFault.StreamRefused(
          ApiFault.StreamRefused.Kind.EXPIRED_ITERATOR,
          "The shard iterator has expired and can no longer be used to retrieve stream records. A"
              + " shard iterator expires 15 minutes after it is retrieved using the"
              + " GetShardIterator action.");

  public record Request(@Nullable String iterator, @Nullable Integer limit) {}

  /// `next` is null when the shard is closed and has been read to its end.
  public record Answer(List<ShownChange> records, @Nullable String next) {
    public Answer {
      records = List.copyOf(records);
    }
  }

  public Answer answer(Request request) throws Refusal {
    var iterator = ShardIterator.parse(Constraints.present("ShardIterator", request.iterator()));
    Constraints.range("Limit", request.limit(), 1, LIMIT_MAX);
    int limit = request.limit() == null ? LIMIT_MAX : request.limit();
    long now = ports.clock().millis();
    if (now - iterator.issuedMillis() > ITERATOR_MILLIS) throw new Refusal(EXPIRED);

    long applied = ports.streams().applied();
    var reference = StreamReference.find(iterator.streamArn(), ports);
    StreamShard shard = shard(reference, iterator.shardFirst(), now);
    Page page = read(reference, shard, iterator, Math.min(shard.last(), applied), limit);
    var records = new ArrayList<ShownChange>();
    for (Entry entry : page.entries()) {
      if (!isTrimmed(entry, now)) records.add(ShownChange.of(entry, reference, ports.region()));
      else if (!iterator.fromHorizon()) throw new Refusal(TRIMMED);
    }
    boolean exhausted = page.next() > shard.last();
    boolean stillAtHorizon = iterator.fromHorizon() && records.isEmpty();
    var next =
        new ShardIterator(
            iterator.streamArn(), iterator.shardFirst(), page.next(), stillAtHorizon, now);
    return new Answer(records, exhausted ? null : next.encoded());
  }

  private static StreamShard shard(StreamReference reference, long first, long now) throws Refusal {
    for (StreamShard shard : reference.stream().shards(now)) {
      if (shard.first() == first) return shard;
    }
    throw new Refusal(TRIMMED);
  }

  private Page read(
      StreamReference reference, StreamShard shard, ShardIterator iterator, long through, int limit)
      throws Refusal {
    long oldest = ports.streams().firstSequence();
    long from = iterator.fromHorizon() ? Math.max(iterator.next(), oldest) : iterator.next();
    if (from > through) return new Page(List.of(), from, false);
    Page page = ports.streams().read(reference.stream().table(), from, through, limit, BYTES_MAX);
    if (!page.trimmed()) return page;
    if (!iterator.fromHorizon()) throw new Refusal(TRIMMED);
    // Overtaken by deletion: the next call begins where the log now begins.
    return new Page(List.of(), Math.min(oldest, shard.last()), false);
  }

  private static boolean isTrimmed(Entry entry, long now) {
    var streamed = entry.applied().streamed();
    return streamed == null || now - streamed.appliedMillis() >= StreamLimits.RETENTION_MILLIS;
  }
}
