package io.atolldb.wire;

import io.atolldb.region.Region;
import io.atolldb.request.BatchGetItemCall;
import io.atolldb.request.BatchWriteItemCall;
import io.atolldb.request.DeleteItemCall;
import io.atolldb.request.GetItemCall;
import io.atolldb.request.PutItemCall;
import io.atolldb.request.QueryCall;
import io.atolldb.request.ScanCall;
import io.atolldb.request.TablePorts;
import io.atolldb.request.UpdateItemCall;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Every operation that is served, one row each: how its request is read, what it does, and how its
/// answer is written. What is not here is unknown.
final class OperationTable {

  /// What an operation's name stands behind in the header that names it.
  static final String TARGET_PREFIX = "DynamoDB_20120810.";

  private final Map<String, OperationRow<?, ?>> byTarget = new HashMap<>();

  private OperationTable(
      List<OperationRow<?, ?>> rows,
      List<OperationRow<?, ?>> streamRows,
      List<OperationRow<?, ?>> scalingRows) {
    add(TARGET_PREFIX, rows);
    add(StreamRows.TARGET_PREFIX, streamRows);
    add(ScalableTargetRows.TARGET_PREFIX, scalingRows);
  }

  private void add(String prefix, List<OperationRow<?, ?>> rows) {
    for (OperationRow<?, ?> row : rows) byTarget.put(prefix + row.name(), row);
  }

  static OperationTable of(TablePorts ports) {
    var rows = new ArrayList<OperationRow<?, ?>>(itemRows(ports.region()));
    rows.addAll(StatementRows.of(ports.region()));
    rows.addAll(TableRows.of(ports));
    rows.addAll(TimeToLiveRows.of(ports));
    rows.addAll(TransactionRows.of(ports.region()));
    rows.addAll(LegacyGlobalTableRows.rows());
    rows.addAll(TagRows.of(ports.region()));
    rows.addAll(PolicyRows.of(ports));
    rows.addAll(InsightRows.of(ports));
    rows.addAll(AutoScalingRows.of(ports.region()));
    return new OperationTable(rows, StreamRows.of(ports), ScalableTargetRows.of(ports.region()));
  }

  private static List<OperationRow<?, ?>> itemRows(Region region) {
    return List.of(
        new OperationRow<>(
            "BatchGetItem",
            BatchGetItemJson::read,
            new BatchGetItemCall(region)::answer,
            BatchGetItemJson::write),
        new OperationRow<>(
            "BatchWriteItem",
            BatchWriteItemJson::read,
            new BatchWriteItemCall(region)::answer,
            BatchWriteItemJson::write),
        new OperationRow<>(
            "DeleteItem", DeleteItemJson::read, new DeleteItemCall(region)::answer, Answers::write),
        new OperationRow<>(
            "GetItem", GetItemJson::read, new GetItemCall(region)::answer, GetItemJson::write),
        new OperationRow<>(
            "PutItem", PutItemJson::read, new PutItemCall(region)::answer, Answers::write),
        new OperationRow<>(
            "Query", PageJson::query, new QueryCall(region)::answer, PageJson::write),
        new OperationRow<>("Scan", PageJson::scan, new ScanCall(region)::answer, PageJson::write),
        new OperationRow<>(
            "UpdateItem",
            UpdateItemJson::read,
            new UpdateItemCall(region)::answer,
            Answers::write));
  }

  /// The operation that `X-Amz-Target` names; null if it names none that is served.
  @Nullable OperationRow<?, ?> named(@Nullable String target) {
    return target == null ? null : byTarget.get(target);
  }

  Iterable<OperationRow<?, ?>> rows() {
    return byTarget.values();
  }
}
