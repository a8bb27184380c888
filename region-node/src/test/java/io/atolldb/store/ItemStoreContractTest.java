package io.atolldb.store;

import static io.atolldb.store.Entries.PORTS;
import static io.atolldb.store.Entries.SHIPS;
import static io.atolldb.store.Entries.batch;
import static io.atolldb.store.Entries.bound;
import static io.atolldb.store.Entries.key;
import static io.atolldb.store.Entries.put;
import static io.atolldb.store.Entries.rest;
import static io.atolldb.store.Entries.text;
import static io.atolldb.store.Entries.value;
import static org.assertj.core.api.Assertions.assertThat;

import io.atolldb.store.ItemStore.EntryCursor;
import io.atolldb.store.ItemStore.Snapshot;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@EnumSource(Engine.class)
class ItemStoreContractTest {

  private final Engine engine;
  private ItemStore store;

  ItemStoreContractTest(Engine engine) {
    this.engine = engine;
  }

  @BeforeEach
  void open(@TempDir Path directory) throws Exception {
    store = engine.open(directory);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private List<String> scan(@Nullable String from, @Nullable String to, boolean ascending) {
    return rest(store.scan(SHIPS, bound(from), bound(to), ascending));
  }

  @Test
  void anEmptyStoreHasNothing() {
    assertThat(store.appliedSequence()).isZero();
    assertThat(store.get(SHIPS, key("00"))).isNull();
    assertThat(store.entries(SHIPS)).isZero();
    assertThat(rest(store.scan(SHIPS, null, null, true))).isEmpty();
  }

  @Test
  void theLastChangeOfABatchCounts() {
    StoreBatch batch = put(7, SHIPS, "01", "one", "02", "two", "01", "three");
    batch.remove(SHIPS, key("02"));
    batch.put(PORTS, key("02"), value("port"));
    store.apply(batch);

    assertThat(text(store.get(SHIPS, key("01")))).isEqualTo("three");
    assertThat(store.get(SHIPS, key("02"))).isNull();
    assertThat(text(store.get(PORTS, key("02")))).isEqualTo("port");
    assertThat(store.entries(SHIPS)).isEqualTo(1);
    assertThat(store.appliedSequence()).isEqualTo(7);
  }

  @Test
  void aBatchAppliedTwiceIsAppliedOnce() {
    StoreBatch batch = put(3, SHIPS, "01", "one");
    batch.remove(SHIPS, key("05"));
    batch.drop(PORTS);
    batch.put(PORTS, key("09"), value("nine"));
    store.apply(batch);
    store.apply(batch);

    assertThat(scan(null, null, true)).containsExactly("01=one");
    assertThat(rest(store.scan(PORTS, null, null, true))).containsExactly("09=nine");
    assertThat(store.appliedSequence()).isEqualTo(3);
  }

  @Test
  void keysAreOrderedAsUnsignedBytesAndShorterOnesFirst() {
    store.apply(put(1, SHIPS, "80", "c", "7f", "a", "7fff", "b", "ff", "d", "", "first"));

    assertThat(scan(null, null, true)).containsExactly("=first", "7f=a", "7fff=b", "80=c", "ff=d");
    assertThat(scan(null, null, false)).containsExactly("ff=d", "80=c", "7fff=b", "7f=a", "=first");
  }

  @Test
  void aRangeHoldsItsStartAndNotItsEndInBothDirections() {
    store.apply(put(1, SHIPS, "01", "a", "02", "b", "03", "c", "04", "d"));

    assertThat(scan("02", "04", true)).containsExactly("02=b", "03=c");
    assertThat(scan("02", "04", false)).containsExactly("03=c", "02=b");
    assertThat(scan("0200", "0300", true)).containsExactly("03=c");
    assertThat(scan("0200", "0300", false)).containsExactly("03=c");
    assertThat(scan("03", null, true)).containsExactly("03=c", "04=d");
    assertThat(scan(null, "03", false)).containsExactly("02=b", "01=a");
    assertThat(scan("02", "02", true)).isEmpty();
    assertThat(scan("04", "02", false)).isEmpty();
  }

  @Test
  void aDroppedMapIsEmptyAndCanBeFilledAgain() {
    store.apply(put(1, SHIPS, "01", "a"));
    StoreBatch drop = batch(2);
    drop.drop(SHIPS);
    store.apply(drop);
    assertThat(store.get(SHIPS, key("01"))).isNull();
    assertThat(store.entries(SHIPS)).isZero();

    store.apply(put(3, SHIPS, "02", "b"));
    assertThat(scan(null, null, true)).containsExactly("02=b");
  }

  @Test
  void aSnapshotDoesNotChange() {
    store.apply(put(5, SHIPS, "01", "a", "02", "b"));
    try (Snapshot snapshot = store.snapshot()) {
      StoreBatch later = put(6, SHIPS, "01", "changed", "03", "new");
      later.remove(SHIPS, key("02"));
      later.put(PORTS, key("01"), value("harbour"));
      store.apply(later);

      assertThat(snapshot.appliedSequence()).isEqualTo(5);
      assertThat(rest(snapshot.scan(SHIPS, null, null, false))).containsExactly("02=b", "01=a");
      assertThat(text(snapshot.get(SHIPS, key("02")))).isEqualTo("b");
      assertThat(snapshot.get(SHIPS, key("03"))).isNull();
      assertThat(snapshot.get(PORTS, key("01"))).isNull();
      assertThat(rest(snapshot.scan(PORTS, null, null, true))).isEmpty();
    }
    assertThat(scan(null, null, true)).containsExactly("01=changed", "03=new");
  }

  @Test
  void aSnapshotOutlivesTheDropOfItsMap() {
    for (int each = 0; each < 1000; each++) {
      store.apply(put(each + 1, SHIPS, "%08x".formatted(each), "x".repeat(100)));
    }
    store.sync();
    try (Snapshot snapshot = store.snapshot()) {
      EntryCursor begun = snapshot.scan(SHIPS, null, null, true);
      assertThat(begun.advance()).isTrue();
      StoreBatch drop = batch(2000);
      drop.drop(SHIPS);
      store.apply(drop);
      store.sync();

      assertThat(rest(begun)).hasSize(999);
      assertThat(rest(snapshot.scan(SHIPS, null, null, false))).hasSize(1000);
    }
  }

  @Test
  void aLiveScanMeetsEachKeyAtMostOnceAndKeysThatStayExactlyOnce() {
    int keys = 2000;
    for (int each = 0; each < keys; each++) {
      store.apply(put(each + 1, SHIPS, "%08x".formatted(each), "before"));
    }
    var chance = new Random(7);
    for (boolean ascending : new boolean[] {true, false}) {
      EntryCursor cursor = store.scan(SHIPS, null, null, ascending);
      List<byte[]> seen = new ArrayList<>();
      while (cursor.advance()) {
        seen.add(cursor.key());
        assertThat(text(cursor.value())).isIn("before", "after");
        String even = "%08x".formatted(2 * chance.nextInt(keys / 2));
        String between = "%08x".formatted(chance.nextInt(keys)) + "80";
        StoreBatch change = put(3000, SHIPS, even, "after", between, "after");
        change.remove(SHIPS, key("%08x".formatted(chance.nextInt(keys)) + "80"));
        store.apply(change);
      }
      assertThat(seen)
          .isSortedAccordingTo(
              ascending ? Arrays::compareUnsigned : (a, b) -> Arrays.compareUnsigned(b, a));
      assertThat(seen).doesNotHaveDuplicates().filteredOn(each -> each.length == 4).hasSize(keys);
    }
  }

  @Test
  void largeAndEmptyValuesComeBackAsTheyWere() {
    byte[] large = new byte[400 << 10];
    new Random(1).nextBytes(large);
    StoreBatch batch = batch(1);
    batch.put(SHIPS, key("01"), large);
    batch.put(SHIPS, key("02"), new byte[0]);
    store.apply(batch);
    store.sync();

    assertThat(store.get(SHIPS, key("01"))).isEqualTo(large);
    assertThat(store.get(SHIPS, key("02"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void anyHistoryLeavesWhatASortedMapWouldHold(long seed) {
    var chance = new Random(seed);
    NavigableMap<byte[], byte[]> model = new TreeMap<>(Arrays::compareUnsigned);
    for (int sequence = 1; sequence <= 300; sequence++) {
      StoreBatch batch = batch(sequence);
      for (int change = 0; change < 10; change++) {
        byte[] key = new byte[1 + chance.nextInt(2)];
        chance.nextBytes(key);
        if (chance.nextInt(3) == 0) {
          batch.remove(SHIPS, key);
          model.remove(key);
        } else {
          byte[] value = new byte[chance.nextInt(200)];
          chance.nextBytes(value);
          batch.put(SHIPS, key, value);
          model.put(key, value);
        }
      }
      store.apply(batch);
    }
    for (int range = 0; range < 100; range++) {
      byte[] from = {(byte) chance.nextInt(256)};
      byte[] to = {(byte) chance.nextInt(256), 0};
      boolean ascending = chance.nextBoolean();
      assertThat(hex(store.scan(SHIPS, from, to, ascending)))
          .as("seed %d, range %d", seed, range)
          .isEqualTo(hex(model, from, to, ascending));
    }
    assertThat(store.entries(SHIPS)).isEqualTo(model.size());
  }

  private static List<String> hex(EntryCursor cursor) {
    List<String> entries = new ArrayList<>();
    while (cursor.advance()) {
      entries.add(hex(cursor.key()) + "=" + hex(cursor.value()));
    }
    return entries;
  }

  private static List<String> hex(
      NavigableMap<byte[], byte[]> model, byte[] from, byte[] to, boolean ascending) {
    List<String> entries = new ArrayList<>();
    for (Map.Entry<byte[], byte[]> each : model.entrySet()) {
      boolean within =
          Arrays.compareUnsigned(from, each.getKey()) <= 0
              && Arrays.compareUnsigned(each.getKey(), to) < 0;
      if (within) entries.add(hex(each.getKey()) + "=" + hex(each.getValue()));
    }
    return ascending ? entries : entries.reversed();
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
