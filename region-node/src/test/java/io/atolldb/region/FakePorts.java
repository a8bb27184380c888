package io.atolldb.region;

import io.atolldb.clock.RegionId;
import io.atolldb.replication.PeerRegion;
import io.atolldb.request.TablePorts;
import io.atolldb.table.TableId;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// What the operations on tables need, made of fakes: two peers, a copy in Europe that is 40 per
/// cent done, counted identities, and one moment.
public final class FakePorts implements TablePorts.CopyProgress {

  /// When everything happens: 2023-11-14T22:13:20.123Z.
  public static final long NOW = 1_700_000_000_123L;

  public final FakeRegion region;
  public final FakePeer europe = new FakePeer("eu-west-1");
  public final FakePeer asia = new FakePeer("ap-northeast-1");

  /// When Europe was last heard of, if that is long ago.
  public @Nullable Long europeSilentSince;

  public FakePorts(FakeRegion region) {
    this.region = region;
  }

  @Override
  public OptionalInt percent(TableId table, RegionId asked) {
    return asked.equals(europe.region()) ? OptionalInt.of(40) : OptionalInt.empty();
  }

  @Override
  public @Nullable Long silentSinceMillis(RegionId asked) {
    return asked.equals(europe.region()) ? europeSilentSince : null;
  }

  public TablePorts ports() {
    var peers = new TreeMap<RegionId, PeerRegion>();
    peers.put(europe.region(), europe);
    peers.put(asia.region(), asia);
    var identities = new AtomicLong();
    return new TablePorts(
        region,
        peers,
        this,
        new NoStreams(),
        () -> new UUID(1, identities.incrementAndGet()),
        () -> NOW);
  }
}
