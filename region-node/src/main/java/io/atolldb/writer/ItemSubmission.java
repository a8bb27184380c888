package io.atolldb.writer;

import io.atolldb.catalog.ReplicationAttributes;
import io.atolldb.catalog.Table;
import io.atolldb.clock.ClockBound;
import io.atolldb.clock.HybridTimestamp;
import io.atolldb.fault.ApiFault;
import io.atolldb.index.IndexKeyCheck;
import io.atolldb.item.Item;
import io.atolldb.operation.Decision;
import io.atolldb.operation.ItemOperation;
import io.atolldb.operation.Judgement;
import io.atolldb.replication.ChangeRecord.Kind;
import io.atolldb.stored.ItemVersion;
import io.atolldb.version.Version;
import org.jspecify.annotations.Nullable;

/// One client's wish to change one item.
final class ItemSubmission implements Submission {

  private final ItemOperation operation;
  private final Pending<Written> pending = new Pending<>();
  private @Nullable Written decided;

  ItemSubmission(ItemOperation operation) {
    this.operation = operation;
  }

  Pending<Written> pending() {
    return pending;
  }

  @Override
  public void decideOn(Draft draft) throws ClockBound.NotPersisted {
    decided = decide(draft);
  }

  private Written decide(Draft draft) throws ClockBound.NotPersisted {
    Table table = draft.tables().of(operation.table());
    if (table == null || !table.isActive()) {
      return new Written.Refused(ApiFault.ResourceNotFound.DATA);
    }
    ApiFault elsewhere = Judgement.refusal(table, operation);
    if (elsewhere != null) return new Written.Refused(elsewhere);
    ItemVersion before = draft.current(table.id(), operation.key());
    Decision wanted = IndexKeyCheck.checked(table, operation, before, operation.decide(before));
    Decision decision =
        draft.collections().judging().checked(table, operation.key(), before, wanted);
    return switch (decision) {
      case Decision.Put(var put) -> {
        HybridTimestamp now = draft.clock().next();
        Version version = draft.seen(table.id(), before).succeededBy(now);
        Item item = ReplicationAttributes.stamped(table.descriptor(), put, now);
        var after = ItemVersion.put(version, !before.exists(), item);
        draft.writeOwn(table, operation, before, after, null);
        yield new Written.Done(before, item, after.sizeBytes(), version);
      }
      case Decision.Delete() -> {
        if (!before.exists()) yield new Written.Done(before, Item.ABSENT, 0, before.version());
        Version version = before.version().succeededBy(draft.clock().next());
        var after = ItemVersion.of(version, Kind.DELETE, false, null);
        draft.writeOwn(table, operation, before, after, null);
        yield new Written.Done(before, Item.ABSENT, 0, version);
      }
      case Decision.Expire() -> {
        if (!before.exists()) yield new Written.Done(before, Item.ABSENT, 0, before.version());
        HybridTimestamp now = draft.clock().next();
        if (!before.version().leavesRoomBelow(now)) now = draft.clock().next();
        Version version = before.version().expiredBy(now);
        var after = ItemVersion.of(version, Kind.EXPIRY, false, null);
        draft.writeOwn(table, operation, before, after, null);
        yield new Written.Done(before, Item.ABSENT, 0, version);
      }
      case Decision.LeaveAsIs() ->
          new Written.Done(before, before.item(), before.sizeBytes(), before.version());
      case Decision.Refuse(var fault) -> new Written.Refused(fault);
    };
  }

  @Override
  public void committed() {
    Written answer = decided;
    if (answer == null) throw new IllegalStateException("committed before it was decided");
    pending.answer(answer);
  }

  @Override
  public void failed(String reason) {
    pending.answer(new Written.Refused(new ApiFault.InternalFailure(reason)));
  }

  @Override
  public int weight() {
    return 1;
  }
}
