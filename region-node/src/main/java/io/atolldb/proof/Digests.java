package io.atolldb.proof;

import io.atolldb.item.Bytes;
import io.atolldb.store.ItemStore;
import io.atolldb.store.ItemStore.EntryCursor;
import io.atolldb.store.ItemStore.Snapshot;
import io.atolldb.store.StoreBatch;
import io.atolldb.store.StoreDamaged;
import io.atolldb.store.StoreMap;
import io.atolldb.stored.ItemVersion;
import io.atolldb.stored.StoredForm;
import io.atolldb.table.TableId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The digests of a region's tables. A table's is built from the store when it is first asked for,
/// and follows every batch from then on: a table that nobody compares costs nothing.
///
/// It is built without stopping anybody. Under the lock a snapshot is taken and an empty tree is
/// put up that every batch after the snapshot is added to; when the snapshot has been read, its sum
/// is added as well. Sums bear any order, so the tree then says what the store holds.
public final class Digests {

  private record Change(TableId table, Bytes key, ItemVersion before, ItemVersion after) {}

  /// A table's digest at one moment.
  public record Digest(long items, List<Sum> pages) {}

  /// The digest and the number of keys of which something is stored, at one moment.
  public record Counted(Digest digest, long keys) {}

  private final ItemStore store;
  private final StoredForm storedForm;
  private final Function<TableId, StoreMap> mapOf;

  /// Held while a batch goes into the store, and while a tree is looked at.
  private final ReentrantLock applying = new ReentrantLock();

  private final ReentrantLock building = new ReentrantLock();
  private final Map<TableId, DigestTree> complete = new HashMap<>();
  private final Map<TableId, DigestTree> unfinished = new HashMap<>();
  private final EntryHash hash = new EntryHash();

  public Digests(ItemStore store, StoredForm storedForm, Function<TableId, StoreMap> mapOf) {
    this.store = store;
    this.storedForm = storedForm;
    this.mapOf = mapOf;
  }

  public Changing changing() {
    return new Changing();
  }

  /// What one batch changes; used by the thread that applies.
  public final class Changing {

    private final List<Change> changes = new ArrayList<>();
    private final Set<TableId> dropped = new HashSet<>();

    public void replaced(TableId table, Bytes key, ItemVersion before, ItemVersion after) {
      changes.add(new Change(table, key, before, after));
    }

    public void dropped(TableId table) {
      changes.removeIf(change -> change.table().equals(table));
      dropped.add(table);
    }

    /// Puts the batch into the store; nobody can see the one without the other.
    public void applyTo(ItemStore applied, StoreBatch batch) {
      applying.lock();
      try {
        applied.apply(batch);
        for (TableId table : dropped) {
          complete.remove(table);
          unfinished.remove(table);
        }
        if (complete.isEmpty() && unfinished.isEmpty()) return;
        for (Change change : changes) follow(change);
      } finally {
        applying.unlock();
      }
    }
  }

  private void follow(Change change) {
    DigestTree known = complete.get(change.table());
    DigestTree growing = unfinished.get(change.table());
    if (known == null && growing == null) return;
    byte[] key = change.key().unsafeArray();
    Sum more = hash.of(key, change.after()).minus(hash.of(key, change.before()));
    int items = (change.after().exists() ? 1 : 0) - (change.before().exists() ? 1 : 0);
    int leaf = EntryHash.leafOf(key);
    if (known != null) known.add(leaf, more, items);
    if (growing != null) growing.add(leaf, more, items);
  }

  /// A table's digest now; read from the store first if nobody has asked before.
  public Digest of(TableId table) {
    DigestTree tree = built(table);
    applying.lock();
    try {
      return new Digest(tree.items(), tree.pages());
    } finally {
      applying.unlock();
    }
  }

  /// A table's digest now, and how much is stored of it.
  public Counted counted(TableId table) {
    DigestTree tree = built(table);
    applying.lock();
    try {
      return new Counted(new Digest(tree.items(), tree.pages()), store.entries(mapOf.apply(table)));
    } finally {
      applying.unlock();
    }
  }

  /// Whether a table's digest is kept, so that it can be told without reading the table.
  public boolean isKept(TableId table) {
    return complete(table) != null;
  }

  /// The leaves of some pages of a table's digest now, page after page.
  public List<Sum> leaves(TableId table, List<Integer> pages) {
    DigestTree tree = built(table);
    applying.lock();
    try {
      return tree.leaves(pages);
    } finally {
      applying.unlock();
    }
  }

  /// Reads the table from the store again: what changed there without a write is then seen.
  public void readAgain(TableId table) {
    build(table, true);
  }

  private DigestTree built(TableId table) {
    DigestTree known = complete(table);
    while (known == null) {
      build(table, false);
      known = complete(table);
    }
    return known;
  }

  private @Nullable DigestTree complete(TableId table) {
    applying.lock();
    try {
      return complete.get(table);
    } finally {
      applying.unlock();
    }
  }

  private void build(TableId table, boolean again) {
    building.lock();
    try {
      if (!again && complete(table) != null) return;
      var tree = new DigestTree();
      DigestTree read;
      try (Snapshot snapshot = begin(table, tree)) {
        read = read(table, snapshot);
      }
      finish(table, tree, read);
    } finally {
      building.unlock();
    }
  }

  private Snapshot begin(TableId table, DigestTree tree) {
    applying.lock();
    try {
      Snapshot snapshot = store.snapshot();
      unfinished.put(table, tree);
      return snapshot;
    } finally {
      applying.unlock();
    }
  }

  private DigestTree read(TableId table, Snapshot snapshot) {
    var tree = new DigestTree();
    var reading = new EntryHash();
    EntryCursor entries = snapshot.scan(mapOf.apply(table), null, null, true);
    while (entries.advance()) {
      byte[] key = entries.key();
      int leaf = EntryHash.leafOf(key);
      try {
        ItemVersion stored = storedForm.decode(entries.value());
        if (stored.exists()) tree.add(leaf, reading.of(key, stored), 1);
      } catch (StoreDamaged damaged) {
        tree.add(leaf, reading.ofDamaged(key), 1);
      }
    }
    return tree;
  }

  private void finish(TableId table, DigestTree tree, DigestTree read) {
    applying.lock();
    try {
      if (!unfinished.remove(table, tree)) return; // dropped meanwhile
      tree.addAll(read);
      complete.put(table, tree);
    } finally {
      applying.unlock();
    }
  }
}
