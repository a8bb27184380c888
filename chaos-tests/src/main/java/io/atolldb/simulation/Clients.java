package io.atolldb.simulation;

import io.atolldb.simulation.ClientWrite.Kind;
import java.util.List;

/// Clients that write to few keys from all sides.
public final class Clients {

  private static final List<Kind> MOSTLY_PUTS =
      List.of(Kind.PUT, Kind.PUT, Kind.PUT, Kind.INSERT, Kind.UPDATE, Kind.UPDATE, Kind.DELETE);

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
    String name = "cart-" + world.dice().below(keys);
    Kind kind = world.dice().pick(MOSTLY_PUTS);
    world.ask(region.id(), kind, name, region.id() + "-" + ++written);
  }

  public void stop() {
    stopped = true;
  }
}
