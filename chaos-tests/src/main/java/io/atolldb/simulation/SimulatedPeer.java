package io.atolldb.simulation;

import io.atolldb.catalog.Table;
import io.atolldb.clock.RegionId;
import io.atolldb.globaltable.TableDescriptor;
import io.atolldb.item.Bytes;
import io.atolldb.replication.PeerRegion;
import io.atolldb.table.TableId;
import io.atolldb.version.VersionVector;
import org.jspecify.annotations.Nullable;

/// Another region, asked directly across the network.
record SimulatedPeer(RegionId asker, SimulatedRegion asked, Network network) implements PeerRegion {

  /// Small, so that what belongs together is on several pages.
  private static final int PAGE_LIMIT = 2;

  @Override
  public RegionId region() {
    return asked.id();
  }

  @Override
  public @Nullable TableDescriptor tableNamed(String name) throws PeerUnavailable {
    Table table = reached().core().state().tables().named(name);
    return table == null ? null : table.descriptor();
  }

  @Override
  public VersionVector applied() throws PeerUnavailable {
    return reached().pages().applied();
  }

  @Override
  public boolean sendAgain(long written) throws PeerUnavailable {
    return reached().agents().publisher().sendAgain(written);
  }

  @Override
  public @Nullable Page page(TableId table, @Nullable Bytes afterKey, int limit)
      throws PeerUnavailable {
    return reached().pages().page(table, afterKey, Math.min(limit, PAGE_LIMIT));
  }

  @Override
  public long freeze() throws PeerUnavailable {
    return reached().pages().freeze();
  }

  @Override
  public @Nullable Page frozenPage(long view, TableId table, @Nullable Bytes afterKey, int limit)
      throws PeerUnavailable, ViewGone {
    return reached().pages().page(view, table, afterKey, Math.min(limit, PAGE_LIMIT));
  }

  @Override
  public void thaw(long view) throws PeerUnavailable {
    reached().pages().thaw(view);
  }

  private RegionProcess reached() throws PeerUnavailable {
    RegionProcess process = asked.process();
    if (process == null) throw new PeerUnavailable(asked.id() + " is down", null);
    if (!network.canAsk(asker, asked.id())) {
      throw new PeerUnavailable(asked.id() + " cannot be reached", null);
    }
    return process;
  }
}
