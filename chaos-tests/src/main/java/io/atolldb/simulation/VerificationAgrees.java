package io.atolldb.simulation;

import io.atolldb.proof.Comparison;
import io.atolldb.proof.Comparison.Outcome;

/// When everything has arrived, comparing any two regions proves them equal: by the digests that
/// followed every write, and by those of the stores read afresh.
public final class VerificationAgrees implements Invariant {

  @Override
  public void settled(World world) {
    for (SimulatedRegion here : world.regions()) {
      here.running().core().state().digests().of(World.TABLE);
      for (SimulatedRegion there : world.others(here.id())) check(here, there);
    }
    for (SimulatedRegion here : world.regions()) {
      var digests = here.running().core().state().digests();
      var followed = digests.of(World.TABLE);
      digests.readAgain(World.TABLE);
      if (!followed.equals(digests.of(World.TABLE))) {
        throw new AssertionError(here.id() + "'s digest is not that of its store");
      }
    }
  }

  private static void check(SimulatedRegion here, SimulatedRegion there) {
    Outcome outcome = compare(here, there);
    if (!outcome.isEqual()) {
      throw new AssertionError(here.id() + " finds " + outcome);
    }
  }

  static Outcome compare(SimulatedRegion here, SimulatedRegion there) {
    try {
      return new Comparison(
              World.TABLE, here.running().agents().compared(), there.running().agents().compared())
          .run();
    } catch (InterruptedException stopped) {
      throw new AssertionError("nobody interrupts a simulation", stopped);
    }
  }
}
