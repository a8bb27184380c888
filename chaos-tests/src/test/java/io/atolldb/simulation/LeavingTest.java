package io.atolldb.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.atolldb.catalog.TableChange;
import io.atolldb.catalog.TableOperation.Decision;
import io.atolldb.clock.HybridTimestamp;
import io.atolldb.clock.RegionId;
import io.atolldb.globaltable.Member;
import io.atolldb.globaltable.MemberStatus;
import io.atolldb.region.TableDigest;
import io.atolldb.store.ItemStore.EntryCursor;
import io.atolldb.stored.ItemVersion;
import io.atolldb.writer.RegionState;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Ireland takes its replica out of the global table while clients write everywhere, in rough
/// weather. The others have all that Ireland wrote before, and nothing that it wrote after; Ireland
/// has nothing that the others wrote once they knew.
class LeavingTest {

  private static final RegionId IRELAND = new RegionId("ireland");
  private static final RegionId OREGON = new RegionId("oregon");
  private static final RegionId TOKYO = new RegionId("tokyo");

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 60);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void theOthersAgreeAndWhoHasLeftIsFenced(long seed) {
    var world = new World(seed, Weather.ROUGH, List.of(IRELAND, OREGON, TOKYO));
    world.check(new TimestampsNeverRegress(), new AcknowledgedWritesStay(), new ItemsAreWhole());
    world.withTable(IRELAND);
    var clients = new Clients(world, 4, 150);
    clients.start();
    world.run(world.dice().between(0, 3_000));
    if (world.dice().chance(50)) world.cut(IRELAND, TOKYO, Network.Cut.SILENT);
    world.run(world.dice().between(0, 1_000));
    leave(world);
    world.run(world.dice().between(0, 3_000));
    world.healAll();
    world.run(2_000);
    clients.stop();
    world.settle();

    RegionState oregon = world.at(OREGON).running().core().state();
    RegionState tokyo = world.at(TOKYO).running().core().state();
    assertThat(TableDigest.of(oregon, World.TABLE).digest())
        .as("seed %d", seed)
        .isEqualTo(TableDigest.of(tokyo, World.TABLE).digest());
    Member left = oregon.tables().of(World.TABLE).descriptor().members().get(IRELAND);
    assertThat(left.status()).isEqualTo(MemberStatus.DISASSOCIATED);
    EntryCursor entries = oregon.store().scan(oregon.itemsOf(World.TABLE), null, null, true);
    while (entries.advance()) {
      ItemVersion held = oregon.decode(entries.value());
      assertThat(held.version().vector().packed(IRELAND))
          .as("seed %d: %s", seed, held.version())
          .isLessThanOrEqualTo(left.since().packed());
      HybridTimestamp stamp = held.version().timestamp();
      assertThat(stamp.region().equals(IRELAND) && stamp.compareTo(left.since()) > 0).isFalse();
    }
  }

  private static void leave(World world) {
    world
        .at(IRELAND)
        .running()
        .core()
        .writer()
        .submit(_ ->
            new Decision.Change(
                List.of(
                    new TableChange.Membership(
                        World.TABLE, IRELAND, MemberStatus.DISASSOCIATED, ""))));
  }
}
