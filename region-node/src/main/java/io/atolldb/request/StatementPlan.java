package io.atolldb.request;

import io.atolldb.expression.Condition;
import io.atolldb.expression.InvalidExpression;
import io.atolldb.fault.Refusal;
import io.atolldb.item.Bytes;
import io.atolldb.item.KeyRange;
import io.atolldb.partiql.BoundStatement;
import io.atolldb.partiql.BoundStatement.Order;
import io.atolldb.partiql.KeyAccess;
import io.atolldb.table.IndexKeys;
import io.atolldb.table.KeyAttribute;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a `SELECT` reads: the runs of keys, partition by partition, in the order in which they are
/// read. A statement that names no partition key reads the whole table, or index, as one.
///
/// @param ascending the direction in each run
record StatementPlan(List<List<KeyRange>> partitions, boolean ascending) {

  StatementPlan {
    partitions = List.copyOf(partitions);
  }

  static StatementPlan of(BoundStatement.Select select, IndexKeys keys) throws Refusal {
    for (Order order : select.order()) {
      if (keys.isKey(order.attribute())) continue;
      throw Refusal.invalid(
          "Variable reference %s in ORDER BY clause must be part of the primary key"
              .formatted(order.attribute()));
    }
    List<KeyAccess.Partition> access = access(select.where(), keys);
    if (access == null) {
      if (select.order().isEmpty()) return new StatementPlan(List.of(List.of(KeyRange.ALL)), true);
      throw Refusal.invalid(
          "Must have at least one non-optional hash key condition in WHERE clause when using ORDER"
              + " BY clause.");
    }
    boolean ascending = ascends(select, keys.sort());
    var partitions = new ArrayList<List<KeyRange>>();
    for (KeyAccess.Partition partition : access) {
      Keys.requirePartition(keys, partition.values());
      partitions.add(ascending ? partition.ranges() : partition.ranges().reversed());
    }
    boolean inOrder = ascends(select, keys.partition());
    return new StatementPlan(inOrder ? partitions : partitions.reversed(), ascending);
  }

  private static @Nullable List<KeyAccess.Partition> access(Condition where, IndexKeys keys)
      throws Refusal {
    try {
      return KeyAccess.of(where, keys);
    } catch (InvalidExpression invalid) {
      throw Refusal.invalid(invalid.text());
    }
  }

  /// As the first of these attributes says that the statement orders by.
  private static boolean ascends(BoundStatement.Select select, List<KeyAttribute> attributes) {
    for (Order order : select.order()) {
      for (KeyAttribute attribute : attributes) {
        if (order.attribute().equals(attribute.name())) return order.ascending();
      }
    }
    return true;
  }

  /// What is left to read behind a key.
  StatementPlan after(Bytes key) throws Refusal {
    for (int partition = 0; partition < partitions.size(); partition++) {
      List<KeyRange> runs = partitions.get(partition);
      for (int run = 0; run < runs.size(); run++) {
        KeyRange range = runs.get(run);
        if (!range.contains(key)) continue;
        var left = new ArrayList<KeyRange>();
        left.add(ascending ? range.after(key) : range.before(key));
        left.addAll(runs.subList(run + 1, runs.size()));
        var all = new ArrayList<List<KeyRange>>();
        all.add(left);
        all.addAll(partitions.subList(partition + 1, partitions.size()));
        return new StatementPlan(all, ascending);
      }
    }
    throw StatementToken.invalid();
  }
}
