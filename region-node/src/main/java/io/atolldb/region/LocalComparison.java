package io.atolldb.region;

import io.atolldb.catalog.Table;
import io.atolldb.clock.RegionId;
import io.atolldb.item.Bytes;
import io.atolldb.item.KeyRange;
import io.atolldb.proof.ComparedRegion;
import io.atolldb.proof.EntryHash;
import io.atolldb.proof.Sum;
import io.atolldb.replication.ChangeRecord;
import io.atolldb.replication.PeerRegion.PeerUnavailable;
import io.atolldb.replication.ReplicaStore.RemoteBatch;
import io.atolldb.replication.StreamRecord;
import io.atolldb.store.ItemStore.EntryCursor;
import io.atolldb.store.StoreDamaged;
import io.atolldb.stored.ItemVersion;
import io.atolldb.table.TableId;
import io.atolldb.version.VersionVector;
import io.atolldb.writer.RegionState;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// This region, as one that is compared.
final class LocalComparison implements ComparedRegion {

  private static final long MEND_MILLIS_MAX = 20_000;

  private final RegionCore core;
  private final RegionState state;
  private final CaughtUp caughtUp;
  private final Supplier<VersionVector> applied;

  /// `applied`: how far this region has applied every region's writes, its own included.
  LocalComparison(RegionCore core, CaughtUp caughtUp, Supplier<VersionVector> applied) {
    this.core = core;
    this.state = core.state();
    this.caughtUp = caughtUp;
    this.applied = applied;
  }

  @Override
  public RegionId region() {
    return state.self();
  }

  @Override
  public long travelled() {
    return 0;
  }

  @Override
  public Overview overview(TableId table) throws PeerUnavailable {
    checkHere(table);
    VersionVector reached = state.seen().join(applied.get());
    return new Overview(reached, state.digests().of(table));
  }

  @Override
  public List<Sum> leaves(TableId table, List<Integer> pages) throws PeerUnavailable {
    checkHere(table);
    return state.digests().leaves(table, pages);
  }

  @Override
  public boolean await(VersionVector cut, long millisMax) {
    return caughtUp.await(cut, millisMax) == null;
  }

  @Override
  public EntryPage entries(TableId table, BitSet leaves, @Nullable Bytes after)
      throws PeerUnavailable {
    checkHere(table);
    byte[] from = KeyRange.justAfterOrOpen(after);
    EntryCursor entries = state.store().scan(state.itemsOf(table), from, null, true);
    var hash = new EntryHash();
    var found = new ArrayList<Entry>();
    while (entries.advance()) {
      byte[] key = entries.key();
      if (!leaves.get(EntryHash.leafOf(key))) continue;
      Held held = held(table, Bytes.owning(key), hash, entries);
      if (!held.sum().equals(Sum.ZERO)) found.add(new Entry(held.key(), held.sum()));
      if (found.size() == ENTRIES_MAX) return new EntryPage(found, held.key());
    }
    return new EntryPage(found, null);
  }

  private Held held(TableId table, Bytes key, EntryHash hash, EntryCursor entry) {
    try {
      return held(table, key, hash, state.decode(entry.value()));
    } catch (StoreDamaged damaged) {
      return new Held(key, hash.ofDamaged(key.unsafeArray()), true, null);
    }
  }

  private static Held held(TableId table, Bytes key, EntryHash hash, ItemVersion stored) {
    ChangeRecord record =
        stored.wasWritten() ? stored.asChange(table, key, stored.transaction()) : null;
    return new Held(key, hash.of(key.unsafeArray(), stored), false, record);
  }

  @Override
  public List<Held> read(TableId table, List<Bytes> keys) throws PeerUnavailable {
    checkHere(table);
    var hash = new EntryHash();
    var found = new ArrayList<Held>(keys.size());
    for (Bytes key : keys) {
      try {
        found.add(held(table, key, hash, state.read(table, key)));
      } catch (StoreDamaged damaged) {
        found.add(new Held(key, hash.ofDamaged(key.unsafeArray()), true, null));
      }
    }
    return found;
  }

  @Override
  public void readAgain(TableId table) throws PeerUnavailable {
    checkHere(table);
    state.digests().readAgain(table);
  }

  @Override
  public void mend(RegionId source, List<ChangeRecord> versions, boolean instead)
      throws PeerUnavailable, InterruptedException {
    var records = new ArrayList<StreamRecord>(versions.size());
    for (ChangeRecord version : versions) records.add(new StreamRecord.Change(version));
    var batch = new RemoteBatch(source, records, null);
    var receipt = instead ? core.writer().replace(batch) : core.writer().submit(batch);
    receipt.await(MEND_MILLIS_MAX);
    if (!receipt.isDone()) throw new PeerUnavailable(region() + " is busy", null);
    String failure = receipt.failure();
    if (failure != null) throw new PeerUnavailable(region() + " refuses: " + failure, null);
  }

  private void checkHere(TableId table) throws PeerUnavailable {
    Table known = state.tables().of(table);
    if (known != null && known.isActive()) return;
    throw new PeerUnavailable(region() + " has no complete replica of table " + table, null);
  }
}
