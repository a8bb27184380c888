package io.atolldb.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atolldb.admin.DryRunController.Answer;
import io.atolldb.admin.DryRunController.Summary;
import io.atolldb.admin.DryRunController.Tried;
import io.atolldb.admin.DryRunController.Wanted;
import io.atolldb.expression.Condition;
import io.atolldb.expression.DocumentPath;
import io.atolldb.item.AttributeValue;
import io.atolldb.item.AttributeValue.NumberValue;
import io.atolldb.item.AttributeValue.StringValue;
import io.atolldb.item.DynamoNumber;
import io.atolldb.item.Item;
import io.atolldb.operation.DeleteItem;
import io.atolldb.operation.Guard;
import io.atolldb.operation.PutItem;
import io.atolldb.region.PairOfRegions;
import io.atolldb.region.PairOfRegions.Half;
import io.atolldb.region.Regions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Two regions write the same items under last writer wins, and ask afterwards what other policies
/// would have made of it. Both regions know the same.
class DryRunControllerTest {

  @AutoClose private PairOfRegions pair;

  @BeforeEach
  void openBoth() throws Exception {
    pair = new PairOfRegions();
  }

  private static void put(Half half, String id, String attribute, int value) {
    var item = new TreeMap<String, AttributeValue>(current(half, id).attributes());
    item.put("id", new StringValue(id));
    item.put(attribute, new NumberValue(DynamoNumber.of(value)));
    half.core
        .writer()
        .submit(new PutItem(Regions.TABLE, Regions.key(id), Item.of(item), Guard.NONE))
        .await();
  }

  private static void delete(Half half, String id) {
    half.core.writer().submit(new DeleteItem(Regions.TABLE, Regions.key(id), Guard.NONE)).await();
  }

  private static Item current(Half half, String id) {
    return half.core.state().read(Regions.TABLE, Regions.key(id)).item();
  }

  private void bothHave(String id, Map<String, Integer> attributes) {
    attributes.forEach((name, value) -> put(pair.here, id, name, value));
    PairOfRegions.await(
        id + " is in both", () -> current(pair.there, id).equals(current(pair.here, id)));
  }

  private void apart(Runnable writes) {
    pair.here.holdBack();
    pair.there.holdBack();
    writes.run();
    pair.here.letGo();
    pair.there.letGo();
    PairOfRegions.await(
        "both have found it",
        () -> pair.here.core.conflicts().count() > 0 && pair.there.core.conflicts().count() > 0);
  }

  private static Answer tried(Half half, String policy, String... counters) throws Exception {
    return new DryRunController(half.core)
        .run(PairOfRegions.NAME, new Wanted(policy, List.of(counters), null, null));
  }

  private static Object image(Object id, Object... attributes) {
    var image = new TreeMap<String, Object>();
    image.put("id", Map.of("S", id));
    for (int at = 0; at < attributes.length; at += 2) {
      image.put((String) attributes[at], Map.of("N", attributes[at + 1]));
    }
    return image;
  }

  @Test
  void updatesOfDifferentAttributesWouldBothHaveSurvived() throws Exception {
    bothHave("x", Map.of("a", 1, "b", 1));
    apart(() -> {
      put(pair.here, "x", "a", 2);
      put(pair.here, "x", "a", 3);
      long written = System.currentTimeMillis();
      PairOfRegions.await("a later time", () -> System.currentTimeMillis() > written);
      put(pair.there, "x", "b", 2);
    });
    PairOfRegions.await(
        "each write of the other region", () -> pair.there.core.conflicts().count() == 2);

    for (Half half : List.of(pair.here, pair.there)) {
      Answer answer = tried(half, "by-attribute");
      long all = answer.conflicts().size();
      assertThat(answer.summary()).isEqualTo(new Summary(all, all, 0, 0));
      Tried newest = answer.conflicts().getFirst();
      assertThat(newest.outcome()).isEqualTo("nothing-lost");
      assertThat(newest.kind()).isEqualTo("update/update");
      assertThat(newest.base()).isEqualTo(image("x", "a", "1", "b", "1"));
      assertThat(newest.merged()).isEqualTo(image("x", "a", "3", "b", "2"));
      assertThat(newest.changes()).hasSize(1);
    }
  }

  @Test
  void theSameAttributeLosesUnlessItIsCounted() throws Exception {
    bothHave("x", Map.of("n", 5));
    apart(() -> {
      put(pair.here, "x", "n", 6);
      put(pair.there, "x", "n", 7);
    });

    for (Half half : List.of(pair.here, pair.there)) {
      assertThat(tried(half, "by-attribute").summary()).isEqualTo(new Summary(1, 0, 1, 0));
      assertThat(tried(half, "counters-and-sets").summary()).isEqualTo(new Summary(1, 0, 1, 0));
      Answer counted = tried(half, "counters-and-sets", "n");
      assertThat(counted.summary()).isEqualTo(new Summary(1, 1, 0, 0));
      assertThat(counted.conflicts().getFirst().merged()).isEqualTo(image("x", "n", "8"));
      assertThat(counted.conflicts().getFirst().changes()).containsExactly("n");
    }
  }

  @Test
  void whatIsInForceWouldHaveKeptWhatWasKept() throws Exception {
    bothHave("x", Map.of("a", 1));
    apart(() -> {
      put(pair.here, "x", "a", 2);
      delete(pair.there, "x");
    });

    for (Half half : List.of(pair.here, pair.there)) {
      Answer answer = tried(half, "last-writer-wins");
      assertThat(answer.summary()).isEqualTo(new Summary(1, 0, 1, 0));
      Tried only = answer.conflicts().getFirst();
      assertThat(only.merged()).isEqualTo(only.kept());
      assertThat(only.changes()).isEmpty();
    }
  }

  @Test
  void twoInsertsHaveNothingBeforeThem() throws Exception {
    apart(() -> {
      put(pair.here, "x", "a", 1);
      put(pair.there, "x", "b", 2);
    });

    for (Half half : List.of(pair.here, pair.there)) {
      Tried only = tried(half, "by-attribute").conflicts().getFirst();
      assertThat(only.base()).isNull();
      assertThat(only.merged()).isEqualTo(image("x", "a", "1", "b", "2"));
    }
  }

  @Test
  void twoInsertsOnAConditionHaveNothingBeforeThem() throws Exception {
    var unlessThere = new Guard(new Condition.AttributeNotExists(DocumentPath.of("id")), false);
    apart(() -> {
      for (Half half : List.of(pair.here, pair.there)) {
        var item = Regions.item("x", half.id().name());
        var put = new PutItem(Regions.TABLE, Regions.key("x"), item, unlessThere);
        half.core.writer().submit(put).await();
      }
    });

    for (Half half : List.of(pair.here, pair.there)) {
      Tried only = tried(half, "by-attribute").conflicts().getFirst();
      assertThat(only.kind()).isEqualTo("raced condition");
      assertThat(only.base()).isNull();
      assertThat(only.outcome()).isEqualTo("still-lost");
    }
  }

  @Test
  void pagesFollowEachOther() throws Exception {
    apart(() -> {
      for (String id : List.of("x", "y", "z")) {
        put(pair.here, id, "a", 1);
        put(pair.there, id, "a", 2);
      }
    });
    PairOfRegions.await("all three", () -> pair.here.core.conflicts().count() == 3);

    var controller = new DryRunController(pair.here.core);
    Answer first = controller.run(PairOfRegions.NAME, new Wanted("by-attribute", null, 2, null));
    Answer second =
        controller.run(PairOfRegions.NAME, new Wanted("by-attribute", null, 2, first.next()));
    assertThat(first.conflicts()).hasSize(2);
    assertThat(second.conflicts()).hasSize(1).doesNotContainAnyElementsOf(first.conflicts());
  }

  @Test
  void whatCannotBeTriedIsSaid() {
    assertThatThrownBy(() -> tried(pair.here, "latest"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("policy is one of last-writer-wins, by-attribute, counters-and-sets");
    assertThatThrownBy(() ->
            new DryRunController(pair.here.core)
                .run(PairOfRegions.NAME, new Wanted("by-attribute", null, 0, null)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("limit is 1 to 1000");
  }
}
