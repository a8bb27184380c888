package io.atolldb.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.atolldb.store.ItemStore.EntryCursor;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Keys and values as tests write them: keys in hex, values as text.
final class Entries {

  static final StoreMap SHIPS = new StoreMap("ships");
  static final StoreMap PORTS = new StoreMap("ports");

  private Entries() {}

  static byte[] key(String hex) {
    return HexFormat.of().parseHex(hex);
  }

  /// Null, or the key as bytes.
  static byte @Nullable [] bound(@Nullable String hex) {
    return hex == null ? null : key(hex);
  }

  static byte[] value(String text) {
    return text.getBytes(UTF_8);
  }

  static @Nullable String text(byte @Nullable [] value) {
    return value == null ? null : new String(value, UTF_8);
  }

  /// `key=value` of each entry.
  static List<String> rest(EntryCursor cursor) {
    List<String> entries = new ArrayList<>();
    while (cursor.advance()) {
      entries.add(HexFormat.of().formatHex(cursor.key()) + "=" + text(cursor.value()));
    }
    return entries;
  }

  static StoreBatch batch(long sequence) {
    var batch = new StoreBatch();
    batch.reaches(sequence);
    return batch;
  }

  static StoreBatch put(long sequence, StoreMap map, String... keysAndValues) {
    StoreBatch batch = batch(sequence);
    for (int at = 0; at < keysAndValues.length; at += 2) {
      batch.put(map, key(keysAndValues[at]), value(keysAndValues[at + 1]));
    }
    return batch;
  }
}
