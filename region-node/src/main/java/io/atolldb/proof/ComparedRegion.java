package io.atolldb.proof;

import io.atolldb.clock.RegionId;
import io.atolldb.item.Bytes;
import io.atolldb.replication.ChangeRecord;
import io.atolldb.replication.PeerRegion.PeerUnavailable;
import io.atolldb.table.TableId;
import io.atolldb.version.Version;
import io.atolldb.version.VersionVector;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A region whose tables are compared with another one's: this region, or one that is asked over
/// the network. A region without a complete replica of the table is unavailable.
public interface ComparedRegion {

  /// Entries that one page holds at most.
  int ENTRIES_MAX = 5_000;

  /// Keys that are read, resolved or replaced with one call.
  int KEYS_MAX = 200;

  /// `reached`: for each region, its latest write that this one may hold. Taken before the sums.
  record Overview(VersionVector reached, Digests.Digest digest) {}

  /// A key that holds an item, and what it adds to the digest.
  record Entry(Bytes key, Sum sum) {}

  /// Entries in order of keys; `nextAfter` is null on the last page.
  record EntryPage(List<Entry> entries, @Nullable Bytes nextAfter) {
    public EntryPage {
      entries = List.copyOf(entries);
    }
  }

  /// What is under a key: `record` is null if nothing was ever written there, or if what is there
  /// cannot be read (`damaged`).
  record Held(Bytes key, Sum sum, boolean damaged, @Nullable ChangeRecord record) {

    Version version() {
      return record == null ? Version.NEVER : record.version();
    }
  }

  RegionId region();

  /// Bytes that asking it has brought over a network so far, questions included.
  long travelled();

  Overview overview(TableId table) throws PeerUnavailable, InterruptedException;

  /// The leaves of some pages, page after page.
  List<Sum> leaves(TableId table, List<Integer> pages) throws PeerUnavailable, InterruptedException;

  /// Returns true once everything up to `cut` is applied there; false after `millisMax`.
  boolean await(VersionVector cut, long millisMax) throws PeerUnavailable, InterruptedException;

  /// The items of some leaves after a key (null: from the first). Reads the whole table.
  EntryPage entries(TableId table, BitSet leaves, @Nullable Bytes after)
      throws PeerUnavailable, InterruptedException;

  /// What is under these keys now, in their order.
  List<Held> read(TableId table, List<Bytes> keys) throws PeerUnavailable, InterruptedException;

  /// Reads the table from the store again.
  void readAgain(TableId table) throws PeerUnavailable, InterruptedException;

  /// Resolves versions against what is there, as if a link had brought them from `source`. With
  /// `instead` they replace what is there under the very same version, or what cannot be read.
  void mend(RegionId source, List<ChangeRecord> versions, boolean instead)
      throws PeerUnavailable, InterruptedException;
}
