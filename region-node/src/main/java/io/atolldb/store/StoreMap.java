package io.atolldb.store;

import io.atolldb.table.TableId;
import java.util.UUID;

/// The name of one ordered map of bytes in a store.
public record StoreMap(String name) {

  /// What this region knows of itself: regions' numbers, progress of links, paused links, and so
  /// on.
  public static final StoreMap REGION = new StoreMap("region");

  /// Table descriptors by table id.
  public static final StoreMap TABLES = new StoreMap("tables");

  /// Conflicts by the sequence of the log record that found them.
  public static final StoreMap CONFLICTS = new StoreMap("conflicts");

  /// From a conflict's id to its sequence.
  public static final StoreMap CONFLICT_IDS = new StoreMap("conflict-ids");

  /// Records that could not be read, by sequence.
  public static final StoreMap QUARANTINE = new StoreMap("quarantine");

  private static final int TOKEN_MAPS = 3;
  private static final String TOKENS_PREFIX = "tokens-";
  private static final String ITEMS_PREFIX = "items-";
  private static final String ENTRIES_PREFIX = "index-";

  /// The entries of an index: what is projected of each item, as `ItemCodec` writes it.
  public static StoreMap entries(UUID index) {
    return new StoreMap(ENTRIES_PREFIX + index);
  }

  /// The tokens of transactions that were done in one period. The map of a period serves again
  /// three periods later, so that what is old goes all at once.
  public static StoreMap tokens(long period) {
    return new StoreMap(TOKENS_PREFIX + Math.floorMod(period, TOKEN_MAPS));
  }

  /// The streams of tables and their shards, by table id.
  public static final StoreMap STREAMS = new StoreMap("streams");

  /// How far the items of tables are entered in [#expiries], by table id.
  public static final StoreMap EXPIRY_PROGRESS = new StoreMap("expiry-progress");

  private static final String EXPIRIES_PREFIX = "expiries-";
  private static final String COLLECTIONS_PREFIX = "collections-";

  /// The sizes of a table's item collections, by the prefix of their partitions.
  public static StoreMap collections(TableId table) {
    return new StoreMap(COLLECTIONS_PREFIX + table);
  }

  /// The stored versions of a table's keys.
  public static StoreMap items(TableId table) {
    return new StoreMap(ITEMS_PREFIX + table);
  }

  /// A table's items by the time they expire.
  public static StoreMap expiries(TableId table) {
    return new StoreMap(EXPIRIES_PREFIX + table);
  }
}
