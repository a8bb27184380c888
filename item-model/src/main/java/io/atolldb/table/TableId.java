package io.atolldb.table;

import java.util.UUID;

/// The identity of a table, the same in all of its regions. A table that is deleted and created
/// again under its name has another one, so that late changes of the old one cannot reach it.
public record TableId(UUID uuid) implements Comparable<TableId> {

  public static TableId parse(String text) {
    return new TableId(UUID.fromString(text));
  }

  @Override
  public int compareTo(TableId that) {
    return toString().compareTo(that.toString());
  }

  @Override
  public String toString() {
    return uuid.toString();
  }
}
