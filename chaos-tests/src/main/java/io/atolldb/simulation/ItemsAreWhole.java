package io.atolldb.simulation;

import io.atolldb.stored.ItemVersion;

/// An item is always the image of one write, never a mixture of two.
public final class ItemsAreWhole implements Invariant {

  @Override
  public void shown(SimulatedRegion region, String name, ItemVersion item) {
    if (item.exists() && !ClientWrite.isWhole(item.item())) {
      throw new AssertionError(region.id() + " shows a mixture under " + name + ": " + item.item());
    }
  }
}
