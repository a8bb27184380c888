package io.atolldb.conflicts;

import static org.assertj.core.api.Assertions.assertThat;

import io.atolldb.expression.Condition;
import io.atolldb.expression.DocumentPath;
import io.atolldb.item.AttributeValue.StringValue;
import io.atolldb.item.Bytes;
import io.atolldb.item.Item;
import io.atolldb.item.KeyCodec;
import io.atolldb.operation.DeleteItem;
import io.atolldb.operation.Guard;
import io.atolldb.operation.InsertItem;
import io.atolldb.operation.ItemOperation;
import io.atolldb.operation.Patch;
import io.atolldb.operation.PatchItem;
import io.atolldb.operation.PutItem;
import io.atolldb.operation.VersionCondition;
import io.atolldb.region.PairOfRegions;
import io.atolldb.region.PairOfRegions.Half;
import io.atolldb.region.Regions;
import io.atolldb.replication.ChangeRecord.Kind;
import io.atolldb.stored.ItemVersion;
import io.atolldb.version.Version;
import io.atolldb.writer.Written;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Two regions whose clients write the same items at the same time, in every combination of what
/// they do: which conflicts are raced conditions, and that both regions say so.
class RacedConditionTest {

  private static final Guard IF_THERE =
      new Guard(new Condition.AttributeExists(DocumentPath.of("id")), false);

  /// What a client does to an item that is there.
  private enum Deed {
    PUT,
    PUT_IF_THERE,
    DELETE,
    DELETE_IF_THERE;

    boolean isConditional() {
      return this == PUT_IF_THERE || this == DELETE_IF_THERE;
    }

    boolean deletes() {
      return this == DELETE || this == DELETE_IF_THERE;
    }

    ItemOperation operation(String id, String text) {
      Bytes key = Regions.key(id);
      return switch (this) {
        case PUT -> new PutItem(Regions.TABLE, key, Regions.item(id, text), Guard.NONE);
        case PUT_IF_THERE -> new PutItem(Regions.TABLE, key, Regions.item(id, text), IF_THERE);
        case DELETE -> new DeleteItem(Regions.TABLE, key, Guard.NONE);
        case DELETE_IF_THERE -> new DeleteItem(Regions.TABLE, key, IF_THERE);
      };
    }
  }

  @AutoClose private PairOfRegions pair;

  @BeforeEach
  void open() throws Exception {
    pair = new PairOfRegions();
  }

  @Test
  void aConflictIsARacedConditionWhenOneOfTheTwoWritesDependedOnOne() {
    for (Deed ours : Deed.values()) {
      for (Deed theirs : Deed.values()) pair.here.put(ours + " " + theirs, "before");
    }
    Version last = read(pair.here, "DELETE_IF_THERE DELETE_IF_THERE").version();
    PairOfRegions.await(
        "the items are there",
        () -> read(pair.there, "DELETE_IF_THERE DELETE_IF_THERE").version().equals(last));

    pair.here.holdBack();
    pair.there.holdBack();
    var expected = new HashMap<String, ConflictKind>();
    for (Deed ours : Deed.values()) {
      for (Deed theirs : Deed.values()) {
        String id = ours + " " + theirs;
        write(pair.here, ours.operation(id, "here"));
        write(pair.there, theirs.operation(id, "there"));
        boolean raced = ours.isConditional() || theirs.isConditional();
        boolean deleted = ours.deletes() || theirs.deletes();
        boolean agree = ours.deletes() && theirs.deletes();
        if (raced) expected.put(id, ConflictKind.RACED_CONDITION);
        else if (!agree) {
          expected.put(id, deleted ? ConflictKind.UPDATE_DELETE : ConflictKind.UPDATE_UPDATE);
        }
      }
    }
    bothHear();

    assertThat(kindsIn(pair.here)).isEqualTo(expected).isEqualTo(kindsIn(pair.there));
    assertThat(idsIn(pair.here)).isEqualTo(idsIn(pair.there)).doesNotHaveDuplicates();
  }

  @Test
  void twoInsertsThatBothFoundNothingRaced() {
    pair.here.holdBack();
    pair.there.holdBack();
    write(pair.here, insert("here"));
    write(pair.there, insert("there"));
    bothHear();

    assertThat(kindsIn(pair.here)).containsExactly(Map.entry("a", ConflictKind.RACED_CONDITION));
    assertThat(kindsIn(pair.there)).isEqualTo(kindsIn(pair.here));
  }

  @Test
  void aConditionThatHadSeenTheOtherWriteDidNotRace() {
    pair.here.put("a", "before");
    PairOfRegions.await("it is there", () -> read(pair.there, "a").exists());
    write(pair.there, Deed.PUT_IF_THERE.operation("a", "after"));
    bothHear();

    assertThat(kindsIn(pair.here)).isEmpty();
    assertThat(kindsIn(pair.there)).isEmpty();
  }

  @Test
  void aPatchDependsOnAConditionOnlyIfItNamesOne() {
    var nothing = new Patch.Merge(new TreeMap<>());
    Bytes key = Regions.key("a");
    var plain = new PatchItem(Regions.TABLE, key, Item.ABSENT, nothing, VersionCondition.NONE);
    var any = new VersionCondition(List.of(VersionCondition.ANY), null);
    var ifThere = new PatchItem(Regions.TABLE, key, Item.ABSENT, nothing, any);
    assertThat(plain.isConditional()).isFalse();
    assertThat(ifThere.isConditional()).isTrue();
  }

  @Test
  void whatExpiredElsewhereRacedNoCondition() {
    var expired = ItemVersion.of(Version.NEVER, Kind.EXPIRY, false, null);
    var put = ItemVersion.put(Version.NEVER, false, Regions.item("a", "one")).onCondition(true);
    assertThat(ConflictKind.of(expired, put)).isEqualTo(ConflictKind.EXPIRY_UPDATE);
    assertThat(ConflictKind.raced(expired, put)).isFalse();
    assertThat(ConflictKind.raced(put, expired)).isFalse();
  }

  private static ItemOperation insert(String text) {
    return new InsertItem(Regions.TABLE, Regions.key("a"), Regions.item("a", text));
  }

  private static void write(Half half, ItemOperation operation) {
    assertThat(half.core.region().write(operation)).isInstanceOf(Written.Done.class);
  }

  private static ItemVersion read(Half half, String id) {
    return half.core.state().read(Regions.TABLE, Regions.key(id));
  }

  /// Until each has applied all that the other wrote.
  private void bothHear() {
    pair.here.letGo();
    pair.there.letGo();
    PairOfRegions.await("all has arrived", () -> hasHeard(pair.here, pair.there));
    PairOfRegions.await("all has arrived", () -> hasHeard(pair.there, pair.here));
  }

  private static boolean hasHeard(Half half, Half of) {
    return half.agents.applied().packed(of.id()) >= of.core.state().ownLatest();
  }

  private static Map<String, ConflictKind> kindsIn(Half half) {
    var kinds = new HashMap<String, ConflictKind>();
    for (Conflict conflict : all(half)) {
      String id = nameOf(conflict);
      assertThat(kinds.put(id, conflict.kind())).as(id).isNull();
    }
    return kinds;
  }

  private static String nameOf(Conflict conflict) {
    return ((StringValue) KeyCodec.decode(conflict.key()).partition()).text();
  }

  private static List<String> idsIn(Half half) {
    var ids = new ArrayList<>(all(half).stream().map(Conflict::id).toList());
    ids.sort(null);
    return ids;
  }

  private static List<Conflict> all(Half half) {
    var query = new ConflictQuery(null, null, null, null, null, null);
    return half.core.conflicts().find(query, 100, null).conflicts();
  }
}
