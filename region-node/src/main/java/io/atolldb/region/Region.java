package io.atolldb.region;

import io.atolldb.capacity.TableMeters;
import io.atolldb.catalog.Index;
import io.atolldb.catalog.Table;
import io.atolldb.catalog.TableFigures;
import io.atolldb.catalog.TableOperation;
import io.atolldb.catalog.Tables;
import io.atolldb.clock.RegionId;
import io.atolldb.item.Bytes;
import io.atolldb.operation.Current;
import io.atolldb.operation.ItemOperation;
import io.atolldb.operation.Place;
import io.atolldb.operation.Transaction;
import io.atolldb.table.TableId;
import io.atolldb.writer.SeenTogether;
import io.atolldb.writer.Transacted;
import io.atolldb.writer.Written;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A region, as its doors see it. Safe for any number of threads; calls that write block the
/// calling (virtual) thread until the write is durable.
public interface Region {

  RegionId id();

  /// The tables at this moment.
  Tables tables();

  Written write(ItemOperation operation);

  /// Writes that are independent of each other, waited for together; answers in the same order.
  List<Written> writeAll(List<ItemOperation> operations);

  /// Does all of the operations or none, and nothing in between them.
  Transacted transact(Transaction transaction);

  /// What is durable under each of the keys, all at one moment: every transaction, of whichever
  /// region, is in it as a whole or not at all.
  SeenTogether readAtOnce(List<Place> places);

  /// What is durable under a key now.
  Current read(TableId table, Bytes key);

  /// Live items (no tombstones) with `from` <= encoded key < `to` (null: open), in order of encoded
  /// keys or against it.
  ItemCursor scan(TableId table, byte @Nullable [] from, byte @Nullable [] to, boolean ascending);

  /// Exact, and cheap.
  TableFigures figures(TableId table);

  /// The size of an item collection with its entries in local indexes, in bytes; exact, and cheap.
  /// `partition` is what the keys of its items begin with.
  long collectionBytes(Table table, Bytes partition);

  /// What the accesses to its tables take. Writes are metered on their way; whoever reads pays
  /// there.
  TableMeters meters();

  /// Entries of an index with `from` <= encoded key < `to`, in order or against it: what is
  /// projected of each item stands in the place of the item.
  ItemCursor scan(Index index, byte @Nullable [] from, byte @Nullable [] to, boolean ascending);

  /// The number of entries of an index; cheap.
  long storedEntries(Index index);

  TableOperation.Outcome alter(TableOperation operation);

  /// Walks items: first `advance`, then the encoded key and what is stored under it.
  interface ItemCursor {
    boolean advance();

    byte[] key();

    Current current();
  }
}
