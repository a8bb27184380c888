package io.atolldb.admin;

import io.atolldb.conflicts.Conflict;
import io.atolldb.region.Region;
import io.atolldb.replication.ConflictStream;
import java.util.function.Function;

/// What the topic of conflicts says of one: the JSON of the admin port, on one line.
public record ConflictText(Region region) implements Function<Conflict, ConflictStream.Entry> {

  @Override
  public ConflictStream.Entry apply(Conflict conflict) {
    return ConflictView.of(region.tables(), conflict).entry();
  }
}
