package io.atolldb.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.atolldb.expression.Condition;
import io.atolldb.expression.DocumentPath;
import io.atolldb.item.AttributeValue;
import io.atolldb.item.AttributeValue.BooleanValue;
import io.atolldb.item.AttributeValue.NumberValue;
import io.atolldb.item.AttributeValue.StringValue;
import io.atolldb.item.DynamoNumber;
import io.atolldb.item.Item;
import io.atolldb.operation.ChooseReplicationAttributes;
import io.atolldb.operation.Guard;
import io.atolldb.operation.PutItem;
import io.atolldb.operation.Transaction;
import io.atolldb.region.PairOfRegions;
import io.atolldb.region.PairOfRegions.Half;
import io.atolldb.region.Regions;
import io.atolldb.region.TableDigest;
import io.atolldb.stored.ItemVersion;
import io.atolldb.writer.Transacted;
import io.atolldb.writer.Written;
import java.math.BigDecimal;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Items that say who wrote them last.
class ReplicationAttributesTest {

  private static final BooleanValue FALSE = new BooleanValue(false);

  @AutoClose private PairOfRegions pair;

  @BeforeEach
  void open() throws Exception {
    pair = new PairOfRegions();
  }

  private void choose(boolean wanted) {
    var choice = new ChooseReplicationAttributes(PairOfRegions.NAME, wanted);
    pair.here.core.writer().submit(choice).await();
    PairOfRegions.await("here knows", () -> isWantedIn(pair.here) == wanted);
    PairOfRegions.await("there knows", () -> isWantedIn(pair.there) == wanted);
  }

  private static boolean isWantedIn(Half half) {
    Table table = half.core.state().tables().of(Regions.TABLE);
    return ReplicationAttributes.wantedBy(table.descriptor());
  }

  private static ItemVersion read(Half half, String id) {
    return half.core.state().read(Regions.TABLE, Regions.key(id));
  }

  private static AttributeValue read(Half half, String id, String attribute) {
    return read(half, id).item().get(attribute);
  }

  private static PutItem put(String id, Item item, Guard guard) {
    return new PutItem(Regions.TABLE, Regions.key(id), item, guard);
  }

  private static Written write(Half half, PutItem put) {
    return half.core.region().write(put);
  }

  @Test
  void anItemNamesNobodyUnlessItsTableAsksForIt() {
    pair.here.put("a", "one");
    assertThat(read(pair.here, "a").item()).isEqualTo(Regions.item("a", "one"));
    choose(true);
    assertThat(read(pair.here, "a").item()).isEqualTo(Regions.item("a", "one"));
    choose(false);
    pair.here.put("a", "two");
    assertThat(read(pair.here, "a").item()).isEqualTo(Regions.item("a", "two"));
  }

  @Test
  void everyRegionHoldsTheSameWordsAboutTheLastWriter() {
    choose(true);
    var done = (Written.Done) write(pair.there, put("a", Regions.item("a", "one"), Guard.NONE));
    ItemVersion written = read(pair.there, "a");
    assertThat(done.after()).as("as it is answered").isEqualTo(written.item());
    var seconds = BigDecimal.valueOf(written.version().timestamp().wallMillis(), 3);
    assertThat(written.item().get(ReplicationAttributes.REGION))
        .isEqualTo(new StringValue(Regions.THERE.name()));
    assertThat(written.item().get(ReplicationAttributes.TIME))
        .isEqualTo(new NumberValue(DynamoNumber.of(seconds)));
    assertThat(written.item().get(ReplicationAttributes.DELETING)).isEqualTo(FALSE);

    PairOfRegions.await("it is here", () -> read(pair.here, "a").exists());
    assertThat(read(pair.here, "a").image()).isEqualTo(written.image());
    assertThat(TableDigest.of(pair.here.core.state(), Regions.TABLE))
        .isEqualTo(TableDigest.of(pair.there.core.state(), Regions.TABLE));
  }

  @Test
  void whatAClientSaysUnderTheseNamesIsReplaced() {
    choose(true);
    var claimed = new TreeMap<String, AttributeValue>(Regions.item("a", "one").attributes());
    claimed.put(ReplicationAttributes.REGION, new StringValue("mars"));
    claimed.put(ReplicationAttributes.DELETING, new BooleanValue(true));
    write(pair.here, put("a", Item.of(claimed), Guard.NONE));
    assertThat(read(pair.here, "a", ReplicationAttributes.REGION))
        .isEqualTo(new StringValue(Regions.HERE.name()));
    assertThat(read(pair.here, "a", ReplicationAttributes.DELETING)).isEqualTo(FALSE);
  }

  @Test
  void aConditionFindsThemAndATransactionWritesThem() {
    choose(true);
    var path = DocumentPath.of(ReplicationAttributes.REGION);
    var guard = new Guard(new Condition.AttributeNotExists(path), false);
    var first = put("a", Regions.item("a", "one"), guard);
    assertThat(write(pair.here, first)).isInstanceOf(Written.Done.class);
    assertThat(write(pair.here, first)).isInstanceOf(Written.Refused.class);

    var both =
        List.of(
            put("b", Regions.item("b", "one"), Guard.NONE),
            put("c", Regions.item("c", "one"), Guard.NONE));
    assertThat(pair.here.core.region().transact(new Transaction(List.copyOf(both), null)))
        .isInstanceOf(Transacted.Done.class);
    for (String id : List.of("b", "c")) {
      assertThat(read(pair.here, id, ReplicationAttributes.REGION))
          .isEqualTo(new StringValue(Regions.HERE.name()));
    }
  }
}
