package io.atolldb.merging;

import static org.assertj.core.api.Assertions.assertThat;

import io.atolldb.clock.HybridTimestamp;
import io.atolldb.clock.RegionId;
import io.atolldb.item.AttributeValue;
import io.atolldb.item.AttributeValue.NumberValue;
import io.atolldb.item.AttributeValue.StringSet;
import io.atolldb.item.AttributeValue.StringValue;
import io.atolldb.item.Bytes;
import io.atolldb.item.DynamoNumber;
import io.atolldb.item.Item;
import io.atolldb.item.PrimaryKey;
import io.atolldb.item.Utf8Order;
import io.atolldb.merge.MergePolicy;
import io.atolldb.merging.ItemMerge.Met;
import io.atolldb.merging.ItemMerge.Part;
import io.atolldb.table.KeyAttribute;
import io.atolldb.table.KeySchema;
import io.atolldb.table.ScalarType;
import io.atolldb.version.Version;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ItemMergeTest {

  private static final KeySchema SCHEMA = new KeySchema(new KeyAttribute("id", ScalarType.S), null);
  private static final PrimaryKey KEY = new PrimaryKey(new StringValue("post"), null);
  private static final RegionId EAST = new RegionId("east");
  private static final RegionId WEST = new RegionId("west");
  private static final Part NEVER = new Part(Item.ABSENT, Version.NEVER, null);

  @Test
  void likesOfTwoRegionsAddUpAndTheirTagsComeTogether() {
    Part born = write(NEVER, 1, EAST, item("likes", 10, "tags", "new"), Set.of());
    Part east = write(born, 5, EAST, item("likes", 12, "tags", "new", "hot"), Set.of("likes"));
    Part west = write(born, 4, WEST, item("likes", 11, "tags", "red"), Set.of("likes"));

    Met met = ItemMerge.meet(east, west, SCHEMA, KEY);

    assertThat(met.merged().item()).isEqualTo(item("likes", 13, "tags", "hot", "red"));
    assertThat(met.losesOurs()).isFalse();
    assertThat(met.losesTheirs()).isFalse();
    assertThat(ItemMerge.meet(west, east, SCHEMA, KEY).merged()).isEqualTo(met.merged());
  }

  /// One region has forgotten the delete, the other one remembers it; both count from zero.
  @Test
  void increasesOnAForgottenDeleteAndOnARememberedOneAddUp() {
    Part born = write(NEVER, 1, EAST, item("likes", 10, "tags", "new"), Set.of());
    Part deleted = write(born, 2, WEST, Item.ABSENT, Set.of());
    Version seen = Version.of(deleted.version().vector());
    Part east = write(NEVER, seen, 5, EAST, item("likes", 2, "tags", "hot"));
    Part west = write(deleted, 4, WEST, item("likes", 3, "tags", "red"), Set.of("likes"));

    Met met = ItemMerge.meet(east, west, SCHEMA, KEY);

    assertThat(met.merged().item()).isEqualTo(item("likes", 5, "tags", "hot", "red"));
    assertThat(met.losesOurs() || met.losesTheirs()).isFalse();
    assertThat(ItemMerge.meet(west, east, SCHEMA, KEY).merged()).isEqualTo(met.merged());
    Part afterTombstone = part(ItemMerge.meet(deleted, east, SCHEMA, KEY).merged());
    assertThat(afterTombstone).as("as where it was forgotten").isEqualTo(east);
    assertThat(ItemMerge.meet(afterTombstone, west, SCHEMA, KEY).merged()).isEqualTo(met.merged());
  }

  private static Part part(Merged merged) {
    return new Part(merged.item(), merged.version(), merged.state());
  }

  private static Part write(Part before, Version seen, long time, RegionId region, Item after) {
    Version version = seen.succeededBy(new HybridTimestamp(time, region));
    return part(
        ItemMerge.write(
            MergePolicy.COUNTERS_AND_SETS, before, version, after, Set.of("likes"), SCHEMA, KEY));
  }

  @Test
  void aStateSurvivesItsBytes() {
    Part born = write(NEVER, 1, EAST, item("likes", 10, "tags", "new"), Set.of());
    Part east = write(born, 5, EAST, item("likes", 12, "tags", "hot"), Set.of("likes"));
    Part west = write(born, 4, WEST, item("likes", 11, "tags"), Set.of("likes"));
    Bytes kept = ItemMerge.meet(east, west, SCHEMA, KEY).merged().state();

    assertThat(kept).isNotNull();
    assertThat(MergeCodec.encode(MergeCodec.decode(kept))).isEqualTo(kept);
  }

  @Test
  void aWriteUnderLastWriterWinsNeedsNoState() {
    Part born = write(NEVER, 1, EAST, item("likes", 10, "tags", "new"), Set.of());
    Version version = born.version().succeededBy(new HybridTimestamp(7, WEST));
    Item after = item("likes", 1, "tags", "x");
    Merged merged =
        ItemMerge.write(MergePolicy.LAST_WRITER_WINS, born, version, after, Set.of(), SCHEMA, KEY);

    assertThat(merged).isEqualTo(new Merged(after, version, null));
  }

  @Test
  void sumsThatNoNumberCanHoldStayAtTheGreatest() {
    var great = number("9e125");
    assertThat(AttributeValues.INSTANCE.sum(great, great).toString()).contains("9".repeat(38));
    assertThat(AttributeValues.INSTANCE.sum(number("1e37"), number("0.06")))
        .isEqualTo(number("1e37"));
    assertThat(AttributeValues.INSTANCE.sum(number("1e-130"), number("-1e-130")))
        .isEqualTo(number("0"));
  }

  private static AttributeValue number(String text) {
    return new NumberValue(DynamoNumber.of(new BigDecimal(text)));
  }

  private static Part write(Part before, long at, RegionId region, Item after, Set<String> adds) {
    Version version = before.version().succeededBy(new HybridTimestamp(at, region));
    Merged merged =
        ItemMerge.write(MergePolicy.COUNTERS_AND_SETS, before, version, after, adds, SCHEMA, KEY);
    assertThat(merged.version()).isEqualTo(version);
    return new Part(merged.item(), version, merged.state());
  }

  private static Item item(String counter, long count, String set, String... elements) {
    var attributes = new TreeMap<String, AttributeValue>();
    attributes.put("id", new StringValue("post"));
    attributes.put(counter, new NumberValue(DynamoNumber.of(count)));
    var members = new TreeSet<>(Utf8Order.INSTANCE);
    members.addAll(List.of(elements));
    if (!members.isEmpty()) attributes.put(set, new StringSet(members));
    return Item.owning(attributes);
  }
}
