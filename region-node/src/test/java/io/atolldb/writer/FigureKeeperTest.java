package io.atolldb.writer;

import static org.assertj.core.api.Assertions.assertThat;

import io.atolldb.catalog.TableChange;
import io.atolldb.catalog.TableFigures;
import io.atolldb.catalog.TableOperation;
import io.atolldb.globaltable.MemberStatus;
import io.atolldb.item.ItemSize;
import io.atolldb.log.MemoryDisk;
import io.atolldb.operation.DeleteItem;
import io.atolldb.operation.Guard;
import io.atolldb.region.Region;
import io.atolldb.region.RegionCore;
import io.atolldb.region.Regions;
import io.atolldb.replication.LinkProgress;
import io.atolldb.replication.ReplicaStore.RemoteBatch;
import io.atolldb.replication.StreamPosition;
import io.atolldb.store.ItemStore;
import io.atolldb.store.MemoryStore;
import io.atolldb.store.StoreBatch;
import io.atolldb.store.StoreMap;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FigureKeeperTest {

  private static final long NOW = 1_000_000;
  private static final int STEPS = 400;

  private final MemoryDisk disk = new MemoryDisk(64 << 20);
  private final MemoryStore store = new MemoryStore();
  private final long[] wall = {NOW};
  private final RegionCore core = Regions.withTable(disk, store, wall);

  @Test
  void anItemCountsWithItsSizeAndADeletedOneDoesNot() {
    Regions.put(core, "a", "one");
    Regions.put(core, "a", "longer");
    Regions.put(core, "b", "two");
    core.writer().doWork();

    int bytes = ItemSize.of(Regions.item("a", "longer")) + ItemSize.of(Regions.item("b", "two"));
    assertThat(figures(core)).isEqualTo(new TableFigures(2, bytes));

    delete("a");
    delete("b");
    core.writer().doWork();
    assertThat(figures(core)).isEqualTo(TableFigures.NONE);
  }

  @Test
  void whateverHappensTheyAreWhatAScanWouldFind() throws Exception {
    long seed = 20_261_121;
    var random = new SplittableRandom(seed);
    for (int step = 0; step < STEPS; step++) {
      String id = "k" + random.nextInt(20);
      switch (random.nextInt(4)) {
        case 0 -> delete(id);
        case 1 -> core.writer().submit(remote(id, "x".repeat(random.nextInt(40)), step));
        default -> Regions.put(core, id, "y".repeat(random.nextInt(40)));
      }
      if (random.nextInt(5) == 0) {
        core.writer().doWork();
        assertThat(figures(core)).as("seed %d, step %d", seed, step).isEqualTo(counted(core));
      }
    }
    core.writer().doWork();
    TableFigures before = figures(core);
    assertThat(before).isEqualTo(counted(core));

    RegionCore fromStore = Regions.open(disk, store, wall);
    assertThat(figures(fromStore)).isEqualTo(before);
    RegionCore fromLog = Regions.open(disk, new MemoryStore(), wall);
    assertThat(figures(fromLog)).isEqualTo(before);
  }

  @Test
  void aStoreThatWasWrittenBeforeTheyWereKeptIsCountedOnce() throws Exception {
    Regions.put(core, "a", "one");
    core.writer().doWork();
    TableFigures before = figures(core);
    forget(store);

    assertThat(figures(Regions.open(disk, store, wall))).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"items", "region", "tables"})
  void aStoreThatIsAheadInOneMapMakesNothingCountTwice(String ahead) throws Exception {
    for (int step = 0; step < 50; step++) {
      Regions.put(core, "k" + step % 7, "x".repeat(step));
      if (step % 5 == 0) delete("k" + step % 3);
    }
    core.writer().doWork();

    RegionCore again = Regions.open(disk, TornStore.aheadIn(ahead, store), wall);
    assertThat(figures(again)).isEqualTo(figures(core)).isEqualTo(counted(again));
  }

  @Test
  void aDroppedTableHoldsNothing() {
    Regions.put(core, "a", "one");
    core.writer()
        .submit(
            (TableOperation)
                _ ->
                    new TableOperation.Decision.Change(
                        List.of(
                            new TableChange.Membership(
                                Regions.TABLE, Regions.HERE, MemberStatus.REMOVED, ""))));
    core.writer().doWork();

    assertThat(figures(core)).isEqualTo(TableFigures.NONE);
  }

  private void delete(String id) {
    core.writer().submit(new DeleteItem(Regions.TABLE, Regions.key(id), Guard.NONE));
  }

  private static TableFigures figures(RegionCore core) {
    return core.state().figures(Regions.TABLE);
  }

  private static TableFigures counted(RegionCore core) {
    long items = 0;
    long bytes = 0;
    Region.ItemCursor cursor = core.region().scan(Regions.TABLE, null, null, true);
    while (cursor.advance()) {
      items++;
      bytes += cursor.current().sizeBytes();
    }
    return new TableFigures(items, bytes);
  }

  private static void forget(ItemStore store) {
    var batch = new StoreBatch();
    batch.remove(StoreMap.REGION, RegionKeys.figures(Regions.TABLE));
    batch.reaches(store.appliedSequence());
    store.apply(batch);
  }

  private static RemoteBatch remote(String id, String text, long offset) {
    var position = new StreamPosition("cluster", "topic", offset);
    return Regions.arriving(
        Regions.theirs(id, text, NOW + offset % 7), new LinkProgress(position, NOW));
  }
}
