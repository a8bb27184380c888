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

  /// Has a value of its type wherever it is.
  static final Attribute LATER = new Attribute("later", "S");

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
    String stream =
        chance.oneIn(2)
            ? null
            : chance.of("NEW_AND_OLD_IMAGES", "NEW_AND_OLD_IMAGES", "NEW_IMAGE", "OLD_IMAGE");
    return new Schema(table, new Schema.Key(hash, range), List.copyOf(indexes), stream);
  }

  /// A global index that a table can be given later. Items that could not be in it would stay out
  /// with the service, but not with DynamoDB Local.
  Index later(Schema table) {
    Attribute second = chance.of(table.key().hash(), table.key().range(), null);
    return index("global-7", true, new Schema.Key(LATER, second));
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
        Index.named(name),
        global,
        key,
        chance.of("ALL", "KEYS_ONLY", "INCLUDE"),
        List.of("a", "doc"));
  }
}
