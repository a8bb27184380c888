package io.atolldb.request;

import io.atolldb.catalog.Table;
import io.atolldb.expression.Condition;
import io.atolldb.expression.ConditionAttributes;
import io.atolldb.expression.Projection;
import io.atolldb.expression.Update;
import io.atolldb.fault.Refusal;
import io.atolldb.partiql.SelectList;
import io.atolldb.table.KeyAttribute;
import java.util.SortedSet;

/// Keys of tables and indexes are scalars: no expression may look inside of one.
final class KeyPaths {

  private KeyPaths() {}

  static void require(Table table, Condition condition) throws Refusal {
    require(table, ConditionAttributes.opened(condition));
  }

  static void require(Table table, Projection projection) throws Refusal {
    require(table, projection.opened());
  }

  static void require(Table table, SelectList list) throws Refusal {
    require(table, list.opened());
  }

  static void require(Table table, Update update) throws Refusal {
    require(table, update.opened());
  }

  private static void require(Table table, SortedSet<String> opened) throws Refusal {
    if (opened.isEmpty()) return;
    for (KeyAttribute key : table.indexes().keyAttributes(table.keys())) {
      if (!opened.contains(key.name())) continue;
      throw Refusal.invalid(
          "Key attributes must be scalars; list random access '[]' and map lookup '.' are not"
              + " allowed: "
              + (table.keys().isKey(key.name()) ? "Key: " : "IndexKey: ")
              + key.name());
    }
  }
}
