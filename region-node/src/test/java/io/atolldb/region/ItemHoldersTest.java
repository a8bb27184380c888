package io.atolldb.region;

import static org.assertj.core.api.Assertions.assertThat;

import io.atolldb.catalog.Table;
import io.atolldb.catalog.TableChange;
import io.atolldb.catalog.TableOperation.Decision;
import io.atolldb.item.Item;
import io.atolldb.operation.DeleteItem;
import io.atolldb.operation.Guard;
import io.atolldb.region.PairOfRegions.Half;
import io.atolldb.stored.ItemVersion;
import io.atolldb.table.TableId;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Which regions are said to have an item.
class ItemHoldersTest {

  @AutoClose private PairOfRegions pair;

  @BeforeEach
  void open() throws Exception {
    pair = new PairOfRegions();
  }

  private static ItemHolders holders(Half half, String id) {
    ItemVersion stored = half.core.state().read(Regions.TABLE, Regions.key(id));
    Table table = half.core.state().tables().of(Regions.TABLE);
    try {
      return half.agents.holders(table, stored.version().vector());
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }

  private void awaitBothHave(Half seenBy, String id) {
    PairOfRegions.await(
        "both have " + id, () -> holders(seenBy, id).have().contains(other(seenBy).id()));
    assertThat(holders(seenBy, id).have()).containsExactly(Regions.THERE, Regions.HERE);
    assertThat(holders(seenBy, id).lacking()).isEmpty();
  }

  private Half other(Half half) {
    return half == pair.here ? pair.there : pair.here;
  }

  @Test
  void aRegionHasWhatItHasAppliedAndLacksWhatIsOnItsWay() {
    pair.here.put("a", "one");
    awaitBothHave(pair.here, "a");
    awaitBothHave(pair.there, "a");

    pair.here.holdBack();
    pair.here.put("a", "two");
    assertThat(holders(pair.here, "a").have()).containsExactly(Regions.HERE);
    assertThat(holders(pair.here, "a").lacking())
        .containsEntry(Regions.THERE, "it has not applied what us-east-1 wrote");
    assertThat(holders(pair.there, "a").have())
        .as("of what is still shown there")
        .containsExactly(Regions.THERE, Regions.HERE);

    pair.here.letGo();
    awaitBothHave(pair.here, "a");
  }

  @Test
  void aDeleteHasHoldersLikeAnyWrite() {
    pair.here.put("a", "one");
    awaitBothHave(pair.here, "a");
    pair.here.holdBack();
    var delete = new DeleteItem(Regions.TABLE, Regions.key("a"), Guard.NONE);
    pair.here.core.region().write(delete);
    assertThat(holders(pair.here, "a").have()).containsExactly(Regions.HERE);
    pair.here.letGo();
    awaitBothHave(pair.here, "a");
  }

  @Test
  void whatLostIsNeededAsWellToHaveAVersion() {
    pair.here.holdBack();
    pair.here.put("a", "earlier");
    PairOfRegions.await(
        "a later one is here",
        () -> {
          pair.there.put("a", "later"); // of one millisecond, the first ones may be earlier
          return pair.here.text("a").contains("later");
        });
    assertThat(holders(pair.here, "a").have())
        .as("there does not know yet what it was in conflict with")
        .containsExactly(Regions.HERE);
    pair.here.letGo();
    awaitBothHave(pair.here, "a");
  }

  @Test
  void aRegionWithoutAReplicaIsNotAsked() throws Exception {
    var alone = new TableId(new UUID(7, 7));
    var create = new TableChange.Create(alone, "alone", Regions.KEYS, 1, Item.ABSENT);
    pair.here.core.writer().submit(_ -> new Decision.Change(List.of(create))).await();
    Table table = pair.here.core.state().tables().of(alone);
    var version = pair.here.core.state().read(alone, Regions.key("a")).version();
    ItemHolders holders = pair.here.agents.holders(table, version.vector());
    assertThat(holders.have()).containsExactly(Regions.HERE);
    assertThat(holders.lacking()).isEmpty();
  }

  @Test
  void whoCannotBeAskedIsNotCountedAndTheReasonIsSaid() throws Exception {
    pair.here.holdBack();
    pair.here.put("a", "one");
    Table table = pair.here.core.state().tables().of(Regions.TABLE);
    var version = pair.here.core.state().read(Regions.TABLE, Regions.key("a")).version().vector();
    var nobody =
        ItemHolders.of(table, version, pair.here.agents.links(), new TreeMap<>()).lacking();
    assertThat(nobody).containsEntry(Regions.THERE, "this region does not know how to ask it");
  }
}
