package io.atolldb.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.atolldb.log.MemoryDisk;
import io.atolldb.operation.DeleteItem;
import io.atolldb.operation.Guard;
import io.atolldb.proof.Digests.Digest;
import io.atolldb.region.PairOfRegions;
import io.atolldb.region.RegionCore;
import io.atolldb.region.Regions;
import io.atolldb.store.MemoryStore;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DigestsTest {

  private static final long SEED = 20_261_121;

  private final MemoryDisk disk = new MemoryDisk(64 << 20);
  private final long[] wall = {1_000_000};

  private static Digest kept(RegionCore core) {
    return core.state().digests().of(Regions.TABLE);
  }

  private static Digest readAgain(RegionCore core) {
    core.state().digests().readAgain(Regions.TABLE);
    return kept(core);
  }

  private RegionCore open() throws Exception {
    RegionCore core = Regions.open(disk, new MemoryStore(), wall);
    if (core.state().tables().of(Regions.TABLE) == null) Regions.createTable(core);
    return core;
  }

  private static void change(RegionCore core, SplittableRandom dice) {
    for (int write = dice.nextInt(1, 5); write > 0; write--) {
      String id = "k" + dice.nextInt(40);
      if (dice.nextInt(3) == 0) {
        core.writer().submit(new DeleteItem(Regions.TABLE, Regions.key(id), Guard.NONE));
      } else {
        Regions.put(core, id, "v" + dice.nextInt(1_000));
      }
    }
    core.writer().doWork();
  }

  @Test
  void whatFollowsEveryWriteIsWhatAReadingOfTheStoreFinds() throws Exception {
    RegionCore core = open();
    var dice = new SplittableRandom(SEED);
    assertThat(kept(core).items()).isZero();
    for (int batch = 0; batch < 300; batch++) {
      change(core, dice);
      Digest followed = kept(core);
      assertThat(followed).as("seed %d, batch %d", SEED, batch).isEqualTo(readAgain(core));
    }
  }

  @Test
  void aRegionThatStartsAgainHasTheSameDigest() throws Exception {
    RegionCore core = open();
    var dice = new SplittableRandom(SEED);
    for (int batch = 0; batch < 50; batch++) change(core, dice);
    Digest before = kept(core);
    core.close();

    assertThat(kept(open())).isEqualTo(before);
  }

  @Test
  void aTableThatComesBackToItsItemsButNotToItsVersionsHasAnotherDigest() throws Exception {
    RegionCore core = open();
    Regions.put(core, "a", "one");
    core.writer().doWork();
    Digest first = kept(core);
    Regions.put(core, "a", "one");
    core.writer().doWork();

    assertThat(kept(core).items()).isEqualTo(first.items());
    assertThat(kept(core).pages()).isNotEqualTo(first.pages());
  }

  @Test
  void whatIsBuiltWhileOthersWriteLeavesNothingOutAndCountsNothingTwice() throws Exception {
    try (var pair = new PairOfRegions()) {
      RegionCore core = pair.here.core;
      Thread writing =
          Thread.ofVirtual()
              .start(() -> {
                for (int at = 0; at < 2_000; at++) pair.here.put("k" + at % 300, "v" + at);
              });
      while (writing.isAlive()) core.state().digests().readAgain(Regions.TABLE);
      writing.join();

      Digest followed = kept(core);
      assertThat(followed.items()).isEqualTo(300);
      assertThat(followed).isEqualTo(readAgain(core));
    }
  }

  @Test
  void keysSpreadOverTheLeavesAndALeafIsTheSameForEver() {
    List<Integer> leaves =
        IntStream.range(0, 20_000)
            .mapToObj(at -> EntryHash.leafOf(Regions.key("k" + at).toArray()))
            .toList();
    Set<Integer> different = new HashSet<>(leaves);

    assertThat(different).hasSizeGreaterThan(10_000);
    assertThat(leaves).allMatch(leaf -> leaf >= 0 && leaf < DigestTree.LEAVES);
    assertThat(EntryHash.leafOf(new byte[] {1, 2, 3})).isEqualTo(15436);
  }
}
