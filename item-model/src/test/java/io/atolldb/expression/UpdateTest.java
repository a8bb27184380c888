package io.atolldb.expression;

import static io.atolldb.expression.Values.bs;
import static io.atolldb.expression.Values.item;
import static io.atolldb.expression.Values.list;
import static io.atolldb.expression.Values.map;
import static io.atolldb.expression.Values.n;
import static io.atolldb.expression.Values.ns;
import static io.atolldb.expression.Values.s;
import static io.atolldb.expression.Values.ss;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atolldb.item.AttributeValue;
import io.atolldb.item.Item;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UpdateTest {

  private static final String MISSING =
      "The provided expression refers to an attribute that does not exist in the item";
  private static final String WRONG_TYPE =
      "An operand in the update expression has an incorrect data type";
  private static final String WRONG_PATH =
      "The document path provided in the update expression is invalid for update";

  @Test
  void valuesAreComputedFromTheItemAsItWas() throws InvalidExpression {
    var before = item("a", n(1), "b", n(2), "c", s("gone"));
    assertThat(after("SET a = b, b = a, d = a + b, e = c REMOVE c", before))
        .isEqualTo(item("a", n(2), "b", n(1), "d", n(3), "e", s("gone")));
  }

  @Test
  void theOldItemStaysAsItWas() throws InvalidExpression {
    var before = item("tree", map("x", list(n(1), n(2)), "y", n(3)), "ss", ss("a"));
    var copy = item("tree", map("x", list(n(1), n(2)), "y", n(3)), "ss", ss("a"));
    after("SET tree.x[0] = :s REMOVE tree.y ADD ss :ss", before);
    assertThat(before).isEqualTo(copy);
  }

  @Test
  void anAbsentItemGetsWhatIsWritten() throws InvalidExpression {
    assertThat(after("SET a = :n, b = if_not_exists(c, :s) ADD k :n REMOVE x", Item.ABSENT))
        .isEqualTo(item("a", n(5), "b", s("text"), "k", n(5)));
    assertThat(after("DELETE a :ss", Item.ABSENT)).isEqualTo(Item.ABSENT);
    assertThat(Update.NONE.apply(Item.ABSENT)).isEqualTo(new Update.Outcome.Applied(Item.ABSENT));
  }

  @Test
  void numbersAreAddedAndSubtractedExactly() throws InvalidExpression {
    var before = item("a", n("0.1"), "b", n("12345678901234567890123456789012345678"));
    assertThat(after("SET c = a - :n, d = b - :n1, e = :n + :n2", before))
        .isEqualTo(
            item(
                "a", n("0.1"),
                "b", n("12345678901234567890123456789012345678"),
                "c", n("-4.9"),
                "d", n("12345678901234567890123456789012345677"),
                "e", n(7)));
  }

  @Test
  void listsAreAppendedInEitherOrder() throws InvalidExpression {
    var before = item("a", list(n(9)));
    assertThat(after("SET a = list_append(a, :l2), b = list_append(:l2, a)", before))
        .isEqualTo(item("a", list(n(9), s("more")), "b", list(s("more"), n(9))));
    assertThat(after("SET a = list_append(if_not_exists(a, :l), :l2)", Item.ABSENT))
        .isEqualTo(item("a", list(n(1), s("text"), s("more"))));
  }

  @Test
  void membersOfMapsAreSetAndRemoved() throws InvalidExpression {
    var before = item("tree", map("x", map("leaf", n(1)), "y", n(2)));
    assertThat(after("SET tree.x.leaf = :n, tree.z = :s REMOVE tree.y, tree.none1", before))
        .isEqualTo(item("tree", map("x", map("leaf", n(5)), "z", s("text"))));
    assertThat(after("REMOVE tree.x.leaf", before))
        .as("a map may be empty")
        .isEqualTo(item("tree", map("x", map(), "y", n(2))));
  }

  @Test
  void indexesAreThoseOfTheOldList() throws InvalidExpression {
    var before = item("a", list(n(0), n(1), n(2), n(3)));
    assertThat(after("REMOVE a[0], a[2]", before)).isEqualTo(item("a", list(n(1), n(3))));
    assertThat(after("REMOVE a[0] SET a[1] = :s, a[3] = a[0]", before))
        .isEqualTo(item("a", list(s("text"), n(2), n(0))));
    assertThat(after("REMOVE a[0], a[1], a[2], a[3]", before)).isEqualTo(item("a", list()));
  }

  @Test
  void elementsBeyondTheEndAreAppendedInTheOrderOfTheirIndexes() throws InvalidExpression {
    var before = item("a", list(n(0), n(1)));
    assertThat(after("SET a[9] = :n9, a[2] = :n2, a[2147483647] = :s, a[0] = :n", before))
        .isEqualTo(item("a", list(n(5), n(1), n(2), n(9), s("text"))));
    assertThat(after("SET a[5] = :n REMOVE a[0], a[7]", before))
        .isEqualTo(item("a", list(n(1), n(5))));
    assertThat(after("ADD a[1] :n, a[4] :n2", before)).isEqualTo(item("a", list(n(0), n(6), n(2))));
  }

  @Test
  void setsGainAndLoseMembers() throws InvalidExpression {
    var before = item("ss", ss("b", "c"), "ns", ns("2.0", "3"), "bs", bs("q"), "x", ss("a", "b"));
    assertThat(after("ADD ss :ss, ns :ns, bs :bs, y :ss", before))
        .isEqualTo(
            item(
                "ss", ss("a", "b", "c"),
                "ns", ns("1", "2", "3"),
                "bs", bs("p", "q"),
                "x", ss("a", "b"),
                "y", ss("a", "b")));
    assertThat(after("DELETE ss :ss, ns :ns, bs :bs, x :ss, y :ss", before))
        .as("a set without members is no more")
        .isEqualTo(item("ss", ss("c"), "ns", ns("3")));
  }

  @Test
  void nestedSetsAndNumbersToo() throws InvalidExpression {
    var before = item("tree", map("ss", ss("a"), "k", n(1)));
    assertThat(after("ADD tree.k :n, tree.fresh :n DELETE tree.ss :ss", before))
        .isEqualTo(item("tree", map("k", n(6), "fresh", n(5))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SET x = lacking | " + MISSING,
        "SET x = lacking + :n | " + MISSING,
        "SET x = list_append(lacking, :l) | " + MISSING,
        "SET x = if_not_exists(lacking, absent) | " + MISSING,
        "SET x = li[7] | " + MISSING,
        "SET x = tree.leaf.deep | " + MISSING,
        "SET x = phrase + :n | " + WRONG_TYPE,
        "SET x = :n - li | " + WRONG_TYPE,
        "SET x = list_append(phrase, :l) | " + WRONG_TYPE,
        "SET x = list_append(:l, tree) | " + WRONG_TYPE,
        "ADD phrase :n | " + WRONG_TYPE,
        "ADD five :ss | " + WRONG_TYPE,
        "ADD texts :n | " + WRONG_TYPE,
        "ADD texts :ns | " + WRONG_TYPE,
        "ADD li :n | " + WRONG_TYPE,
        "DELETE texts :ns | " + WRONG_TYPE,
        "DELETE five :ss | " + WRONG_TYPE,
        "SET lacking.x = :n | " + WRONG_PATH,
        "SET phrase.x = :n | " + WRONG_PATH,
        "SET li.x = :n | " + WRONG_PATH,
        "SET tree[0] = :n | " + WRONG_PATH,
        "SET lacking[0] = :n | " + WRONG_PATH,
        "SET li[7].x = :n | " + WRONG_PATH,
        "SET tree.lacking.x = :n | " + WRONG_PATH,
        "REMOVE lacking.x | " + WRONG_PATH,
        "REMOVE phrase[0] | " + WRONG_PATH,
        "ADD lacking.x :n | " + WRONG_PATH,
        "DELETE lacking.x :ss | " + WRONG_PATH
      })
  void whatTheItemDoesNotAllowIsRefused(String text, String message) throws InvalidExpression {
    var before =
        item(
            "phrase", s("text"),
            "five", n(5),
            "texts", ss("a"),
            "li", list(n(1)),
            "tree", map("leaf", n(1)));
    assertThat(apply(text, before)).isEqualTo(new Update.Outcome.Refused(message));
    if (message.equals(WRONG_PATH)) {
      assertThat(apply(text, Item.ABSENT)).isEqualTo(new Update.Outcome.Refused(message));
    }
  }

  @Test
  void aSumThatNoNumberHoldsIsRefused() throws InvalidExpression {
    var before = item("a", n("9e125"), "b", n("1e50"));
    for (String text : List.of("SET a = a + a", "SET x = b + :n1", "SET x = :n1 - b")) {
      assertThat(apply(text, before))
          .as(text)
          .isEqualTo(
              new Update.Outcome.Refused(
                  "Number overflow. Attempting to store a number with magnitude larger than"
                      + " supported range"));
    }
    assertThat(apply("ADD b :n1", before)).isInstanceOf(Update.Outcome.Refused.class);
  }

  @Test
  void nothingIsNestedDeeperThanTheLimit() throws InvalidExpression {
    AttributeValue deep = n(1);
    for (int level = 0; level < 29; level++) deep = level % 2 == 0 ? map("x", deep) : list(deep);
    var before = item("tree", map("x", map()), "deep", deep);
    assertThat(apply("SET tree.x.y = deep", before)).isInstanceOf(Update.Outcome.Applied.class);
    assertThat(apply("SET tree.x.y = deep", item("tree", map("x", map()), "deep", list(deep))))
        .isEqualTo(new Update.Outcome.Refused("Nesting Levels have exceeded supported limits"));
  }

  @Test
  void imagesShowTheChangedLeavesOnly() throws InvalidExpression {
    var before =
        item(
            "a", n(1),
            "li", list(n(0), n(1), n(2), n(3)),
            "tree", map("x", n(1), "y", map("leaf", n(2), "other", n(3))),
            "ss", ss("a", "b"),
            "kept", s("same"));
    var update =
        parse(
            "SET a = a + :n, li[1] = :s, li[9] = :n9, tree.y.leaf = :s, fresh = :n"
                + " REMOVE li[3], tree.x, lacking DELETE ss :ss");
    assertThat(update.atPaths(before))
        .isEqualTo(
            item(
                "a", n(1),
                "li", list(n(1), n(3)),
                "tree", map("x", n(1), "y", map("leaf", n(2))),
                "ss", ss("a", "b")));
    assertThat(update.atPaths(after(update, before)))
        .isEqualTo(
            item(
                "a", n(6),
                "li", list(s("text"), n(9)),
                "tree", map("y", map("leaf", s("text"))),
                "fresh", n(5)));
    assertThat(update.atPaths(Item.ABSENT)).isEqualTo(Item.ABSENT);
    assertThat(Update.NONE.atPaths(before)).isEqualTo(Item.ABSENT);
  }

  /// What the update's paths lead to afterwards, whatever it is.
  @Test
  void theNewImageIsReadFromTheItemThatWasMade() throws InvalidExpression {
    var before = item("li", list(n(0), n(1), n(2)));
    assertThat(newImage("REMOVE li[0]", before)).isEqualTo(item("li", list(n(1))));
    assertThat(newImage("REMOVE li[2]", before)).isEqualTo(Item.ABSENT);
    assertThat(newImage("SET li[9] = :n", before)).isEqualTo(Item.ABSENT);
    assertThat(newImage("SET li[3] = :n", before)).isEqualTo(item("li", list(n(5))));
  }

  private static Item newImage(String text, Item before) throws InvalidExpression {
    Update update = parse(text);
    return update.atPaths(after(update, before));
  }

  private static Item after(Update update, Item before) {
    return ((Update.Outcome.Applied) update.apply(before)).item();
  }

  @Test
  void whatIsTouchedAndHowIsKnownWithoutAnItem() throws InvalidExpression {
    var update = parse("SET b.c = :n, a = :n, b.d = a REMOVE x[0] ADD k :n DELETE e :ss");
    assertThat(update.attributes()).containsExactly("b", "a", "x", "k", "e");
    assertThat(update.actions())
        .extracting(UpdateAction::writesValue)
        .containsExactly(true, true, true, false, true, true);
  }

  @Test
  void attributesThatAreOnlyAddedToAreKnown() throws InvalidExpression {
    assertThat(
            parse(
                    "SET a = a + :n, b = :n + b, c = c - :n, d = if_not_exists(d, :n) - :n"
                        + " ADD e :n, s :ss, t.u :n")
                .increments())
        .containsExactly("a", "b", "c", "d", "e", "s");
    assertThat(parse("SET a = b + :n, c = :n - c, d = d + e, f = :n, g.h = g.h + :n").increments())
        .isEmpty();
  }

  @Test
  void actionsCanBePutTogetherWithoutAText() {
    var path = DocumentPath.of("name");
    var update = Update.of(List.of(new UpdateAction.Remove(path)));
    assertThat(update.apply(item("name", n(1), "b", n(2))))
        .isEqualTo(new Update.Outcome.Applied(item("b", n(2))));
    var twice = List.<UpdateAction>of(new UpdateAction.Remove(path), new UpdateAction.Remove(path));
    assertThatThrownBy(() -> Update.of(twice)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"REMOVE a", "REMOVE li[9]", "REMOVE tree.lacking", "DELETE a :ss"})
  void clearingWhatIsNotThereChangesNothing(String text) throws InvalidExpression {
    var before = item("li", list(n(1)), "tree", map());
    assertThat(after(text, before)).isEqualTo(before);
  }

  private static Item after(String text, Item before) throws InvalidExpression {
    Update.Outcome outcome = apply(text, before);
    assertThat(outcome).as(text).isInstanceOf(Update.Outcome.Applied.class);
    return ((Update.Outcome.Applied) outcome).item();
  }

  private static Update.Outcome apply(String text, Item before) throws InvalidExpression {
    return parse(text).apply(before);
  }

  private static Update parse(String text) throws InvalidExpression {
    return UpdateParser.parseUpdate(text, Values.placeholders());
  }
}
