package io.atolldb.expression;

import static io.atolldb.expression.Values.b;
import static io.atolldb.expression.Values.bool;
import static io.atolldb.expression.Values.bs;
import static io.atolldb.expression.Values.item;
import static io.atolldb.expression.Values.list;
import static io.atolldb.expression.Values.map;
import static io.atolldb.expression.Values.n;
import static io.atolldb.expression.Values.ns;
import static io.atolldb.expression.Values.nul;
import static io.atolldb.expression.Values.s;
import static io.atolldb.expression.Values.ss;
import static org.assertj.core.api.Assertions.assertThat;

import io.atolldb.item.Item;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionEvaluatorTest {

  private static final Item ITEM =
      item(
          "phrase", s("text"),
          "word", s("späte Ä"),
          "five", n("5.00"),
          "seven", n(7),
          "octets", b("some bytes"),
          "yes", bool(true),
          "nothing", nul(),
          "texts", ss("a", "b", "text"),
          "numbers", ns("1", "5"),
          "blobs", bs("by", "q"),
          "many", list(n(5), s("text"), list(s("deep")), map("x", n(1))),
          "vacant", list(),
          "tree", map("inside", map("name", s("text"), "leaf", n(9)), "a.b", s("dotted")),
          "name", s("zebra"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "phrase = :s",
        "five = :n",
        "five >= :n AND five <= :n",
        "seven > :n",
        "five < seven",
        ":n < seven",
        "phrase < :s2",
        "octets > :b",
        "yes = :bool",
        "nothing = :null",
        "tree.inside.#name = :s",
        "tree.#dotted <> :s",
        "many[0] = :n",
        "many[3].x = :n1",
        "many[3] = :m",
        "many[2][0] > :s OR many[2][0] < :s",
        "lacking <> :s",
        "lacking <> absent",
        "phrase <> :n",
        "NOT lacking = :s",
        "NOT lacking < :n",
        "five BETWEEN :n1 AND :n9",
        "five BETWEEN :n AND :n",
        ":n BETWEEN five AND seven",
        "five IN (:s, :n)",
        "phrase IN (lacking, #name, tree.inside.#name)",
        "attribute_exists(tree.inside)",
        "attribute_exists(many[3].x)",
        "attribute_not_exists(many[4])",
        "attribute_not_exists(phrase.a)",
        "attribute_not_exists(many.a)",
        "attribute_not_exists(tree[0])",
        "attribute_type(phrase, :typeS)",
        "attribute_type(tree.inside, :typeM)",
        "begins_with(phrase, :te)",
        "begins_with(phrase, :empty)",
        "begins_with(:s, phrase)",
        "contains(phrase, :te)",
        "contains(word, :empty)",
        "contains(octets, :by)",
        "contains(texts, :s)",
        "contains(numbers, :n)",
        "contains(blobs, :by)",
        "contains(many, :n)",
        "contains(many, :m)",
        "contains(:s, phrase)",
        "size(many) < :n",
        "size(vacant) = :n0",
        "size(texts) < seven",
        "size(numbers) = :n2",
        "size(tree) = :n2",
        "size(:l) = size(numbers)",
        "size(word) = :n9",
        "five = :n AND NOT yes <> :bool",
        "lacking = :n AND lacking = :n OR five = :n",
        "five = :n OR lacking = :n AND lacking = :n",
        "NOT lacking = :n AND five = :n",
        "NOT (lacking = :n AND five = :n)"
      })
  void holds(String text) throws InvalidExpression {
    assertThat(evaluate(text, ITEM)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "phrase = :s2",
        "phrase = :n",
        "lacking = :s",
        "lacking = absent",
        "lacking < :n",
        "lacking >= :n",
        "phrase <> :s",
        "five > :n",
        "five < :s",
        "phrase > :n",
        "yes < seven",
        "five BETWEEN :n9 AND seven",
        "five BETWEEN lacking AND :n9",
        "phrase BETWEEN :n1 AND :n9",
        "lacking IN (:s, :n)",
        "lacking IN (absent)",
        "five IN (:s, phrase)",
        "attribute_exists(lacking)",
        "attribute_exists(phrase[0])",
        "attribute_not_exists(phrase)",
        "attribute_type(five, :typeS)",
        "attribute_type(lacking, :typeS)",
        "begins_with(phrase, :s2)",
        "begins_with(:te, phrase)",
        "begins_with(octets, :s)",
        "begins_with(five, :te)",
        "contains(phrase, :s2)",
        "contains(phrase, :n)",
        "contains(octets, :s)",
        "contains(texts, :te)",
        "contains(numbers, :n9)",
        "contains(numbers, :s)",
        "contains(many, :ss)",
        "contains(five, :n)",
        "contains(lacking, :n)",
        "contains(phrase, lacking)",
        "contains(tree, :te)",
        "size(five) >= :n0",
        "size(yes) >= :n0",
        "size(nothing) >= :n0",
        "size(lacking) >= :n0",
        "NOT five = :n",
        "NOT (five = :n OR lacking = :n)"
      })
  void doesNotHold(String text) throws InvalidExpression {
    assertThat(evaluate(text, ITEM)).isFalse();
  }

  @Test
  void anAbsentItemHasNoAttributes() throws InvalidExpression {
    assertThat(evaluate("attribute_not_exists(id)", Item.ABSENT)).isTrue();
    assertThat(evaluate("attribute_exists(id)", Item.ABSENT)).isFalse();
    assertThat(ConditionEvaluator.holds(new Condition.Always(), Item.ABSENT)).isTrue();
  }

  @Test
  void numbersCompareByValueWithAllTheirDigits() throws InvalidExpression {
    var close = item("a", n("12345678901234567890123456789012345678"), "b", ns("1.0", "20"));
    var closer = n("12345678901234567890123456789012345677");
    var values = item(":v", closer, ":one", n("1.00"), ":set", ns("2e1", "1"));
    assertThat(evaluate("a > :v AND a <> :v", close, values)).isTrue();
    assertThat(evaluate("contains(b, :one) AND b = :set", close, values)).isTrue();
  }

  @Test
  void stringsCompareByTheirBytes() throws InvalidExpression {
    var above = item("a", s("\uD83D\uDE00"));
    var values = item(":v", s("\uFFFD"));
    assertThat(evaluate("a > :v", above, values)).as("four bytes against three").isTrue();
  }

  private static boolean evaluate(String text, Item item) throws InvalidExpression {
    return evaluate(text, item, Values.placeholders());
  }

  private static boolean evaluate(String text, Item item, Item values) throws InvalidExpression {
    var placeholders = new Placeholders(Collections.emptySortedMap(), values.attributes());
    return evaluate(text, item, placeholders);
  }

  private static boolean evaluate(String text, Item item, Placeholders placeholders)
      throws InvalidExpression {
    return ConditionEvaluator.holds(
        ConditionParser.parseCondition(text, ExpressionKind.CONDITION, placeholders), item);
  }
}
