package io.atolldb.replication;

import io.atolldb.clock.RegionId;
import io.atolldb.globaltable.TableDescriptor;
import io.atolldb.item.Bytes;
import io.atolldb.table.TableId;
import io.atolldb.version.VersionVector;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Another region, asked directly: for copies of tables and for what its catalog holds. Everything
/// here may fail at any time; nothing that serves clients waits for it, except the change of a
/// table's replicas.
public interface PeerRegion {

  RegionId region();

  /// The table of that name over there, null if there is none.
  @Nullable TableDescriptor tableNamed(String name) throws PeerUnavailable, InterruptedException;

  /// How far the peer has applied the streams of the others, its own included (its latest own
  /// timestamp).
  VersionVector applied() throws PeerUnavailable, InterruptedException;

  /// Asks the peer to send again, in its change stream, all that a reader lacks who has the peer's
  /// own writes up to the packed timestamp `written`. False if its log does not reach back so far.
  boolean sendAgain(long written) throws PeerUnavailable, InterruptedException;

  /// The stored versions of the table's keys after `afterKey` (null: from the first), in order of
  /// keys, tombstones included; at most `limit`. Null if the peer holds no complete replica of the
  /// table: never had one, has none any more, or is still making it.
  @Nullable Page page(TableId table, @Nullable Bytes afterKey, int limit)
      throws PeerUnavailable, InterruptedException;

  /// Opens a view of the peer's tables as they are now, all at one moment, and returns its number.
  /// The peer closes it by itself when it is not read for a while.
  long freeze() throws PeerUnavailable, InterruptedException;

  /// As [#page], but out of a view. Throws [ViewGone] if it is closed.
  @Nullable Page frozenPage(long view, TableId table, @Nullable Bytes afterKey, int limit)
      throws PeerUnavailable, ViewGone, InterruptedException;

  /// Closes a view; harmless if it is closed.
  void thaw(long view) throws PeerUnavailable, InterruptedException;

  /// `applied` is what [PeerRegion#applied] would have said before the page was read. `nextAfter`
  /// is null on the last page; `estimatedItems` serves a progress display. A key between the one
  /// that was asked for and `nextAfter` that is not among the versions was deleted by a write that
  /// had seen everything up to `floor`, or never written. `membership` is that of the table as the
  /// peer knew it before the page was read ([TableDescriptor#membership]); null if it does not say.
  record Page(
      List<ChangeRecord> versions,
      @Nullable Bytes nextAfter,
      VersionVector applied,
      long estimatedItems,
      VersionVector floor,
      @Nullable Long membership) {

    public Page(
        List<ChangeRecord> versions,
        @Nullable Bytes nextAfter,
        VersionVector applied,
        long estimatedItems) {
      this(versions, nextAfter, applied, estimatedItems, VersionVector.EMPTY, null);
    }

    public Page {
      versions = List.copyOf(versions);
    }
  }

  /// The peer knows no such view, or not any more.
  final class ViewGone extends Exception {
    private static final long serialVersionUID = 1;

    public ViewGone(String message) {
      super(message);
    }
  }

  /// The peer cannot be reached, or refuses.
  final class PeerUnavailable extends Exception {
    private static final long serialVersionUID = 1;

    public PeerUnavailable(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }
}
