package io.atolldb.writer;

import static io.atolldb.writer.IndexedTable.BY_COLOUR;
import static io.atolldb.writer.IndexedTable.BY_SIZE;
import static io.atolldb.writer.IndexedTable.delete;
import static io.atolldb.writer.IndexedTable.entries;
import static io.atolldb.writer.IndexedTable.expected;
import static io.atolldb.writer.IndexedTable.item;
import static io.atolldb.writer.IndexedTable.put;
import static io.atolldb.writer.IndexedTable.setIndexes;
import static io.atolldb.writer.IndexedTable.table;
import static org.assertj.core.api.Assertions.assertThat;

import io.atolldb.capacity.TableMeter;
import io.atolldb.catalog.Index;
import io.atolldb.log.MemoryDisk;
import io.atolldb.record.LogRecord;
import io.atolldb.record.LogRecordCodec;
import io.atolldb.region.RegionCore;
import io.atolldb.region.Regions;
import io.atolldb.store.MemoryStore;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class IndexUpkeepTest {

  private static final String[] COLOURS = {"red", "green", "blue", null, ""};

  private final MemoryDisk disk = new MemoryDisk(64 << 20);
  private final long[] wall = {1_000_000};
  private final RegionCore core = Regions.withTable(disk, new MemoryStore(), wall);

  private static void assertIndexesHoldWhatTheyShould(RegionCore core) {
    for (Index index : table(core).indexes().all()) {
      assertThat(entries(core, index)).as(index.name()).isEqualTo(expected(core, index));
    }
  }

  private void fillToTheEnd(RegionCore filled) {
    var filler = new IndexFiller(filled.state(), filled.writer(), filled.meters());
    for (int step = 0; !table(filled).filling().isEmpty(); step++) {
      assertThat(step).isLessThan(100);
      filler.doWork();
      filled.writer().doWork();
    }
    filler.doWork();
  }

  @Test
  void entriesFollowTheirItemsAlsoWithinOneBatch() {
    setIndexes(core, BY_COLOUR, BY_SIZE);
    fillToTheEnd(core);
    put(core, item("a", "red", 1));
    put(core, item("a", "blue", 1));
    put(core, item("b", "blue", null));
    put(core, item("c", null, 3));
    put(core, item("d", "red", 4));
    delete(core, "d");
    core.writer().doWork();

    assertIndexesHoldWhatTheyShould(core);
    assertThat(entries(core, BY_COLOUR)).hasSize(2);
    assertThat(entries(core, BY_SIZE)).hasSize(1);

    put(core, item("a", null, 1));
    delete(core, "b");
    core.writer().doWork();
    assertThat(entries(core, BY_COLOUR)).isEmpty();
    assertThat(entries(core, BY_SIZE)).isEmpty();
  }

  /// 4.11: one of another type, an empty one and one that is too long are as good as none.
  @Test
  void anItemWhoseAttributeCannotBeAKeyHasNoEntry() {
    put(core, item("typed", "red", 1));
    put(core, item("empty", "", 1));
    put(core, item("long", "x".repeat(2_049), 1));
    core.writer().doWork();
    setIndexes(core, BY_COLOUR);
    fillToTheEnd(core);

    assertThat(entries(core, BY_COLOUR)).hasSize(1);
    assertIndexesHoldWhatTheyShould(core);
  }

  @Test
  void aNewIndexIsFilledWhileWritesGoOn() {
    for (int id = 0; id < 1_700; id++) {
      put(core, item("k" + id, COLOURS[id % 3], id));
    }
    core.writer().doWork();
    setIndexes(core, BY_COLOUR);
    assertThat(table(core).filling()).containsExactly(BY_COLOUR.id());

    var random = new SplittableRandom(11);
    var filler = new IndexFiller(core.state(), core.writer(), core.meters());
    int steps = 0;
    while (!table(core).filling().isEmpty()) {
      filler.doWork();
      for (int write = 0; write < 40; write++) writeSomething(core, random, 1_700);
      core.writer().doWork();
      steps++;
    }

    assertThat(steps).isBetween(4, 10);
    assertIndexesHoldWhatTheyShould(core);
  }

  /// The service bills the writes of filling an index, as writes of the index.
  @Test
  void whatAnIndexIsFilledWithIsCountedAsItsWrites() {
    put(core, item("a", "red", 1));
    put(core, item("b", "blue", null));
    put(core, item("c", null, 1));
    put(core, item("d", "x".repeat(1_500), 2));
    put(core, item("e", "green", 2));
    core.writer().doWork();
    delete(core, "e");
    core.writer().doWork();
    setIndexes(core, BY_COLOUR, BY_SIZE);
    fillToTheEnd(core);

    TableMeter meter = core.meters().of(table(core));
    assertThat(meter.of(BY_COLOUR).writes().taken()).isEqualTo(4);
    assertThat(meter.of(BY_SIZE).writes().taken()).isEqualTo(3);
    assertThat(meter.own().writes().taken()).isZero();
  }

  private static void writeSomething(RegionCore core, SplittableRandom random, int ids) {
    String id = "k" + random.nextInt(ids);
    if (random.nextInt(4) == 0) {
      delete(core, id);
    } else {
      String colour = COLOURS[random.nextInt(4)];
      put(core, item(id, colour, random.nextInt(3)));
    }
  }

  @Test
  void fillingGoesOnAfterARestart() throws Exception {
    for (int id = 0; id < 1_200; id++) put(core, item("k" + id, COLOURS[id % 3], id));
    core.writer().doWork();
    setIndexes(core, BY_COLOUR);
    new IndexFiller(core.state(), core.writer(), core.meters()).doWork();
    core.writer().doWork();
    var reached = core.state().filledThrough(BY_COLOUR.id());

    RegionCore again = Regions.open(disk, new MemoryStore(), wall);
    assertThat(again.state().filledThrough(BY_COLOUR.id())).isEqualTo(reached);
    assertThat(table(again).filling()).containsExactly(BY_COLOUR.id());
    fillToTheEnd(again);
    assertIndexesHoldWhatTheyShould(again);
  }

  @Test
  void anIndexThatIsTakenAwayLeavesNothing() {
    put(core, item("a", "red", 1));
    setIndexes(core, BY_COLOUR);
    fillToTheEnd(core);
    setIndexes(core);

    assertThat(entries(core, BY_COLOUR)).isEmpty();
    assertThat(table(core).filling()).isEmpty();
    assertThat(core.state().filledThrough(BY_COLOUR.id())).isNull();
  }

  /// Whatever a batch held when it was written, a replay may cut it elsewhere, or not at all.
  @Test
  void aReplayMakesTheSameIndexes() throws Exception {
    for (long seed = 1; seed <= 20; seed++) {
      var ownDisk = new MemoryDisk(64 << 20);
      RegionCore lived = Regions.open(ownDisk, new MemoryStore(), wall);
      Regions.createTable(lived);
      live(lived, new SplittableRandom(seed));
      RegionCore again = Regions.open(ownDisk, new MemoryStore(), wall);

      assertThat(table(again)).as("seed " + seed).isEqualTo(table(lived));
      for (Index index : new Index[] {BY_COLOUR, BY_SIZE}) {
        assertThat(entries(again, index)).as("seed " + seed).isEqualTo(entries(lived, index));
      }
      fillToTheEnd(again);
      assertIndexesHoldWhatTheyShould(again);
    }
  }

  private static void live(RegionCore core, SplittableRandom random) {
    var filler = new IndexFiller(core.state(), core.writer(), core.meters());
    for (int step = 0; step < 60; step++) {
      for (int write = random.nextInt(12); write > 0; write--) writeSomething(core, random, 40);
      switch (random.nextInt(12)) {
        case 0 -> setIndexes(core, BY_COLOUR);
        case 1 -> setIndexes(core, BY_SIZE, BY_COLOUR);
        case 2 -> setIndexes(core);
        default -> filler.doWork();
      }
      core.writer().doWork();
      if (table(core).filling().isEmpty()) assertIndexesHoldWhatTheyShould(core);
    }
  }

  @Test
  void recordsOfIndexesSurviveTheLog() {
    var ids = new TreeSet<>(Set.of(BY_COLOUR.id(), BY_SIZE.id()));
    var none = new TreeSet<UUID>();
    for (LogRecord record :
        new LogRecord[] {
          new LogRecord.IndexesChanged(Regions.TABLE, ids, none),
          new LogRecord.IndexesChanged(Regions.TABLE, none, ids),
          new LogRecord.IndexFilled(
              Regions.TABLE, BY_SIZE.id(), Regions.key("a"), Regions.key("b")),
          new LogRecord.IndexFilled(Regions.TABLE, BY_SIZE.id(), Regions.key("a"), null)
        }) {
      assertThat(LogRecordCodec.decode(LogRecordCodec.encode(record))).isEqualTo(record);
    }
  }
}
