package io.atolldb.store;

import static io.atolldb.store.Entries.PORTS;
import static io.atolldb.store.Entries.SHIPS;
import static io.atolldb.store.Entries.key;
import static io.atolldb.store.Entries.put;
import static io.atolldb.store.Entries.rest;
import static io.atolldb.store.Entries.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class H2StoreTest {

  private static final long NEVER_MILLIS = 1L << 40;

  private final Path directory;
  private final Path file;
  private final Path copies;

  H2StoreTest(@TempDir Path parent) throws IOException {
    directory = Files.createDirectory(parent.resolve("store"));
    copies = Files.createDirectory(parent.resolve("copies"));
    file = directory.resolve(H2Store.FILE_NAME);
  }

  /// What a node would find after it was killed now: a copy of the file, taken while nothing was
  /// being written.
  private H2Store openAfterKill() throws IOException {
    byte[] now = Files.readAllBytes(file);
    for (byte[] before = {}; !Arrays.equals(before, now); ) {
      before = now;
      now = Files.readAllBytes(file);
    }
    Files.write(copies.resolve(H2Store.FILE_NAME), now);
    return H2Store.open(copies);
  }

  @Test
  void aClosedStoreComesBackAsItWas() throws IOException {
    try (H2Store store = H2Store.open(directory)) {
      store.apply(put(41, SHIPS, "01", "a"));
      store.apply(put(42, PORTS, "02", "b"));
    }
    try (H2Store store = H2Store.open(directory)) {
      assertThat(store.appliedSequence()).isEqualTo(42);
      assertThat(rest(store.scan(SHIPS, null, null, true))).containsExactly("01=a");
      assertThat(rest(store.scan(PORTS, null, null, true))).containsExactly("02=b");
      assertThat(store.entries(PORTS)).isEqualTo(1);
    }
  }

  @Test
  void aKilledStoreComesBackAsOfItsLastCommit() throws IOException {
    try (H2Store store = H2Store.open(directory, NEVER_MILLIS)) {
      store.apply(put(1, SHIPS, "01", "a"));
      assertThat(store.sync()).isEqualTo(1);
      store.apply(put(2, SHIPS, "01", "b"));

      try (H2Store killed = openAfterKill()) {
        assertThat(killed.appliedSequence()).isEqualTo(1);
        assertThat(text(killed.get(SHIPS, key("01")))).isEqualTo("a");
      }
      assertThat(store.sync()).isEqualTo(2);
      try (H2Store killed = openAfterKill()) {
        assertThat(killed.appliedSequence()).isEqualTo(2);
      }
    }
  }

  @Test
  void whereverAStoreIsKilledItHoldsAllOfWhatItsSequencePromises() throws Exception {
    int keys = 50;
    var done = new AtomicBoolean();
    try (H2Store store = H2Store.open(directory, 1)) {
      Thread writer = Thread.ofPlatform().start(() -> writeUntil(done, store, keys));
      try {
        for (int kill = 0; kill < 25; kill++) {
          try (H2Store killed = openAfterKill()) {
            long promised = killed.appliedSequence();
            for (StoreMap map : new StoreMap[] {SHIPS, PORTS}) {
              for (long each = Math.max(1, promised - keys + 1); each <= promised; each++) {
                String value = text(killed.get(map, key("%08x".formatted(each % keys))));
                assertThat(value).as("%d of %d in %s", each, promised, map).isNotNull();
                assertThat(Long.parseLong(value)).isGreaterThanOrEqualTo(each);
              }
            }
          }
        }
      } finally {
        done.set(true);
        writer.join();
      }
    }
  }

  /// Batch n writes n to one key of each map.
  private static void writeUntil(AtomicBoolean done, H2Store store, int keys) {
    for (long sequence = 1; !done.get(); sequence++) {
      String key = "%08x".formatted(sequence % keys);
      StoreBatch batch = put(sequence, SHIPS, key, Long.toString(sequence));
      batch.put(PORTS, key(key), Entries.value(Long.toString(sequence)));
      store.apply(batch);
    }
  }

  @Test
  void aFileThatIsNoStoreIsDamaged() throws IOException {
    Files.writeString(file, "thesis, chapter one ".repeat(1000));
    assertThatThrownBy(() -> H2Store.open(directory))
        .isInstanceOf(StoreDamaged.class)
        .hasMessageContaining(file.toString());
  }

  @Test
  void aStoreInUseCannotBeOpenedASecondTime() throws IOException {
    try (H2Store store = H2Store.open(directory)) {
      store.apply(put(1, SHIPS, "01", "a"));
      assertThatThrownBy(() -> H2Store.open(directory)).isInstanceOf(StoreDamaged.class);
      assertThat(text(store.get(SHIPS, key("01")))).isEqualTo("a");
    }
  }

  @Test
  void interruptedReadersAndWritersDoNotCloseTheFile() throws Exception {
    try (H2Store store = H2Store.open(directory)) {
      for (int each = 1; each <= 2000; each++) {
        store.apply(put(each, SHIPS, "%08x".formatted(each), "v".repeat(500)));
      }
    }
    // Opened again, so that pages are read from the file.
    try (H2Store store = H2Store.open(directory)) {
      for (int each = 1; each <= 2000; each += 10) {
        Thread.currentThread().interrupt();
        assertThat(store.get(SHIPS, key("%08x".formatted(each)))).hasSize(500);
        store.apply(put(2000 + each, PORTS, "%08x".formatted(each), "w"));
        if (each % 500 == 1) assertThat(store.sync()).isEqualTo(2000 + each);
        assertThat(Thread.interrupted()).isTrue();
      }
      assertThat(rest(store.scan(SHIPS, null, null, false))).hasSize(2000);
    }
  }
}
