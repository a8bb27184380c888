package io.atolldb.simulation;

import io.atolldb.simulation.ClientWrite.Kind;
import java.util.ArrayList;
import java.util.List;

/// Clients that write to few keys from all sides, one at a time or several in a transaction.
public final class Clients {

  private static final List<Kind> MOSTLY_PUTS =
      List.of(
          Kind.PUT,
          Kind.PUT,
          Kind.PUT,
          Kind.INSERT,
          Kind.UPDATE,
          Kind.UPDATE,
          Kind.DELETE,
          Kind.REMOVE);

  /// Those whose writes can be told from what is left of them.
  private static final List<Kind> IN_TRANSACTIONS =
      List.of(Kind.PUT, Kind.PUT, Kind.PUT, Kind.INSERT, Kind.UPDATE);

  private static final int TRANSACTION_PERCENT = 30;

  private final World world;
  private final int keys;
  private final long pauseMillisMax;
  private int written;
  private boolean stopped;

  public Clients(World world, int keys, long pauseMillisMax) {
    this.world = world;
    this.keys = keys;
    this.pauseMillisMax = pauseMillisMax;
  }

  public void start() {
    for (SimulatedRegion region : world.regions()) next(region);
  }

  private void next(SimulatedRegion region) {
    world
        .timeline()
        .after(
            world.dice().between(0, pauseMillisMax),
            () -> {
              if (stopped) return;
              if (region.isRunning()) write(region);
              next(region);
            });
  }

  private void write(SimulatedRegion region) {
    if (keys > 1 && world.dice().chance(TRANSACTION_PERCENT)) {
      writeTogether(region);
      return;
    }
    String name = "cart-" + world.dice().below(keys);
    Kind kind = world.dice().pick(MOSTLY_PUTS);
    world.ask(region.id(), kind, name, region.id() + "-" + ++written);
  }

  private void writeTogether(SimulatedRegion region) {
    int first = world.dice().below(keys);
    int count = (int) world.dice().between(2, keys);
    var names = new ArrayList<String>();
    for (int at = 0; at < count; at++) names.add("cart-" + (first + at) % keys);
    String value = TransactionsAreWhole.value(region.id() + "-" + ++written, names);
    var writes = new ArrayList<ClientWrite>();
    for (String name : names) {
      writes.add(new ClientWrite(World.TABLE, name, world.dice().pick(IN_TRANSACTIONS), value));
    }
    world.askTogether(region.id(), writes);
  }

  public void stop() {
    stopped = true;
  }
}
