package io.atolldb.globaltable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atolldb.binary.VectorCodec;
import io.atolldb.clock.HybridTimestamp;
import io.atolldb.clock.RegionId;
import io.atolldb.codec.ByteWriter;
import io.atolldb.codec.MalformedBytes;
import io.atolldb.item.AttributeValue;
import io.atolldb.item.AttributeValue.MapValue;
import io.atolldb.item.AttributeValue.StringValue;
import io.atolldb.item.Item;
import io.atolldb.item.ItemCodec;
import io.atolldb.table.KeyAttribute;
import io.atolldb.table.KeySchema;
import io.atolldb.table.ScalarType;
import io.atolldb.table.TableId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Plans for a table, made in several regions at once: whatever the order of arrival, all regions
/// end with the same one. Few regions and few timestamps, so that ties are common.
class TableDescriptorLawsTest {

  private static final int ROUNDS = 50;
  private static final TableId TABLE = new TableId(new UUID(4, 2));
  private static final KeySchema KEYS =
      new KeySchema(new KeyAttribute("id", ScalarType.S), new KeyAttribute("at", ScalarType.N));
  private static final List<RegionId> REGIONS =
      List.of(new RegionId("a"), new RegionId("b"), new RegionId("c"));

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 100);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void mergingIsCommutativeAssociativeAndIdempotent(long seed) {
    var dice = new Random(seed);
    for (int round = 0; round < ROUNDS; round++) {
      TableDescriptor a = plan(dice);
      TableDescriptor b = plan(dice);
      TableDescriptor c = plan(dice);
      assertThat(a.merge(a)).as("seed %d", seed).isEqualTo(a);
      assertThat(a.merge(b)).as("seed %d", seed).isEqualTo(b.merge(a));
      assertThat(a.merge(b).merge(c)).as("seed %d", seed).isEqualTo(a.merge(b.merge(c)));
      assertThat(a.merge(b).merge(b)).as("seed %d", seed).isEqualTo(a.merge(b));
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void anyOrderOfArrivalAndAnyRepetitionEndsAlike(long seed) {
    var dice = new Random(seed);
    var plans = new ArrayList<TableDescriptor>();
    for (int plan = 0; plan < 6; plan++) plans.add(plan(dice));
    TableDescriptor inOrder = plans.stream().reduce(TableDescriptor::merge).orElseThrow();
    plans.addAll(plans.subList(0, 3));
    for (int round = 0; round < ROUNDS; round++) {
      Collections.shuffle(plans, dice);
      assertThat(plans.stream().reduce(TableDescriptor::merge))
          .as("seed %d", seed)
          .contains(inOrder);
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void anOlderPlanNeverWins(long seed) {
    var dice = new Random(seed);
    for (int round = 0; round < ROUNDS; round++) {
      TableDescriptor a = plan(dice);
      TableDescriptor merged = a.merge(plan(dice));
      assertThat(merged.settingsSince()).isGreaterThanOrEqualTo(a.settingsSince());
      a.members()
          .forEach((region, member) -> {
            Member after = merged.members().get(region);
            assertThat(after).as("seed %d: nobody is forgotten", seed).isNotNull();
            assertThat(after).as("seed %d", seed).isGreaterThanOrEqualTo(member);
            assertThat(after.epoch()).as("seed %d", seed).isGreaterThanOrEqualTo(member.epoch());
          });
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aPlanIsReadAsItWasWritten(long seed) {
    var dice = new Random(seed);
    for (int round = 0; round < ROUNDS; round++) {
      TableDescriptor plan = plan(dice);
      byte[] bytes = DescriptorCodec.encode(plan);
      assertThat(DescriptorCodec.decode(bytes)).as("seed %d", seed).isEqualTo(plan);
    }
  }

  @Test
  void aLateRemovalDoesNotUndoALaterReturn() {
    RegionId b = REGIONS.get(1);
    TableDescriptor removed = empty().withMember(b, member(MemberStatus.REMOVED, 5, ""));
    Member again = removed.members().get(b).again(stamp(6, REGIONS.get(0)), "");
    TableDescriptor returned = removed.withMember(b, again);
    assertThat(returned.merge(removed).statusOf(b)).isEqualTo(MemberStatus.CREATING);
    assertThat(removed.merge(returned).statusOf(b)).isEqualTo(MemberStatus.CREATING);
  }

  @Test
  void whoWasRemovedStaysRemovedWhateverItSaysLaterOfThatMembership() {
    RegionId b = REGIONS.get(1);
    TableDescriptor removed = empty().withMember(b, member(MemberStatus.REMOVED, 5, ""));
    TableDescriptor unaware = empty().withMember(b, member(MemberStatus.ACTIVE, 9, ""));
    assertThat(removed.merge(unaware).statusOf(b)).isEqualTo(MemberStatus.REMOVED);
    assertThat(unaware.merge(removed).statusOf(b)).isEqualTo(MemberStatus.REMOVED);
  }

  @Test
  void aLaterMembershipReplacesAnEarlierOneWhateverTheClocksSay() {
    RegionId b = REGIONS.get(1);
    Member removed = member(MemberStatus.REMOVED, 50, "");
    Member again = removed.again(stamp(6, REGIONS.get(0)), "");
    TableDescriptor merged = empty().withMember(b, again).merge(empty().withMember(b, removed));
    assertThat(merged.members().get(b)).isEqualTo(again);
    assertThat(merged.members().get(b).epoch()).isEqualTo(1);
  }

  @Test
  void aRegionThatLearnsOfItsRemovalKeepsThatBehindAFence() {
    RegionId b = REGIONS.get(1);
    Member removed = member(MemberStatus.REMOVED, 5, "");
    assertThat(removed.isRemovedUnknowingly(b)).isTrue();
    Member knowing = removed.fencedAt(stamp(8, b));
    assertThat(knowing.isRemovedUnknowingly(b)).isFalse();
    assertThat(knowing.isEvicted(b)).isTrue();
    assertThat(knowing.fence()).isEqualTo(stamp(8, b).packed());
    assertThat(knowing.again(stamp(9, REGIONS.get(0)), "").fence()).isEqualTo(knowing.fence());
    assertThat(knowing).isGreaterThan(removed);
  }

  @Test
  void changesOfDifferentMembersDoNotDisturbEachOther() {
    TableDescriptor byA = empty().withMember(REGIONS.get(1), member(MemberStatus.ACTIVE, 7, ""));
    TableDescriptor byB = empty().withSettings(settings("on demand"), stamp(3, REGIONS.get(0)));
    TableDescriptor merged = byA.merge(byB);
    assertThat(merged.statusOf(REGIONS.get(1))).isEqualTo(MemberStatus.ACTIVE);
    assertThat(merged.settings()).isEqualTo(settings("on demand"));
  }

  @Test
  void aDescriptorOfTheOldFormIsRead() {
    var out = new ByteWriter(64);
    out.writeByte(1);
    out.writeLong(4);
    out.writeLong(2);
    out.writeText("carts");
    out.writeByte(2);
    for (String text : List.of("id", "S", "at", "N")) out.writeText(text);
    out.writeVarint(1);
    out.writeSized(ItemCodec.encode(settings("on demand")));
    VectorCodec.write(out, stamp(3, REGIONS.get(1)));
    out.writeVarint(1);
    out.writeText("a");
    out.writeText("ACTIVE");
    VectorCodec.write(out, stamp(2, REGIONS.get(0)));
    out.writeText("why");

    assertThat(DescriptorCodec.decode(out.toArray()))
        .isEqualTo(
            new TableDescriptor(
                TABLE,
                "carts",
                KEYS,
                1,
                settings("on demand"),
                stamp(3, REGIONS.get(1)),
                new TreeMap<>(Map.of(REGIONS.get(0), member(MemberStatus.ACTIVE, 2, "why")))));
  }

  @Test
  void tablesOfTheSameNameAreNotMerged() {
    var other =
        new TableDescriptor(
            new TableId(new UUID(4, 3)),
            "carts",
            KEYS,
            1,
            Item.ABSENT,
            HybridTimestamp.BEGINNING,
            new TreeMap<>());
    assertThatThrownBy(() -> empty().merge(other)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void onlyOthersThatHoldOrGetAReplicaMakeATableShared() {
    RegionId self = REGIONS.get(0);
    RegionId other = REGIONS.get(1);
    TableDescriptor alone = empty().withMember(self, member(MemberStatus.ACTIVE, 1, ""));
    assertThat(alone.isSharedBy(self)).isFalse();
    for (MemberStatus status : MemberStatus.values()) {
      boolean present = status == MemberStatus.ACTIVE || status == MemberStatus.CREATING;
      assertThat(alone.withMember(other, member(status, 2, "")).isSharedBy(self))
          .as(status.name())
          .isEqualTo(present);
    }
  }

  @Test
  void aStatusOfALaterBuildIsMalformedNotGuessed() {
    byte[] bytes =
        DescriptorCodec.encode(
            empty().withMember(REGIONS.get(0), member(MemberStatus.ACTIVE, 1, "")));
    String text = new String(bytes, StandardCharsets.ISO_8859_1).replace("ACTIVE", "ASLEEP");
    assertThatThrownBy(() -> DescriptorCodec.decode(text.getBytes(StandardCharsets.ISO_8859_1)))
        .isInstanceOf(MalformedBytes.class)
        .hasMessageContaining("ASLEEP");
  }

  @Test
  void aLaterFormatIsMalformed() {
    var out = new ByteWriter(1);
    out.writeByte(9);
    assertThatThrownBy(() -> DescriptorCodec.decode(out.toArray()))
        .isInstanceOf(MalformedBytes.class)
        .hasMessageContaining("format 9");
  }

  private static TableDescriptor empty() {
    return new TableDescriptor(
        TABLE, "carts", KEYS, 1, Item.ABSENT, HybridTimestamp.BEGINNING, new TreeMap<>());
  }

  private static TableDescriptor plan(Random dice) {
    TableDescriptor plan = empty();
    for (RegionId region : REGIONS) {
      if (dice.nextInt(3) == 0) continue;
      MemberStatus status = any(MemberStatus.values(), dice);
      Member first = member(status, 1 + dice.nextInt(3), "why " + dice.nextInt(2));
      plan =
          plan.withMember(
              region,
              new Member(
                  status, first.since(), first.description(), dice.nextInt(3), dice.nextInt(2)));
    }
    for (int change = 0; change < 3; change++) {
      RegionId by = REGIONS.get(dice.nextInt(REGIONS.size()));
      plan = plan.withSettings(settings(plan.settings(), dice), stamp(2 * change + 1, by));
    }
    return plan;
  }

  /// Another mode, another index, or another class for one replica.
  private static Item settings(Item before, Random dice) {
    var bag = new TreeMap<String, AttributeValue>(before.attributes());
    var value = new StringValue("value " + dice.nextInt(3));
    var inner = new TreeMap<String, AttributeValue>(Map.of("TableClass", value));
    switch (dice.nextInt(4)) {
      case 0 -> bag.put("mode", value);
      case 1 -> bag.put("TableClass", value);
      case 2 -> bag.put("Indexes", new MapValue(inner));
      case 3 ->
          bag.put(
              "ReplicaOverrides", new MapValue(new TreeMap<>(Map.of("a", new MapValue(inner)))));
      default -> bag.remove("mode");
    }
    return Item.of(bag);
  }

  private static Member member(MemberStatus status, long millis, String description) {
    return new Member(status, stamp(millis, REGIONS.get(0)), description);
  }

  private static HybridTimestamp stamp(long millis, RegionId region) {
    return HybridTimestamp.of(millis, 0, region);
  }

  private static Item settings(String mode) {
    return Item.of(Map.of("mode", new StringValue(mode)));
  }

  private static <T> T any(T[] choices, Random dice) {
    return choices[dice.nextInt(choices.length)];
  }
}
