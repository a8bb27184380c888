package io.atolldb.globaltable;

import static org.assertj.core.api.Assertions.assertThat;

import io.atolldb.clock.HybridTimestamp;
import io.atolldb.clock.RegionId;
import io.atolldb.item.AttributeValue;
import io.atolldb.item.AttributeValue.StringValue;
import io.atolldb.item.Item;
import io.atolldb.table.KeyAttribute;
import io.atolldb.table.KeySchema;
import io.atolldb.table.ScalarType;
import io.atolldb.table.TableId;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Settings of single regions survive whatever the others change (reference: DynamoDB, 4.13.9).
class RegionalSettingsTest {

  private static final RegionId HERE = new RegionId("here");
  private static final RegionId THERE = new RegionId("there");

  private static SortedMap<String, AttributeValue> owner(String name) {
    var own = new TreeMap<String, AttributeValue>();
    own.put("Owner", new StringValue(name));
    return own;
  }

  private static Item shared(String billing) {
    var bag = new TreeMap<String, AttributeValue>();
    bag.put("Billing", new StringValue(billing));
    return Item.of(bag);
  }

  private static Item owned(Item settings, RegionId region, String name) {
    return RegionalSettings.with(
        settings, RegionalSettings.of(settings, region), region, owner(name));
  }

  private static TableDescriptor table(Item settings, int at) {
    return new TableDescriptor(
        new TableId(new UUID(0, 1)),
        "reef",
        new KeySchema(new KeyAttribute("pk", ScalarType.S), null),
        0,
        settings,
        HybridTimestamp.of(at, 0, HERE),
        new TreeMap<>());
  }

  @Test
  void aLaterChangeElsewhereLeavesThemAlone() {
    TableDescriptor ours = table(owned(shared("old"), HERE, "ann"), 1);
    TableDescriptor theirs = table(owned(shared("new"), THERE, "bob"), 2);

    TableDescriptor merged = ours.merge(theirs);

    assertThat(merged).isEqualTo(theirs.merge(ours));
    assertThat(merged.settings().get("Billing")).isEqualTo(new StringValue("new"));
    assertThat(RegionalSettings.of(merged.settings(), HERE))
        .containsEntry("Owner", new StringValue("ann"));
    assertThat(RegionalSettings.of(merged.settings(), THERE))
        .containsEntry("Owner", new StringValue("bob"));
  }

  @Test
  void theLaterOfARegionsOwnChangesIsKeptWhicheverSharedSettingsAre() {
    Item first = owned(shared("x"), HERE, "ann");
    TableDescriptor older = table(first, 9);
    TableDescriptor newer = table(owned(first, HERE, "eve"), 1);

    assertThat(older.merge(newer)).isEqualTo(newer.merge(older));
    assertThat(RegionalSettings.of(older.merge(newer).settings(), HERE))
        .containsEntry("Owner", new StringValue("eve"));
  }

  @Test
  void mergingIsAssociativeAndRepetitionIsHarmless() {
    Item start = owned(shared("a"), HERE, "ann");
    TableDescriptor one = table(start, 1);
    TableDescriptor two = table(owned(shared("b"), THERE, "bob"), 2);
    TableDescriptor three = table(owned(start, HERE, "eve"), 3);

    assertThat(one.merge(two).merge(three)).isEqualTo(one.merge(two.merge(three)));
    assertThat(one.merge(two).merge(two)).isEqualTo(one.merge(two));
  }

  @Test
  void nothingChangesWhereNothingIsSet() {
    Item once = owned(shared("a"), HERE, "ann");

    assertThat(owned(once, HERE, "ann")).isEqualTo(once);
  }
}
