package io.atolldb.differential;

import io.atolldb.differential.Schema.Attribute;
import io.atolldb.differential.Schema.Index;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Tables of all kinds: with and without a sort key and indexes, keys of every type.
final class Schemas {

  private static final List<Attribute> INDEXED =
      List.of(new Attribute("txt", "S"), new Attribute("num", "N"), new Attribute("bin", "B"));

  private final Chance chance;

  Schemas(Chance chance) {
    this.chance = chance;
  }

  Schema any(String table) {
    Attribute hash = new Attribute("pk", type());
    Attribute range = chance.oneIn(3) ? null : new Attribute("sk", type());
    var indexes = new ArrayList<Index>();
    if (range != null) {
      for (int left = chance.below(3); left > 0; left--) indexes.add(local(hash, left));
    }
    for (int left = chance.below(3); left > 0; left--) indexes.add(global(hash, range, left));
    return new Schema(table, new Schema.Key(hash, range), List.copyOf(indexes));
  }

  private String type() {
    return chance.of("S", "S", "N", "N", "B");
  }

  private Index local(Attribute hash, int number) {
    return index("local-" + number, false, new Schema.Key(hash, chance.in(INDEXED)));
  }

  private Index global(Attribute hash, @Nullable Attribute range, int number) {
    List<Attribute> other = chance.shuffled(INDEXED);
    Attribute second = chance.of(other.get(1), other.get(1), hash, range, null);
    return index("global-" + number, true, new Schema.Key(other.getFirst(), second));
  }

  private Index index(String name, boolean global, Schema.Key key) {
    return new Index(
        name, global, key, chance.of("ALL", "KEYS_ONLY", "INCLUDE"), List.of("a", "doc"));
  }
}
