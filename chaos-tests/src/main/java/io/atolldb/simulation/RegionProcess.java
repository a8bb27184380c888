package io.atolldb.simulation;

import io.atolldb.catalog.Table;
import io.atolldb.conflicts.ConflictLimits;
import io.atolldb.globaltable.Member;
import io.atolldb.globaltable.MemberStatus;
import io.atolldb.operation.Transaction;
import io.atolldb.region.RegionAgents;
import io.atolldb.region.RegionAgents.Neighbour;
import io.atolldb.region.RegionAgents.Surroundings;
import io.atolldb.region.RegionCore;
import io.atolldb.region.ReplicaPages;
import io.atolldb.replication.Agent;
import io.atolldb.simulation.History.Call;
import io.atolldb.writer.Pending;
import io.atolldb.writer.Transacted;
import io.atolldb.writer.Written;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// One life of a region's process: the production agents, stepped by events until it dies.
public final class RegionProcess {

  /// Calls that are answered together, in the order in which they were made.
  private record Waiting(List<Call> calls, BooleanSupplier done, Supplier<List<Written>> answers) {}

  private final SimulatedRegion region;
  private final World world;
  private final RegionCore core;
  private final RegionAgents agents;
  private final ReplicaPages pages;
  private final List<Waiting> waiting = new ArrayList<>();

  RegionProcess(SimulatedRegion region, World world, RegionCore core) {
    this.region = region;
    this.world = world;
    this.core = core;
    var neighbours = new ArrayList<Neighbour>();
    for (SimulatedRegion other : world.others(region.id())) {
      neighbours.add(
          new Neighbour(
              other.id(),
              other.kafka().feed(region.id()),
              new SimulatedPeer(region.id(), other, world.network())));
    }
    var around =
        new Surroundings(
            region::wallMillis,
            world.timeline()::nowMillis,
            world.dice().generator(),
            ConflictLimits.USUAL,
            world.forgetting());
    this.agents = new RegionAgents(core, region.kafka(), neighbours, around);
    this.pages = agents.pages();
    agents.all().forEach(this::stepSoon);
  }

  private void stepSoon(Agent agent) {
    world.timeline().after(world.busyMillis(), () -> step(agent));
  }

  private void step(Agent agent) {
    if (region.process() != this) return; // a step of a life that is over
    int done = work(agent);
    if (region.diesOfItsDisk()) return;
    if (agent == core.writer() && done > 0) answerCalls();
    if (done > 0) stepSoon(agent);
    else world.timeline().after(world.idleMillis(), () -> step(agent));
  }

  private static int work(Agent agent) {
    try {
      return agent.doWork();
    } catch (FragileDisk.PowerFailure failure) {
      return 0; // whoever asks the disk next learns of it
    }
  }

  Call submit(ClientWrite write) {
    Call call = asked(write);
    Pending<Written> pending = core.writer().submit(write);
    waiting.add(new Waiting(List.of(call), pending::isDone, () -> List.of(pending.get())));
    return call;
  }

  List<Call> submit(List<ClientWrite> writes) {
    List<Call> calls = writes.stream().map(this::asked).toList();
    var pending = core.writer().submit(new Transaction(List.copyOf(writes), null));
    waiting.add(new Waiting(calls, pending::isDone, () -> each(pending.get(), calls.size())));
    return calls;
  }

  private Call asked(ClientWrite write) {
    return world.history().asked(region.id(), write, world.timeline().nowMillis());
  }

  private static List<Written> each(Transacted answer, int writes) {
    return switch (answer) {
      case Transacted.Done(var done) -> List.copyOf(done);
      case Transacted.Refused(var fault) -> Collections.nCopies(writes, new Written.Refused(fault));
      case Transacted.Repeated _ -> throw new IllegalStateException("no token was sent");
    };
  }

  private void answerCalls() {
    for (Waiting each : List.copyOf(waiting)) {
      if (!each.done.getAsBoolean()) continue;
      waiting.remove(each);
      List<Written> answers = each.answers.get();
      for (int at = 0; at < answers.size(); at++) {
        world.answered(each.calls.get(at), answers.get(at));
      }
    }
  }

  void leaveCallsOpen() {
    for (Waiting each : waiting) {
      for (Call call : each.calls) world.history().leftOpen(call, world.timeline().nowMillis());
    }
    waiting.clear();
  }

  public RegionCore core() {
    return core;
  }

  public RegionAgents agents() {
    return agents;
  }

  ReplicaPages pages() {
    return pages;
  }

  /// Whether a replica is being made, here or elsewhere, as far as this region knows.
  boolean knowsOfUnfinishedReplicas() {
    for (Table table : core.state().tables().byName().values()) {
      for (Member member : table.descriptor().members().values()) {
        if (member.status() == MemberStatus.CREATING) return true;
      }
    }
    return false;
  }

  boolean fillsIndexes() {
    Table table = core.state().tables().of(World.TABLE);
    return table != null && table.isHere() && !table.filling().isEmpty();
  }

  /// Whether nothing waits here and everything of this region's log is in its stream.
  boolean isQuiet() {
    return waiting.isEmpty()
        && core.writer().queued() == 0
        && agents.publisher().publishedThrough() == core.log().lastSequence();
  }
}
