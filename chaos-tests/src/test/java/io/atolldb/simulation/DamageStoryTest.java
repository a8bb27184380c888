package io.atolldb.simulation;

import static io.atolldb.simulation.ClientWrite.Kind.PUT;
import static org.assertj.core.api.Assertions.assertThat;

import io.atolldb.clock.RegionId;
import io.atolldb.item.Bytes;
import io.atolldb.proof.ComparedRegion;
import io.atolldb.proof.Sum;
import io.atolldb.proof.Verification;
import io.atolldb.proof.Verification.Result;
import io.atolldb.replication.ChangeRecord;
import io.atolldb.replication.PeerRegion.PeerUnavailable;
import io.atolldb.replication.ReplicaStore.RemoteBatch;
import io.atolldb.replication.StreamRecord;
import io.atolldb.store.StoreBatch;
import io.atolldb.store.StoreMap;
import io.atolldb.table.TableId;
import io.atolldb.version.VersionVector;
import java.util.BitSet;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DamageStoryTest {

  private static final RegionId IRELAND = new RegionId("ireland");
  private static final RegionId OREGON = new RegionId("oregon");
  private static final RegionId TOKYO = new RegionId("tokyo");
  private static final List<RegionId> ALL = List.of(IRELAND, OREGON, TOKYO);
  private static final StoreMap ITEMS = StoreMap.items(World.TABLE);

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void aBitThatFlipsInOneStoreIsFoundUnderItsKeyAndMendedFromTheOthers(long seed) throws Exception {
    var world = new World(seed, Weather.ROUGH, ALL);
    world.check(new AllRegionsAgree(), new VerificationAgrees());
    world.withTable(OREGON);
    for (int at = 0; at < 12; at++) {
      world.ask(ALL.get(at % 3), PUT, "cart-" + at, "seed " + seed);
    }
    world.settle();

    Bytes damaged = ClientWrite.keyOf("cart-" + seed);
    flipABit(world.at(TOKYO).store(), damaged);
    Verification verification = verification(world);
    Result found = verification.verify(World.TABLE, ALL, true);
    assertThat(found.differing()).containsOnlyKeys(damaged);
    assertThat(found.differing().get(damaged)).containsExactly(TOKYO);

    assertThat(verification.repair(World.TABLE, ALL, List.of(), true).isEqual()).isTrue();
    world.settle();
    assertThat(ClientWrite.valueOf(world.at(TOKYO).read("cart-" + seed).item()))
        .isEqualTo("seed " + seed);
  }

  private static void flipABit(ForgetfulStore store, Bytes key) {
    byte[] stored = store.get(ITEMS, key.toArray());
    assertThat(stored).isNotNull();
    byte[] flipped = stored.clone();
    flipped[flipped.length - 1] ^= 1;
    var batch = new StoreBatch();
    batch.put(ITEMS, key.toArray(), flipped);
    batch.reaches(store.appliedSequence());
    store.apply(batch);
  }

  private static Verification verification(World world) {
    var others = new TreeMap<RegionId, ComparedRegion>();
    for (RegionId id : List.of(OREGON, TOKYO)) others.put(id, new Stepped(world, id));
    return new Verification(new Stepped(world, IRELAND), others);
  }

  /// A region whose world goes on while somebody waits for it.
  private record Stepped(World world, RegionId region) implements ComparedRegion {

    private static final long STEP_MILLIS = 2_000;

    private ComparedRegion real() {
      return world.at(region).running().agents().compared();
    }

    @Override
    public long travelled() {
      return real().travelled();
    }

    @Override
    public Overview overview(TableId table) throws PeerUnavailable, InterruptedException {
      return real().overview(table);
    }

    @Override
    public List<Sum> leaves(TableId table, List<Integer> pages)
        throws PeerUnavailable, InterruptedException {
      return real().leaves(table, pages);
    }

    @Override
    public boolean await(VersionVector cut, long millisMax)
        throws PeerUnavailable, InterruptedException {
      world.run(STEP_MILLIS);
      return real().await(cut, 0);
    }

    @Override
    public EntryPage entries(TableId table, BitSet leaves, @Nullable Bytes after)
        throws PeerUnavailable, InterruptedException {
      return real().entries(table, leaves, after);
    }

    @Override
    public List<Held> read(TableId table, List<Bytes> keys)
        throws PeerUnavailable, InterruptedException {
      return real().read(table, keys);
    }

    @Override
    public void readAgain(TableId table) throws PeerUnavailable, InterruptedException {
      real().readAgain(table);
    }

    @Override
    public void mend(RegionId source, List<ChangeRecord> versions, boolean instead) {
      var records = versions.stream().<StreamRecord>map(StreamRecord.Change::new).toList();
      var batch = new RemoteBatch(source, records, null);
      var writer = world.at(region).running().core().writer();
      var receipt = instead ? writer.replace(batch) : writer.submit(batch);
      world.run(STEP_MILLIS);
      assertThat(receipt.failure()).isNull();
    }
  }
}
