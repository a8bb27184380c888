package io.atolldb.simulation;

import static io.atolldb.simulation.ClientWrite.Kind.PUT;
import static org.assertj.core.api.Assertions.assertThat;

import io.atolldb.catalog.Table;
import io.atolldb.catalog.TableChange;
import io.atolldb.catalog.TableOperation.Decision;
import io.atolldb.clock.RegionId;
import io.atolldb.globaltable.MemberStatus;
import io.atolldb.item.Item;
import io.atolldb.simulation.Network.Cut;
import io.atolldb.table.KeyAttribute;
import io.atolldb.table.KeySchema;
import io.atolldb.table.ScalarType;
import io.atolldb.table.TableId;
import io.atolldb.writer.RegionState;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A table is deleted, and another one gets its name, while writes for the first are on their way.
class SameNameTest {

  private static final RegionId IRELAND = new RegionId("ireland");
  private static final RegionId OREGON = new RegionId("oregon");
  private static final TableId SECOND = new TableId(new UUID(0, 2));

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void whatWasWrittenForTheFirstNeverTurnsUpInTheSecond(long seed) {
    var world = new World(seed, Weather.ROUGH, List.of(OREGON, IRELAND)).withTable(OREGON);
    world.ask(OREGON, PUT, "cart-1", "early");
    world.settle();
    world.cut(IRELAND, OREGON, Cut.SILENT);
    world.ask(IRELAND, PUT, "cart-1", "late");
    world.ask(IRELAND, PUT, "cart-2", "late");
    world.run(3_000);

    change(world, new TableChange.Membership(World.TABLE, OREGON, MemberStatus.REMOVED, ""));
    world.run(3_000);
    var keys = new KeySchema(new KeyAttribute(ClientWrite.KEY, ScalarType.S), null);
    change(world, new TableChange.Create(SECOND, World.TABLE_NAME, keys, 1, Item.ABSENT));
    world.run(3_000);
    world.healAll();
    world.run(20_000);

    RegionState oregon = world.at(OREGON).running().core().state();
    Table named = oregon.tables().byName().get(World.TABLE_NAME);
    assertThat(named).as("seed %d", seed).isNotNull();
    assertThat(named.id()).isEqualTo(SECOND);
    for (String name : List.of("cart-1", "cart-2")) {
      assertThat(oregon.read(SECOND, ClientWrite.keyOf(name)).wasWritten())
          .as("seed %d, %s", seed, name)
          .isFalse();
    }
    assertThat(oregon.store().scan(oregon.itemsOf(World.TABLE), null, null, true).advance())
        .as("seed %d: nothing of the first table is kept", seed)
        .isFalse();
    assertThat(ClientWrite.valueOf(world.at(IRELAND).read("cart-1").item())).isEqualTo("late");
  }

  private static void change(World world, TableChange change) {
    var answer =
        world
            .at(OREGON)
            .running()
            .core()
            .writer()
            .submit(_ -> new Decision.Change(List.of(change)));
    world.run(1_000);
    assertThat(answer.isDone()).isTrue();
  }
}
