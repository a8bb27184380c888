package io.atolldb.writer;

import io.atolldb.catalog.ReplicationAttributes;
import io.atolldb.catalog.Table;
import io.atolldb.clock.ClockBound;
import io.atolldb.clock.HybridTimestamp;
import io.atolldb.fault.ApiFault;
import io.atolldb.fault.CancellationReason;
import io.atolldb.index.IndexKeyCheck;
import io.atolldb.item.Item;
import io.atolldb.operation.Current;
import io.atolldb.operation.Decision;
import io.atolldb.operation.ItemOperation;
import io.atolldb.operation.Judgement;
import io.atolldb.operation.RequestToken;
import io.atolldb.operation.Transaction;
import io.atolldb.replication.ChangeRecord.Kind;
import io.atolldb.replication.ChangeRecord.TransactionMark;
import io.atolldb.stored.ItemVersion;
import io.atolldb.version.Version;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One client's wish to change several items together. Everything is decided before anything is
/// added to the draft, so a refusal leaves the draft as it was.
///
/// All its writes have one timestamp: of two transactions over the same items that do not know each
/// other, one is later than the other in all of them, and wins as a whole.
final class TransactionSubmission implements Submission {

  /// An operation with what it found and decided.
  private record Step(Table table, ItemOperation operation, ItemVersion before, Decision decision) {

    boolean writes() {
      return decision instanceof Decision.Put
          || (decision instanceof Decision.Delete && before.exists());
    }
  }

  private final Transaction transaction;
  private final Pending<Transacted> pending = new Pending<>();
  private @Nullable Transacted decided;

  TransactionSubmission(Transaction transaction) {
    this.transaction = transaction;
  }

  Pending<Transacted> pending() {
    return pending;
  }

  @Override
  public void decideOn(Draft draft) throws ClockBound.NotPersisted {
    decided = decide(draft);
  }

  private Transacted decide(Draft draft) throws ClockBound.NotPersisted {
    HybridTimestamp now = draft.clock().next();
    RequestToken token = transaction.token();
    RequestToken used = token == null ? null : draft.used(token.text(), now.wallMillis());
    if (used != null && !used.equals(token)) {
      return new Transacted.Refused(new ApiFault.TokenMismatch());
    }
    ApiFault misfit = transaction.misfit();
    if (misfit != null) return new Transacted.Refused(misfit);
    if (used != null) return asBefore(draft);
    ApiFault apart = Judgement.disagreement(draft.tables(), transaction.operations());
    if (apart != null) return new Transacted.Refused(apart);
    var steps = new ArrayList<Step>(transaction.operations().size());
    var judging = draft.collections().judging();
    for (ItemOperation operation : transaction.operations()) {
      Table table = draft.tables().of(operation.table());
      if (table == null || !table.isActive()) {
        return new Transacted.Refused(ApiFault.ResourceNotFound.DATA);
      }
      ApiFault elsewhere = Judgement.refusal(table, operation);
      if (elsewhere != null) return new Transacted.Refused(elsewhere);
      ItemVersion before = draft.current(table.id(), operation.key());
      Decision wanted = IndexKeyCheck.checked(table, operation, before, operation.decide(before));
      Decision decision = judging.checked(table, operation.key(), before, wanted);
      steps.add(new Step(table, operation, before, decision));
    }
    ApiFault refusal = refusal(steps);
    if (refusal != null) return new Transacted.Refused(refusal);

    List<Written.Done> written = write(draft, now, steps);
    if (token != null) draft.use(token, now.wallMillis());
    return new Transacted.Done(written);
  }

  private Transacted asBefore(Draft draft) {
    var current = new ArrayList<Current>(transaction.operations().size());
    for (ItemOperation operation : transaction.operations()) {
      current.add(draft.current(operation.table(), operation.key()));
    }
    return new Transacted.Repeated(current);
  }

  /// All operations that cannot be done are named, not only the first.
  private static @Nullable ApiFault refusal(List<Step> steps) {
    var reasons = new ArrayList<CancellationReason>(steps.size());
    for (Step step : steps) {
      if (!(step.decision instanceof Decision.Refuse(ApiFault fault))) {
        reasons.add(CancellationReason.NONE);
        continue;
      }
      CancellationReason reason = CancellationReason.of(fault);
      if (reason == null) return fault;
      reasons.add(reason);
    }
    return ApiFault.TransactionCancelled.ifBlamed(reasons);
  }

  private static List<Written.Done> write(Draft draft, HybridTimestamp now, List<Step> steps) {
    int travelling = 0;
    for (Step step : steps) {
      if (step.writes() && step.table.isShared()) travelling++;
    }
    var mark = travelling > 1 ? new TransactionMark(now.packed(), travelling) : null;
    var written = new ArrayList<Written.Done>(steps.size());
    for (Step step : steps) {
      written.add(write(draft, now, step, step.table.isShared() ? mark : null));
    }
    return written;
  }

  private static Written.Done write(
      Draft draft, HybridTimestamp now, Step step, @Nullable TransactionMark mark) {
    ItemVersion before = step.before;
    if (!step.writes()) {
      return new Written.Done(before, before.item(), before.sizeBytes(), before.version());
    }

    Version version = draft.seen(step.table.id(), before).succeededBy(now);
    int size = mark == null ? 0 : mark.size();
    if (step.decision instanceof Decision.Put(Item wanted)) {
      Item item = ReplicationAttributes.stamped(step.table.descriptor(), wanted, now);
      var after = ItemVersion.put(version, !before.exists(), item).inTransactionOf(size);
      draft.writeOwn(step.table, step.operation, before, after, mark);
      return new Written.Done(before, item, after.sizeBytes(), version);
    }
    var after = ItemVersion.of(version, Kind.DELETE, false, null).inTransactionOf(size);
    draft.writeOwn(step.table, step.operation, before, after, mark);
    return new Written.Done(before, Item.ABSENT, 0, version);
  }

  @Override
  public void committed() {
    Transacted answer = decided;
    if (answer == null) throw new IllegalStateException("committed before it was decided");
    pending.answer(answer);
  }

  @Override
  public void failed(String reason) {
    pending.answer(new Transacted.Refused(new ApiFault.InternalFailure(reason)));
  }

  @Override
  public int weight() {
    return transaction.operations().size() + 1;
  }
}
