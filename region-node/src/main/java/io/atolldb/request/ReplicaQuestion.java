package io.atolldb.request;

import io.atolldb.clock.RegionId;
import io.atolldb.fault.ApiFault;
import io.atolldb.fault.Refusal;
import io.atolldb.globaltable.MemberStatus;
import io.atolldb.globaltable.TableDescriptor;
import io.atolldb.operation.ReplicaRules;
import io.atolldb.replication.PeerRegion;
import io.atolldb.table.TableId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks another region whether it has room for a replica, before one is promised.
///
/// A region that cannot be reached does not hold up the one that is asked: the replica is then
/// accepted, stays CREATING until the other region comes up, and becomes CREATION_FAILED if a table
/// of its name turns out to be there.
public record ReplicaQuestion(TablePorts ports) {

  private static final Logger LOG = LoggerFactory.getLogger(ReplicaQuestion.class);

  /// Refuses if the region is none, or holds another table of that name.
  public void requireRoom(String name, @Nullable TableId table, RegionId region) throws Refusal {
    PeerRegion peer = ports.peers().get(region);
    if (peer == null) {
      throw Refusal.invalid(
          "One or more parameter values were invalid: Region "
              + region
              + " is not connected to "
              + ports.region().id()
              + "; connected are "
              + ports.peers().keySet());
    }
    TableDescriptor there = ask(peer, name);
    boolean other =
        there != null
            && (!there.id().equals(table) || there.statusOf(region) == MemberStatus.DISASSOCIATED);
    if (other) {
      throw new Refusal(ReplicaRules.alreadyThere(name));
    }
  }

  private static @Nullable TableDescriptor ask(PeerRegion peer, String name) throws Refusal {
    try {
      return peer.tableNamed(name);
    } catch (PeerRegion.PeerUnavailable unavailable) {
      LOG.warn(
          "replica.unasked region={} table={} reason={}",
          peer.region(),
          name,
          unavailable.getMessage());
      return null;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new Refusal(new ApiFault.InternalFailure("The region is stopping"));
    }
  }
}
