package io.atolldb.rest;

import io.atolldb.fault.Refusal;
import io.atolldb.wire.RestApi;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a path names.
sealed interface RestPath {

  record AllTables() implements RestPath {}

  record OneTable(String name) implements RestPath {}

  record AllItems(String table) implements RestPath {}

  /// `sort` is null where the path ends with the partition key.
  record OneItem(String table, String partition, @Nullable String sort) implements RestPath {}

  record Unknown() implements RestPath {}

  /// Of an undecoded path: a slash within a key is sent as `%2F`.
  static RestPath parse(String uri) throws Refusal {
    String[] parts = uri.substring(RestApi.PREFIX.length()).split("/", -1);
    List<String> names = new ArrayList<>();
    for (String part : parts) names.add(PercentText.decode(part));
    if (!names.getFirst().equals("tables")) return new Unknown();
    boolean items = names.size() > 2 && names.get(2).equals("items");
    return switch (names.size()) {
      case 1 -> new AllTables();
      case 2 -> names.get(1).isEmpty() ? new Unknown() : new OneTable(names.get(1));
      case 3 -> items ? new AllItems(names.get(1)) : new Unknown();
      case 4 -> items ? new OneItem(names.get(1), names.get(3), null) : new Unknown();
      case 5 -> items ? new OneItem(names.get(1), names.get(3), names.get(4)) : new Unknown();
      default -> new Unknown();
    };
  }
}
