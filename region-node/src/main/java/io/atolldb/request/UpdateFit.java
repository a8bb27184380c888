package io.atolldb.request;

import io.atolldb.catalog.Index;
import io.atolldb.catalog.Table;
import io.atolldb.expression.Update;
import io.atolldb.fault.ApiFault;
import io.atolldb.fault.Refusal;
import io.atolldb.index.IndexKeyCheck;
import io.atolldb.table.KeyAttribute;
import io.atolldb.table.KeySchema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What of an update can be held against its table before any item is looked at.
final class UpdateFit {

  private UpdateFit() {}

  static void require(Table table, Update update) throws Refusal {
    requireNoKeyAttribute(table.keys(), update);
    requireIndexTypes(table, update);
    KeyPaths.require(table, update);
  }

  /// Of several keys the first one of the schema is told.
  static void requireNoKeyAttribute(KeySchema keys, Update update) throws Refusal {
    List<String> changed = update.attributes();
    requireUnchanged(keys.partition(), changed);
    requireUnchanged(keys.sort(), changed);
  }

  private static void requireUnchanged(@Nullable KeyAttribute key, List<String> changed)
      throws Refusal {
    if (key == null || !changed.contains(key.name())) return;
    throw Refusal.invalid(
        "One or more parameter values were invalid: Cannot update attribute "
            + key.name()
            + ". This attribute is part of the key");
  }

  private static void requireIndexTypes(Table table, Update update) throws Refusal {
    for (Index index : table.indexes().all()) {
      for (int at = 0; at < index.keys().size(); at++) {
        KeyAttribute key = index.keys().attribute(at);
        String type = update.knownType(key.name());
        if (type == null || type.equals(key.type().name())) continue;
        ApiFault fault = IndexKeyCheck.mismatch(index, key, type, update);
        throw new Refusal(fault);
      }
    }
  }
}
