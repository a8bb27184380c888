package io.atolldb.writer;

import io.atolldb.clock.RegionId;
import io.atolldb.codec.ByteWriter;
import io.atolldb.table.TableId;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/// The keys of the maps in which a region keeps what is not an item.
final class RegionKeys {

  static final byte[] OWN_LATEST = text("own-latest");
  static final byte[] CLOCK_LATEST = text("clock-latest");
  static final byte[] SEEN = text("seen");
  static final byte[] PUBLISHED = text("published");
  static final byte[] COLLECTIONS_COUNTED = text("collections-counted");
  static final byte[] CONFLICTS_PUBLISHED = text("conflicts-published");

  static final String NUMBER_PREFIX = "number-";
  static final String PROGRESS_PREFIX = "progress-";
  static final String PAUSED_PREFIX = "paused-";
  static final String THROTTLED_PREFIX = "throttled-";
  static final String FIGURES_PREFIX = "figures-";

  static final String RELAYED_PREFIX = "relayed-";
  static final String FLOOR_PREFIX = "floor-";

  static final String FILLING_PREFIX = "filling-";

  private RegionKeys() {}

  static byte[] number(int number) {
    return text(NUMBER_PREFIX + (char) ('A' + number / 26) + (char) ('A' + number % 26));
  }

  static byte[] progress(RegionId origin) {
    return text(PROGRESS_PREFIX + origin);
  }

  static byte[] paused(RegionId origin) {
    return text(PAUSED_PREFIX + origin);
  }

  static byte[] figures(TableId table) {
    return text(FIGURES_PREFIX + table);
  }

  /// The region's name stands behind the table's id, which has a fixed length.
  static byte[] relayed(TableId table, RegionId removed) {
    return text(RELAYED_PREFIX + table + "-" + removed);
  }

  static byte[] floor(TableId table) {
    return text(FLOOR_PREFIX + table);
  }

  static byte[] filling(UUID index) {
    return text(FILLING_PREFIX + index);
  }

  static byte[] throttled(RegionId origin) {
    return text(THROTTLED_PREFIX + origin);
  }

  static byte[] table(TableId table) {
    return text(table.toString());
  }

  static byte[] sequence(long sequence) {
    return eightBytes(sequence);
  }

  static byte[] eightBytes(long value) {
    var out = new ByteWriter(8);
    out.writeLong(value);
    return out.toArray();
  }

  static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
