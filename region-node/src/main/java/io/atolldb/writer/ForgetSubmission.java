package io.atolldb.writer;

import io.atolldb.catalog.Table;
import io.atolldb.clock.HybridClock.Observation;
import io.atolldb.item.Bytes;
import io.atolldb.store.StoreDamaged;
import io.atolldb.stored.ItemVersion;
import io.atolldb.table.TableId;
import io.atolldb.version.VersionVector;
import java.util.ArrayList;
import java.util.List;

/// Tombstones that nobody needs any more, as somebody found who looked beside the writer: only
/// those are forgotten that are still what they were, of a table that still has the members for
/// which that was found.
final class ForgetSubmission implements Submission {

  /// How many were forgotten, or why none were.
  record Outcome(int forgotten, String failure) {}

  private final TableId table;
  private final long membership;
  private final VersionVector floor;
  private final List<Bytes> keys;
  private final Pending<Outcome> pending = new Pending<>();
  private int forgotten;

  /// `floor`: every write that it includes was seen by whoever may still write to the table.
  ForgetSubmission(TableId table, long membership, VersionVector floor, List<Bytes> keys) {
    this.table = table;
    this.membership = membership;
    this.floor = floor;
    this.keys = List.copyOf(keys);
  }

  Pending<Outcome> pending() {
    return pending;
  }

  @Override
  public void decideOn(Draft draft) {
    Table known = draft.tables().of(table);
    boolean same =
        known != null && known.isActive() && known.descriptor().membership() == membership;
    // Whatever is written next has to be later than all that the floor includes.
    if (!same || draft.clock().observe(floor.greatest()) == Observation.TOO_FAR_AHEAD) return;
    var gone = new ArrayList<Bytes>(keys.size());
    for (Bytes key : keys) {
      if (mayGo(draft, key)) gone.add(key);
    }
    forgotten = gone.size();
    if (!gone.isEmpty()) draft.forget(table, floor, gone);
  }

  private boolean mayGo(Draft draft, Bytes key) {
    try {
      ItemVersion held = draft.current(table, key);
      return held.isTombstone() && held.version().vector().isIncludedIn(floor);
    } catch (StoreDamaged damaged) {
      return false; // for a scrubber or a repair to find
    }
  }

  @Override
  public void committed() {
    pending.answer(new Outcome(forgotten, ""));
  }

  @Override
  public void failed(String reason) {
    pending.answer(new Outcome(0, reason));
  }

  @Override
  public int weight() {
    return Math.max(1, keys.size());
  }
}
