package io.atolldb.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.atolldb.clock.RegionId;
import io.atolldb.item.Bytes;
import io.atolldb.operation.DeleteItem;
import io.atolldb.operation.Guard;
import io.atolldb.peer.ComparisonCodec;
import io.atolldb.proof.Comparison.Outcome;
import io.atolldb.proof.Verification.Result;
import io.atolldb.region.PairOfRegions;
import io.atolldb.region.PairOfRegions.Half;
import io.atolldb.region.Regions;
import io.atolldb.region.TableDigest;
import io.atolldb.store.ItemStore;
import io.atolldb.store.StoreBatch;
import io.atolldb.store.StoreMap;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Two whole regions, compared while they are written to and after one of them was damaged.
class ComparisonTest {

  private static final List<RegionId> BOTH = List.of(Regions.THERE, Regions.HERE);
  private static final StoreMap ITEMS = StoreMap.items(Regions.TABLE);

  @AutoClose private PairOfRegions pair;
  private Verification verification;

  @BeforeEach
  void open() throws Exception {
    pair = new PairOfRegions();
    var others = new TreeMap<RegionId, ComparedRegion>();
    others.put(Regions.THERE, pair.there.agents.compared());
    verification = new Verification(pair.here.agents.compared(), others);
  }

  private void bothHold(int items) {
    for (int at = 0; at < items; at++) {
      (at % 2 == 0 ? pair.here : pair.there).put("k" + at, "v" + at);
    }
    PairOfRegions.await("both hold all", () -> holds(pair.here, items) && holds(pair.there, items));
  }

  private static boolean holds(Half half, int items) {
    return half.core.state().store().entries(ITEMS) == items;
  }

  private Result verify(boolean again) throws InterruptedException {
    return verification.verify(Regions.TABLE, BOTH, again);
  }

  @Test
  void regionsThatHoldTheSameAreProvedEqual() throws Exception {
    bothHold(100);
    Result result = verify(false);

    assertThat(result.isEqual()).isTrue();
    assertThat(result.compared()).isEqualTo(100);
    assertThat(result.differing()).isEmpty();
  }

  @Test
  void regionsThatAreWrittenToAllTheTimeAreNeverTakenForDifferent() throws Exception {
    var stop = new AtomicBoolean();
    Thread here = writing(pair.here, stop);
    Thread there = writing(pair.there, stop);
    for (int round = 0; round < 15; round++) {
      Result result = verify(false);
      assertThat(result.differing()).isEmpty();
      assertThat(result.troubles()).isEmpty();
    }
    stop.set(true);
    here.join();
    there.join();
    PairOfRegions.await("they are proved equal", this::isEqual);
  }

  private boolean isEqual() {
    try {
      return verify(false).isEqual();
    } catch (InterruptedException stopped) {
      throw new AssertionError(stopped);
    }
  }

  private static Thread writing(Half half, AtomicBoolean stop) {
    return Thread.ofVirtual()
        .start(() -> {
          for (int at = 0; !stop.get(); at++) half.put("k" + at % 50, half.id() + " " + at);
        });
  }

  @Test
  void aChangedBitIsFoundWhenTheStoresAreReadAndMended() throws Exception {
    bothHold(60);
    Bytes key = Regions.key("k6"); // written here, so this region's image decides between the two
    flipABit(pair.there.core.state().store(), key);
    assertThat(pair.there.text("k6")).isNotEqualTo(pair.here.text("k6"));

    Result found = verify(true);
    assertThat(found.isEqual()).isFalse();
    assertThat(found.differing()).containsOnlyKeys(key);

    Result mended = verification.repair(Regions.TABLE, BOTH, List.of(), true);
    assertThat(mended.isEqual()).isTrue();
    assertThat(pair.there.text("k6")).isEqualTo(pair.here.text("k6")).contains("v6");
    assertThat(verify(true).isEqual()).isTrue();
  }

  /// The last byte of what is stored is one of the item's.
  private static void flipABit(ItemStore store, Bytes key) {
    byte[] stored = store.get(ITEMS, key.unsafeArray()).clone();
    stored[stored.length - 1] ^= 1;
    var batch = new StoreBatch();
    batch.put(ITEMS, key.unsafeArray(), stored);
    batch.reaches(store.appliedSequence());
    store.apply(batch);
  }

  @Test
  void anItemThatOneRegionLostIsFoundAndBroughtBackByResolution() throws Exception {
    bothHold(60);
    Bytes key = Regions.key("k8");
    ItemStore store = pair.here.core.state().store();
    var batch = new StoreBatch();
    batch.remove(ITEMS, key.unsafeArray());
    batch.reaches(store.appliedSequence());
    store.apply(batch);

    assertThat(verify(true).differing()).containsOnlyKeys(key);

    assertThat(verification.repair(Regions.TABLE, BOTH, List.of(), false).isEqual()).isTrue();
    assertThat(pair.here.text("k8")).contains("v8");
  }

  @Test
  void anItemWhoseDeleteOneRegionHasLostIsFoundAndDeletedByRepair() throws Exception {
    bothHold(60);
    byte[] key = Regions.key("k8").unsafeArray();
    ItemStore store = pair.there.core.state().store();
    byte[] item = store.get(ITEMS, key);
    pair.here.core.writer().submit(new DeleteItem(Regions.TABLE, Regions.key("k8"), Guard.NONE));
    PairOfRegions.await("both know of the delete", () -> pair.there.text("k8").isEmpty());
    var batch = new StoreBatch();
    batch.put(ITEMS, key, item);
    batch.reaches(store.appliedSequence());
    store.apply(batch);

    assertThat(verify(true).differing()).containsOnlyKeys(Regions.key("k8"));

    assertThat(verification.repair(Regions.TABLE, BOTH, List.of(), false).isEqual()).isTrue();
    assertThat(pair.there.text("k8")).isEmpty();
    assertThat(pair.here.text("k8")).isEmpty();
  }

  @Test
  void aDeleteThatOneRegionNeedsToRememberNoMoreMakesNoDifference() throws Exception {
    bothHold(60);
    pair.here.core.writer().submit(new DeleteItem(Regions.TABLE, Regions.key("k8"), Guard.NONE));
    PairOfRegions.await("both know of the delete", () -> pair.there.text("k8").isEmpty());
    ItemStore store = pair.there.core.state().store();
    var batch = new StoreBatch();
    batch.remove(ITEMS, Regions.key("k8").unsafeArray());
    batch.reaches(store.appliedSequence());
    store.apply(batch);

    assertThat(verify(true).isEqual()).isTrue();
    TableDigest here = TableDigest.of(pair.here.core.state(), Regions.TABLE);
    TableDigest there = TableDigest.of(pair.there.core.state(), Regions.TABLE);
    assertThat(there.digest()).isEqualTo(here.digest());
    assertThat(here.tombstones()).isEqualTo(1);
    assertThat(there.tombstones()).isZero();
  }

  @Test
  void aRegionThatDoesNotCatchUpIsNotCalledDifferentButNamed() throws Exception {
    bothHold(10);
    pair.here.holdBack();
    pair.here.put("k1", "late");

    Outcome outcome = verify(false).regions().getFirst();
    assertThat(outcome.isEqual()).isFalse();
    assertThat(outcome.differing()).isEmpty();
    assertThat(outcome.trouble()).contains("eu-west-1 has not reached the cut");
  }

  @Test
  void whatTravelsForAMillionEqualItemsIsFarBelowAMegabyte() throws Exception {
    ComparedRegion here = pair.here.agents.compared();
    byte[] overview = ComparisonCodec.encode(here.overview(Regions.TABLE));
    List<Integer> every = IntStream.range(0, DigestTree.PAGES).boxed().toList();
    byte[] leaves = ComparisonCodec.encodeSums(here.leaves(Regions.TABLE, every));

    assertThat(overview).hasSizeLessThan(4_096);
    assertThat(leaves).hasSizeLessThan(300_000);
    assertThat(ComparisonCodec.sums(leaves)).hasSize(DigestTree.LEAVES);
  }
}
