package io.atolldb.operation;

import io.atolldb.catalog.CapacityUnits;
import io.atolldb.catalog.Index;
import org.jspecify.annotations.Nullable;

/// One global index of a table that is there is to be made, to get other capacity, or to go.
public sealed interface IndexChange {

  String name();

  record Create(Index index) implements IndexChange {
    @Override
    public String name() {
      return index.name();
    }
  }

  /// Null leaves a setting as it is.
  record Update(
      String name,
      @Nullable CapacityUnits provisioned,
      @Nullable CapacityUnits onDemand,
      @Nullable CapacityUnits warm)
      implements IndexChange {}

  record Delete(String name) implements IndexChange {}
}
