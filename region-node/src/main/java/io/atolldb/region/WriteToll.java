package io.atolldb.region;

import io.atolldb.capacity.KeyInsights;
import io.atolldb.capacity.TableMeter;
import io.atolldb.capacity.TableMeters;
import io.atolldb.capacity.TableUnits;
import io.atolldb.capacity.Units;
import io.atolldb.catalog.Index;
import io.atolldb.catalog.Table;
import io.atolldb.catalog.Tables;
import io.atolldb.fault.ApiFault;
import io.atolldb.fault.CancellationReason;
import io.atolldb.index.WriteCost;
import io.atolldb.item.Bytes;
import io.atolldb.item.Item;
import io.atolldb.operation.Current;
import io.atolldb.operation.Decision;
import io.atolldb.operation.ItemOperation;
import io.atolldb.operation.Transaction;
import io.atolldb.table.TableId;
import io.atolldb.writer.Transacted;
import io.atolldb.writer.Written;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a write meets at the door of a region: it passes while its table, and every global index
/// that it changes, has units, and pays when it is known what it did. A condition that fails costs
/// as much as looking at the item did.
///
/// @param items where to look at an item to see which indexes a write of it will change
record WriteToll(TableMeters meters, Items items) {

  /// Items as a reader sees them.
  interface Items {
    Current read(TableId table, Bytes key);
  }

  /// Why the write may not pass now; null if it may.
  Written.@Nullable Refused refused(Tables tables, ItemOperation operation) {
    Table table = tables.of(operation.table());
    if (table == null) return null; // the writer refuses it
    TableMeter meter = meters.of(table);
    ApiFault fault = meter.own().refusedWrite(operation.key());
    if (fault == null && meter.hasDryIndex()) fault = refusedByIndex(table, meter, operation);
    return fault == null ? null : new Written.Refused(fault);
  }

  /// What the write will change is told by deciding it here, beside the writer, on what is there
  /// now: a write in between may make that untrue, and then one write more or less has passed.
  private @Nullable ApiFault refusedByIndex(
      Table table, TableMeter meter, ItemOperation operation) {
    Current before = items.read(table.id(), operation.key());
    Item after =
        switch (operation.decide(before)) {
          case Decision.Put(var item) -> item;
          case Decision.Delete(), Decision.Expire() -> Item.ABSENT;
          case Decision.LeaveAsIs(), Decision.Refuse(_) -> before.item();
        };
    var units = WriteCost.ofIndexes(table, before.item(), after);
    return meter.refusedWrite(after.isAbsent() ? before.item() : after, units);
  }

  /// Why the transaction may not pass now; null if it may. All operations whose tables or indexes
  /// have no units are named.
  Transacted.@Nullable Refused refused(Tables tables, Transaction transaction) {
    var reasons = new ArrayList<CancellationReason>(transaction.operations().size());
    for (ItemOperation operation : transaction.operations()) {
      Written.Refused refused = refused(tables, operation);
      reasons.add(CancellationReason.orNone(refused == null ? null : refused.fault()));
    }
    ApiFault cancelled = ApiFault.TransactionCancelled.ifBlamed(reasons);
    return cancelled == null ? null : new Transacted.Refused(cancelled);
  }

  /// A transaction costs its tables twice what its operations would; one that is sent again is
  /// answered, and paid, as a read.
  Transacted paid(Tables tables, Transaction transaction, Transacted transacted) {
    List<ItemOperation> operations = transaction.operations();
    for (int at = 0; at < operations.size(); at++) {
      Table table = tables.of(operations.get(at).table());
      if (table == null) continue;
      TableMeter meter = meters.of(table);
      Bytes key = operations.get(at).key();
      switch (transacted) {
        case Transacted.Done(var written) -> {
          meter.wrote(key, units(table, written.get(at)).inTransaction());
          countIndexKeys(table, meter, written.get(at));
        }
        case Transacted.Repeated(var current) -> {
          double units = Units.ofRead(current.get(at).sizeBytes(), true);
          meter.own().read(key, Units.IN_TRANSACTION * units);
        }
        case Transacted.Refused(ApiFault.TransactionCancelled _) ->
            meter.wrote(key, TableUnits.ofTable(Units.ofWrite(0, 0)).inTransaction());
        case Transacted.Refused _ -> {}
      }
    }
    return transacted;
  }

  Written paid(Tables tables, ItemOperation operation, Written written) {
    Table table = tables.of(operation.table());
    if (table == null) return written;
    TableMeter meter = meters.of(table);
    switch (written) {
      case Written.Done done -> {
        meter.wrote(operation.key(), units(table, done));
        countIndexKeys(table, meter, done);
      }
      case Written.Refused(ApiFault.ConditionFailed(_, int bytes)) ->
          meter.wrote(operation.key(), TableUnits.ofTable(Units.ofWrite(bytes, 0)));
      case Written.Refused(ApiFault.DuplicateItem(int bytes)) ->
          meter.wrote(operation.key(), TableUnits.ofTable(Units.ofWrite(bytes, 0)));
      case Written.Refused _ -> {}
    }
    return written;
  }

  /// Tells those indexes that count keys which of theirs it took.
  private static void countIndexKeys(Table table, TableMeter meter, Written.Done done) {
    for (Index index : table.indexes().all()) {
      KeyInsights counting = index.isLocal() ? null : meter.of(index).insights();
      if (counting == null) continue;
      Item before = done.before().item();
      var share = WriteCost.share(table, index, before, done.after());
      if (share.gone() > 0) counting.accessed(before, share.gone());
      if (share.here() > 0) counting.accessed(done.after(), share.here());
    }
  }

  private static TableUnits units(Table table, Written.Done done) {
    return WriteCost.of(table, done.before(), done.after(), done.bytesAfter());
  }
}
