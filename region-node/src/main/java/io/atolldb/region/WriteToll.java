package io.atolldb.region;

import io.atolldb.capacity.TableMeter;
import io.atolldb.capacity.TableMeters;
import io.atolldb.capacity.Units;
import io.atolldb.catalog.Table;
import io.atolldb.catalog.Tables;
import io.atolldb.fault.ApiFault;
import io.atolldb.fault.CancellationReason;
import io.atolldb.item.Bytes;
import io.atolldb.operation.ItemOperation;
import io.atolldb.operation.Transaction;
import io.atolldb.writer.Transacted;
import io.atolldb.writer.Written;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a write meets at the door of a region: it passes while its table has units, and pays when
/// it is known what it did. A condition that fails costs as much as looking at the item did.
record WriteToll(TableMeters meters) {

  /// Why the write may not pass now; null if it may.
  Written.@Nullable Refused refused(Tables tables, ItemOperation operation) {
    Table table = tables.of(operation.table());
    if (table == null) return null; // the writer refuses it
    ApiFault fault = meters.of(table).refusedWrite(operation.key());
    return fault == null ? null : new Written.Refused(fault);
  }

  /// Why the transaction may not pass now; null if it may. All operations whose tables have no
  /// units are named.
  Transacted.@Nullable Refused refused(Tables tables, Transaction transaction) {
    var reasons = new ArrayList<CancellationReason>(transaction.operations().size());
    boolean cancelled = false;
    for (ItemOperation operation : transaction.operations()) {
      Written.Refused refused = refused(tables, operation);
      CancellationReason reason = refused == null ? null : CancellationReason.of(refused.fault());
      cancelled |= reason != null;
      reasons.add(reason == null ? CancellationReason.NONE : reason);
    }
    return cancelled ? new Transacted.Refused(new ApiFault.TransactionCancelled(reasons)) : null;
  }

  /// A transaction costs twice what its operations would; one that is sent again is answered, and
  /// paid, as a read.
  Transacted paid(Tables tables, Transaction transaction, Transacted transacted) {
    List<ItemOperation> operations = transaction.operations();
    for (int at = 0; at < operations.size(); at++) {
      Table table = tables.of(operations.get(at).table());
      if (table == null) continue;
      TableMeter meter = meters.of(table);
      Bytes key = operations.get(at).key();
      switch (transacted) {
        case Transacted.Done(var written) -> {
          Written.Done done = written.get(at);
          meter.wrote(
              key,
              Units.IN_TRANSACTION * Units.ofWrite(done.before().sizeBytes(), done.bytesAfter()));
        }
        case Transacted.Repeated(var current) ->
            meter.read(key, Units.IN_TRANSACTION * Units.ofRead(current.get(at).sizeBytes(), true));
        case Transacted.Refused(ApiFault.TransactionCancelled _) ->
            meter.wrote(key, Units.IN_TRANSACTION * Units.ofWrite(0, 0));
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
      case Written.Done done ->
          meter.wrote(operation.key(), Units.ofWrite(done.before().sizeBytes(), done.bytesAfter()));
      case Written.Refused(ApiFault.ConditionFailed(_, int bytes)) ->
          meter.wrote(operation.key(), Units.ofWrite(bytes, 0));
      case Written.Refused(ApiFault.DuplicateItem(int bytes)) ->
          meter.wrote(operation.key(), Units.ofWrite(bytes, 0));
      case Written.Refused _ -> {}
    }
    return written;
  }
}
