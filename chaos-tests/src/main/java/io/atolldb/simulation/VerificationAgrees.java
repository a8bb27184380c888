package io.atolldb.simulation;

import io.atolldb.proof.Comparison;
import io.atolldb.proof.Comparison.Outcome;

/// When everything has arrived, comparing any two regions proves them equal.
public final class VerificationAgrees implements Invariant {

  @Override
  public void settled(World world) {
    for (SimulatedRegion here : world.regions()) {
      for (SimulatedRegion there : world.others(here.id())) check(here, there);
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
