package io.atolldb.replication;

import io.atolldb.item.Bytes;
import io.atolldb.replication.ChangeRecord.TransactionMark;
import io.atolldb.replication.StreamRecord.Unreadable;
import io.atolldb.table.TableId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Holds back the records of a transaction until all of them are here, so that they are resolved in
/// one commit wherever a fetch ends.
///
/// An origin appends the records of a transaction without anything between them, and once more from
/// the first if the append is not confirmed. So a transaction that is cut by another record is on
/// its way again as a whole, and what was there of it is let go. Unless a record beside it cannot
/// be read, which may be the one that is missing: then its other records are put aside as well,
/// because a region shows all of a transaction or nothing.
///
/// While something is held back, the position stays before it: what is lost in a crash is read
/// again.
final class WholeTransactions {

  private record Member(TableId table, Bytes key) {}

  private final List<StreamRecord> held = new ArrayList<>();
  private final Set<Member> members = new HashSet<>();
  private @Nullable TransactionMark mark;
  private @Nullable StreamPosition safe;

  /// Unreadable records beside and among what is held.
  private int unreadable;

  /// Unreadable records at the end of what was seen.
  private int unreadableLast;

  /// Reading begins here.
  void begin(StreamPosition position) {
    letGo();
    unreadableLast = 0;
    safe = position;
  }

  /// How many records are held back.
  int held() {
    return held.size();
  }

  /// What may be applied now that this batch has come, and the position that is reached with it.
  ChangeFeed.Batch whole(ChangeFeed.Batch batch) {
    var whole = new ArrayList<StreamRecord>(held.size() + batch.records().size());
    for (StreamRecord record : batch.records()) take(record, whole);
    if (held.isEmpty() || safe == null) safe = batch.next();
    return new ChangeFeed.Batch(whole, safe);
  }

  private void take(StreamRecord record, List<StreamRecord> whole) {
    switch (record) {
      case StreamRecord.Change(var change, _) -> {
        TransactionMark its = change.transaction();
        if (its != null && its.size() > 1) {
          join(record, change, its, whole);
        } else {
          settle(whole);
          whole.add(record);
        }
        unreadableLast = 0;
      }
      case StreamRecord.Control _, StreamRecord.Heartbeat _ -> {
        settle(whole);
        whole.add(record);
        unreadableLast = 0;
      }
      case Unreadable _ -> {
        if (mark == null) whole.add(record);
        else held.add(record);
        unreadable++;
        unreadableLast++;
      }
    }
  }

  private void join(
      StreamRecord record, ChangeRecord change, TransactionMark its, List<StreamRecord> whole) {
    var member = new Member(change.table(), change.key());
    if (!its.equals(mark) || members.contains(member)) {
      settle(whole);
      mark = its;
      unreadable = unreadableLast;
    }
    members.add(member);
    held.add(record);
    if (members.size() < its.size()) return;
    whole.addAll(held);
    letGo();
  }

  /// No more will come of what is held.
  private void settle(List<StreamRecord> whole) {
    TransactionMark cut = mark;
    if (cut == null) return;
    boolean cannotBeRead = members.size() + unreadable >= cut.size();
    for (StreamRecord record : held) {
      if (record instanceof Unreadable) whole.add(record);
      else if (cannotBeRead) whole.add(putAside(record, cut));
    }
    letGo();
  }

  private static Unreadable putAside(StreamRecord record, TransactionMark cut) {
    return new Unreadable(
        Bytes.owning(StreamCodec.encode(record)),
        "one of the " + cut.size() + " records of its transaction cannot be read");
  }

  private void letGo() {
    held.clear();
    members.clear();
    mark = null;
    unreadable = 0;
  }
}
