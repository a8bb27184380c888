package io.atolldb.region;

import io.atolldb.clock.HybridTimestamp;
import io.atolldb.clock.RegionId;
import io.atolldb.globaltable.Member;
import io.atolldb.globaltable.MemberStatus;
import io.atolldb.globaltable.TableDescriptor;
import io.atolldb.item.Bytes;
import io.atolldb.item.Item;
import io.atolldb.replication.PeerRegion;
import io.atolldb.table.KeyAttribute;
import io.atolldb.table.KeySchema;
import io.atolldb.table.ScalarType;
import io.atolldb.table.TableId;
import io.atolldb.version.VersionVector;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Another region that only answers which tables it has.
public final class FakePeer implements PeerRegion {

  private final RegionId region;
  private final Map<String, TableDescriptor> tables = new ConcurrentHashMap<>();
  private volatile boolean down;

  public FakePeer(String name) {
    this.region = new RegionId(name);
  }

  /// A table of its own, of that name.
  public void holds(String name) {
    var now = HybridTimestamp.of(1, 0, region);
    var members = new TreeMap<RegionId, Member>();
    members.put(region, new Member(MemberStatus.ACTIVE, now, ""));
    tables.put(
        name,
        new TableDescriptor(
            new TableId(new UUID(7, tables.size())),
            name,
            new KeySchema(new KeyAttribute("pk", ScalarType.S), null),
            0,
            Item.ABSENT,
            now,
            members));
  }

  public void goesDown() {
    down = true;
  }

  public void comesUp() {
    down = false;
  }

  @Override
  public RegionId region() {
    return region;
  }

  @Override
  public @Nullable TableDescriptor tableNamed(String name) throws PeerUnavailable {
    if (down) throw new PeerUnavailable("down", null);
    return tables.get(name);
  }

  @Override
  public VersionVector applied() throws PeerUnavailable {
    throw new PeerUnavailable("nothing is copied from a fake", null);
  }

  @Override
  public boolean sendAgain(long written) throws PeerUnavailable {
    throw new PeerUnavailable("nothing is sent by a fake", null);
  }

  @Override
  public long freeze() throws PeerUnavailable {
    throw new PeerUnavailable("nothing is copied from a fake", null);
  }

  @Override
  public Page frozenPage(long view, TableId table, @Nullable Bytes afterKey, int limit)
      throws PeerUnavailable {
    throw new PeerUnavailable("nothing is copied from a fake", null);
  }

  @Override
  public void thaw(long view) throws PeerUnavailable {
    throw new PeerUnavailable("nothing is copied from a fake", null);
  }

  @Override
  public Page page(TableId table, @Nullable Bytes afterKey, int limit) throws PeerUnavailable {
    throw new PeerUnavailable("nothing is copied from a fake", null);
  }
}
