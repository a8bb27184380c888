package io.atolldb.writer;

import io.atolldb.catalog.Table;
import io.atolldb.replication.ChangeRecord;
import io.atolldb.replication.ReplicaStore.Receipt;
import io.atolldb.replication.ReplicaStore.RemoteBatch;
import io.atolldb.replication.StreamRecord;
import io.atolldb.store.StoreDamaged;
import io.atolldb.stored.ItemVersion;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Puts versions in place of what is there under the very same version with another image, cannot
/// be read, or is not there: damage. What was written since is left alone.
final class MendSubmission implements Submission {

  private final List<StreamRecord> records;
  private final PendingReceipt receipt = new PendingReceipt();

  MendSubmission(RemoteBatch batch) {
    this.records = batch.records();
  }

  Receipt receipt() {
    return receipt;
  }

  @Override
  public void decideOn(Draft draft) {
    for (StreamRecord record : records) {
      if (record instanceof StreamRecord.Change(var change, _)) mend(draft, change);
    }
  }

  private static void mend(Draft draft, ChangeRecord right) {
    Table table = draft.tables().of(right.table());
    if (table == null || !table.isHere()) return;
    ItemVersion held = readable(draft, right);
    boolean isSomethingElse =
        held != null && held.wasWritten() && !held.version().equals(right.version());
    if (isSomethingElse) return;
    ItemVersion mended = ItemVersion.of(right);
    var mark = right.transaction();
    if (held == null) draft.mend(table, right.key(), mended, mark);
    else draft.writeResolved(table, right.key(), held, mended, null, mark, false);
  }

  private static @Nullable ItemVersion readable(Draft draft, ChangeRecord right) {
    try {
      return draft.current(right.table(), right.key());
    } catch (StoreDamaged damaged) {
      return null;
    }
  }

  @Override
  public void committed() {
    receipt.committed(records.size(), 0);
  }

  @Override
  public void failed(String reason) {
    receipt.failed(reason);
  }

  @Override
  public int weight() {
    return Math.max(1, records.size());
  }
}
