package io.atolldb.replication;

import io.atolldb.clock.RegionId;
import io.atolldb.globaltable.TableDescriptor;
import io.atolldb.item.Bytes;
import io.atolldb.table.TableId;
import io.atolldb.version.VersionVector;
import org.jspecify.annotations.Nullable;

/// A peer that cannot be reached while the link from it is cut by [LinkFaults].
public record FaultyPeer(PeerRegion peer, LinkFaults faults) implements PeerRegion {

  @Override
  public RegionId region() {
    return peer.region();
  }

  @Override
  public @Nullable TableDescriptor tableNamed(String name)
      throws PeerUnavailable, InterruptedException {
    refuseWhenCut();
    return peer.tableNamed(name);
  }

  @Override
  public VersionVector applied() throws PeerUnavailable, InterruptedException {
    refuseWhenCut();
    return peer.applied();
  }

  @Override
  public boolean sendAgain(long written) throws PeerUnavailable, InterruptedException {
    refuseWhenCut();
    return peer.sendAgain(written);
  }

  @Override
  public @Nullable Page page(TableId table, @Nullable Bytes afterKey, int limit)
      throws PeerUnavailable, InterruptedException {
    refuseWhenCut();
    return peer.page(table, afterKey, limit);
  }

  @Override
  public long freeze() throws PeerUnavailable, InterruptedException {
    refuseWhenCut();
    return peer.freeze();
  }

  @Override
  public @Nullable Page frozenPage(long view, TableId table, @Nullable Bytes afterKey, int limit)
      throws PeerUnavailable, ViewGone, InterruptedException {
    refuseWhenCut();
    return peer.frozenPage(view, table, afterKey, limit);
  }

  @Override
  public void thaw(long view) throws PeerUnavailable, InterruptedException {
    refuseWhenCut();
    peer.thaw(view);
  }

  private void refuseWhenCut() throws PeerUnavailable {
    if (faults.of(region()).cut()) {
      throw new PeerUnavailable("the link from " + region() + " is cut on purpose", null);
    }
  }
}
