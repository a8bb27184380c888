package io.atolldb.table;

import java.util.UUID;

/// The identity of a table, the same in all of its regions. A table that is deleted and created
/// again under its name has another one, so that late changes of the old one cannot reach it.
public record TableId(UUID uuid) implements Comparable<TableId> {

  public static TableId parse(String text) {
    return new TableId(UUID.fromString(text));
  }

  /// In the order of the texts.
  @Override
  public int compareTo(TableId that) {
    int order =
        Long.compareUnsigned(uuid.getMostSignificantBits(), that.uuid.getMostSignificantBits());
    return order != 0
        ? order
        : Long.compareUnsigned(uuid.getLeastSignificantBits(), that.uuid.getLeastSignificantBits());
  }

  @Override
  public String toString() {
    return uuid.toString();
  }
}
