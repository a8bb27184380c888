package io.atolldb.simulation;

import io.atolldb.replication.ChangeRecord;
import java.util.HashMap;
import java.util.Map;

/// Of all writes of one item that a condition has allowed, in whatever region they were asked for,
/// each had seen the one before it: so no two were allowed by the same version, and together they
/// are linearizable. True where conditions have a home; nowhere else.
public final class ConditionsAreJudgedInOneLine implements Invariant {

  @Override
  public void settled(World world) {
    var writes = new DurableWrites(world);
    Map<String, ChangeRecord> latest = new HashMap<>();
    for (ChangeRecord write : writes.all()) {
      if (!write.conditional()) continue;
      ChangeRecord before = latest.put(World.nameOf(write.key()), write);
      if (before == null || writes.hadSeen(write, before)) continue;
      throw new AssertionError("two were allowed beside each other: " + before + " and " + write);
    }
  }
}
