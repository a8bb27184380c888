package io.atolldb.expression;

import static io.atolldb.expression.Values.item;
import static io.atolldb.expression.Values.list;
import static io.atolldb.expression.Values.map;
import static io.atolldb.expression.Values.n;
import static io.atolldb.expression.Values.s;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atolldb.item.Item;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProjectionTest {

  private static final Item ITEM =
      item(
          "id", s("one"),
          "name", s("first"),
          "many", list(n(0), n(1), map("x", n(2), "y", n(20)), n(3)),
          "tree", map("lefty", map("leaf", n(1)), "righty", n(2)),
          "bare", map());

  @Test
  void wholeAttributesAreKept() throws InvalidExpression {
    assertThat(project("id,#name, lacking")).isEqualTo(item("id", s("one"), "name", s("first")));
  }

  @Test
  void membersAreKeptInTheirMaps() throws InvalidExpression {
    assertThat(project("tree.lefty.leaf, tree.righty"))
        .isEqualTo(item("tree", map("lefty", map("leaf", n(1)), "righty", n(2))));
    assertThat(project("tree.lefty, id"))
        .isEqualTo(item("tree", map("lefty", map("leaf", n(1))), "id", s("one")));
  }

  @Test
  void elementsCloseUpInTheirOrder() throws InvalidExpression {
    assertThat(project("many[3], many[1], many[9]")).isEqualTo(item("many", list(n(1), n(3))));
    assertThat(project("many[2].y, many[0]")).isEqualTo(item("many", list(n(0), map("y", n(20)))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "lacking",
        "tree.lacking",
        "tree.leftyy.lacking",
        "id.x",
        "id[0]",
        "many.x",
        "tree[0]",
        "many[9]",
        "many[0].x",
        "bare.x"
      })
  void whatHasNoneOfThePartsIsLeftOut(String text) throws InvalidExpression {
    assertThat(project(text)).isEqualTo(Item.ABSENT);
  }

  @Test
  void allKeepsTheItem() {
    assertThat(Projection.ALL.apply(ITEM)).isSameAs(ITEM);
    assertThat(Projection.ALL.isAll()).isTrue();
  }

  @Test
  void listedAttributesAreKeptHoweverOftenTheyAreNamed() {
    var projection = Projection.ofAttributes(List.of("name", "tree.lefty", "id", "name"));
    assertThat(projection.apply(ITEM)).isEqualTo(item("id", s("one"), "name", s("first")));
    assertThatThrownBy(() -> Projection.ofAttributes(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a, a | overlap | [a] | [a]",
        "a, b, a.b | overlap | [a] | [a, b]",
        "a.b, c, a | overlap | [a, b] | [a]",
        "a[1].b, a[1] | overlap | [a, [1], b] | [a, [1]]",
        "a.b.c, a.b.d, a.b | overlap | [a, b, c] | [a, b]",
        "name1, #name, #name | overlap | [name] | [name]",
        "a.b, a[0] | conflict | [a, b] | [a, [0]]",
        "a[0], a[1], a.c.d | conflict | [a, [0]] | [a, c, d]",
      })
  void pathsThatMeetAreRefused(String text, String how, String one, String two) {
    assertThat(Refusals.of(ExpressionKind.PROJECTION, text))
        .isEqualTo(
            "Invalid ProjectionExpression: Two document paths %s with each other; must remove or"
                    .formatted(how)
                + " rewrite one of these paths; path one: "
                + one
                + ", path two: "
                + two);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "!!invalid | token: \"!\", near: \"!!\"",
        "a, | token: \"<EOF>\", near: \",\"",
        "a b | token: \"b\", near: \"a b\"",
        ", a | token: \",\", near: \", a\"",
        ":s | token: \":s\", near: \":s\"",
        "a, :s, b | token: \":s\", near: \", :s,\"",
        "(a) | token: \"(\", near: \"(a\"",
        "size(a) | token: \"(\", near: \"size(a\"",
        "device-id | token: \"-\", near: \"device-id\"",
        "a[0]b | token: \"b\", near: \"]b\"",
        "a..b | token: \".\", near: \"..b\""
      })
  void aMistakeOfSyntaxIsNamedWithItsNeighbours(String text, String tokenAndNear) {
    assertThat(Refusals.of(ExpressionKind.PROJECTION, text))
        .isEqualTo("Invalid ProjectionExpression: Syntax error; " + tokenAndNear);
  }

  private static Item project(String text) throws InvalidExpression {
    return ProjectionParser.parseProjection(text, Values.placeholders()).apply(ITEM);
  }
}
