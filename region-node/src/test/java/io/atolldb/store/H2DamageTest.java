package io.atolldb.store;

import static io.atolldb.store.Entries.SHIPS;
import static io.atolldb.store.Entries.batch;
import static io.atolldb.store.Entries.key;
import static io.atolldb.store.Entries.text;
import static io.atolldb.store.Entries.value;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atolldb.store.ItemStore.EntryCursor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The file of a store changes behind its back. What is in it may be older afterwards, or be
/// refused; it is never wrong.
class H2DamageTest {

  private static final int KEYS = 300;
  private static final int STAGES = 4;

  private final Path directory;
  private final Path file;

  /// What the store held when it was synced, by the sequence it had reached then.
  private final Map<Long, Map<String, String>> stages = new TreeMap<>();

  private byte[] intact = {};

  private enum Outcome {
    INTACT,
    OLDER,
    REFUSED
  }

  H2DamageTest(@TempDir Path directory) {
    this.directory = directory;
    this.file = directory.resolve(H2Store.FILE_NAME);
  }

  @BeforeEach
  void fill() throws IOException {
    var entries = new TreeMap<String, String>();
    try (H2Store store = H2Store.open(directory)) {
      for (long stage = 1; stage <= STAGES; stage++) {
        StoreBatch batch = batch(stage);
        for (int each = 0; each < KEYS; each += (int) stage) {
          String key = "%08x".formatted(each);
          String value = "value of " + each + " in stage " + stage + " " + "v".repeat(each % 90);
          batch.put(SHIPS, key(key), value(value));
          entries.put(key, value);
        }
        store.apply(batch);
        assertThat(store.sync()).isEqualTo(stage);
        stages.put(stage, new TreeMap<>(entries));
      }
    }
    intact = Files.readAllBytes(file);
  }

  /// Opens the file as it is now and compares all it holds with what it held at its sequence.
  private Outcome read(String story) throws IOException {
    try (H2Store store = H2Store.open(directory, 1L << 40)) {
      var found = new TreeMap<String, String>();
      EntryCursor cursor = store.scan(SHIPS, null, null, true);
      while (cursor.advance()) {
        found.put(HexFormat.of().formatHex(cursor.key()), String.valueOf(text(cursor.value())));
      }
      long reached = store.appliedSequence();
      assertThat(found).as(story).isEqualTo(stages.getOrDefault(reached, Map.of()));
      return reached == STAGES ? Outcome.INTACT : Outcome.OLDER;
    } catch (StoreDamaged damaged) {
      return Outcome.REFUSED;
    }
  }

  @Test
  void noSingleBitFlipIsReadAsData() throws IOException {
    int refused = 0;
    for (long seed = 1; seed <= 150; seed++) {
      int bit = new SplittableRandom(seed).nextInt(intact.length * Byte.SIZE);
      byte[] flipped = intact.clone();
      flipped[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
      Files.write(file, flipped);
      if (read("seed " + seed + ", bit " + bit) == Outcome.REFUSED) refused++;
    }
    assertThat(refused).isPositive();
  }

  @Test
  void aDamagedValueIsNamedByMapAndKey() throws IOException {
    String content = new String(intact, ISO_8859_1);
    byte[] flipped = intact.clone();
    // It may lie in the file more than once, since pages are never changed in place.
    for (int at = 0; (at = content.indexOf("value of 16 in", at)) >= 0; at++) flipped[at] ^= 1;
    Files.write(file, flipped);

    try (H2Store store = H2Store.open(directory)) {
      assertThatThrownBy(() -> store.get(SHIPS, key("00000010")))
          .isInstanceOf(StoreDamaged.class)
          .hasMessageContaining("ships")
          .hasMessageContaining("00000010");
      assertThat(text(store.get(SHIPS, key("00000011")))).startsWith("value of 17");
      EntryCursor cursor = store.scan(SHIPS, key("00000010"), null, true);
      assertThat(cursor.advance()).isTrue();
      assertThatThrownBy(cursor::value).isInstanceOf(StoreDamaged.class);
      assertThat(cursor.advance()).isTrue();
    }
  }

  @Test
  void aFileWithoutItsTailIsOlderAndSaysSo() throws IOException {
    int older = 0;
    for (int length = intact.length; length > 0; length -= 4096) {
      Files.write(file, Arrays.copyOf(intact, length));
      if (read("cut at " + length) == Outcome.OLDER) older++;
    }
    assertThat(older).isPositive();
  }

  @Test
  void aFileWhoseTailBecameZerosIsOlderAndSaysSo() throws IOException {
    int older = 0;
    for (int length = intact.length - 4096; length > 0; length -= 4096) {
      byte[] zeroed = intact.clone();
      Arrays.fill(zeroed, length, zeroed.length, (byte) 0);
      Files.write(file, zeroed);
      if (read("zeros from " + length) == Outcome.OLDER) older++;
    }
    assertThat(older).isPositive();
  }
}
