package io.atolldb.expression;

import static io.atolldb.expression.Values.b;
import static io.atolldb.expression.Values.n;
import static io.atolldb.expression.Values.s;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atolldb.table.KeyAttribute;
import io.atolldb.table.KeySchema;
import io.atolldb.table.ScalarType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyConditionTest {

  private static final KeyAttribute PARTITION = new KeyAttribute("p", ScalarType.S);
  private static final KeySchema SORTED =
      new KeySchema(PARTITION, new KeyAttribute("s", ScalarType.N));
  private static final KeySchema PLAIN = new KeySchema(PARTITION, null);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "p = :s",
        "(p = :s)",
        ":s = p",
        "(p) = :s",
        "p = :s AND s = :n",
        "s = :n and (p = :s)"
      })
  void isBound(String text) throws InvalidExpression {
    KeyTest sort = text.contains(":n") ? new KeyTest.Equal(n(5)) : null;
    assertThat(bind(text, SORTED)).isEqualTo(new KeyCondition(s("text"), sort));
  }

  @Test
  void theSortKeyCanBeTestedInManyWays() throws InvalidExpression {
    Map<String, KeyTest> tests =
        Map.ofEntries(
            Map.entry("s = :n", new KeyTest.Equal(n(5))),
            Map.entry("s < :n", new KeyTest.Less(n(5))),
            Map.entry("s <= :n", new KeyTest.LessOrEqual(n(5))),
            Map.entry("s > :n", new KeyTest.Greater(n(5))),
            Map.entry("s >= :n", new KeyTest.GreaterOrEqual(n(5))),
            Map.entry(":n < s", new KeyTest.Greater(n(5))),
            Map.entry(":n <= s", new KeyTest.GreaterOrEqual(n(5))),
            Map.entry(":n > s", new KeyTest.Less(n(5))),
            Map.entry(":n >= s", new KeyTest.LessOrEqual(n(5))),
            Map.entry("s BETWEEN :n1 AND :n9", new KeyTest.Between(n(1), n(9))),
            Map.entry("s BETWEEN :n AND :n", new KeyTest.Between(n(5), n(5))));
    for (Map.Entry<String, KeyTest> test : tests.entrySet()) {
      assertThat(bind("p = :s AND " + test.getKey(), SORTED).sort())
          .as(test.getKey())
          .isEqualTo(test.getValue());
      assertThat(bind(test.getKey() + " AND p = :s", SORTED).sort())
          .as(test.getKey())
          .isEqualTo(test.getValue());
    }
    var binary = new KeySchema(PARTITION, new KeyAttribute("s", ScalarType.B));
    assertThat(bind("p = :s AND begins_with(s, :by)", binary).sort())
        .isEqualTo(new KeyTest.BeginsWith(b("by")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "p = :s OR s = :n | Invalid operator used in KeyConditionExpression: OR",
        "NOT p = :s | Invalid operator used in KeyConditionExpression: NOT",
        "p IN (:s) | Invalid operator used in KeyConditionExpression: IN",
        "p <> :s | Invalid operator used in KeyConditionExpression: <>",
        "p = :s AND s <> :n | Invalid operator used in KeyConditionExpression: <>",
        "attribute_exists(p) | Invalid operator used in KeyConditionExpression: attribute_exists",
        "attribute_not_exists(p) |"
            + " Invalid operator used in KeyConditionExpression: attribute_not_exists",
        "attribute_type(p, :typeS) |"
            + " Invalid operator used in KeyConditionExpression: attribute_type",
        "p = :s AND contains(s, :n) | Invalid operator used in KeyConditionExpression: contains",
        "p = :s AND p = :s | KeyConditionExpressions must only contain one condition per key",
        "p = :s AND s > :n1 AND s < :n9 |"
            + " KeyConditionExpressions must only contain one condition per key",
        "p = :s AND size(s) = :n | KeyConditionExpressions cannot contain nested operations",
        "p.a = :s | KeyConditionExpressions cannot have conditions on nested attributes",
        "p = :s AND s[0] = :n | KeyConditionExpressions cannot have conditions on nested"
            + " attributes",
        "p = s |"
            + " Invalid condition in KeyConditionExpression: Multiple attribute names used in one"
            + " condition",
        "p = :s AND s BETWEEN p AND :n |"
            + " Invalid condition in KeyConditionExpression: Multiple attribute names used in one"
            + " condition",
        ":s = :s2 | Invalid condition in KeyConditionExpression: No key attribute specified",
        "p = :s AND begins_with(:s, s) |"
            + " Invalid condition in KeyConditionExpression: begins_with operator must have the key"
            + " attribute as its first operand",
        "p = :s AND :n BETWEEN s AND :n9 |"
            + " Invalid condition in KeyConditionExpression: BETWEEN operator must have the key"
            + " attribute as its first operand",
        "p = :s AND s BETWEEN :n AND :n1 |"
            + " Invalid KeyConditionExpression: The BETWEEN operator requires upper bound to be"
            + " greater than or equal to lower bound; lower bound operand: AttributeValue: {N:5},"
            + " upper bound operand: AttributeValue: {N:1}",
        "p = :s AND begins_with(s, :n) |"
            + " Invalid KeyConditionExpression: Incorrect operand type for operator or function;"
            + " operator or function: begins_with, operand type: N",
        "p = :none | Invalid KeyConditionExpression: An expression attribute value used in"
            + " expression is not defined; attribute value: :none"
      })
  void isRefusedWhateverTheTable(String text, String message) {
    assertThat(Refusals.of(ExpressionKind.KEY_CONDITION, text)).isEqualTo(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "p = :s AND s = :n AND x = :n | Conditions can be of length 1 or 2 only",
        "s = :n | Query condition missed key schema element: p",
        "x = :n | Query condition missed key schema element: p",
        "p = :s AND x = :n | Query condition missed key schema element: s",
        "x = :s AND s = :n | Query condition missed key schema element: p",
        "p > :s | Query key condition not supported",
        "begins_with(p, :s) AND s = :n | Query key condition not supported",
        "p = :n | One or more parameter values were invalid: Condition parameter type does not"
            + " match schema type",
        "p = :s AND s > :s | One or more parameter values were invalid: Condition parameter type"
            + " does not match schema type",
        "p = :s AND begins_with(s, :s) | One or more parameter values were invalid: Condition"
            + " parameter type does not match schema type",
        "p = :bool | One or more parameter values were invalid: Condition parameter type does not"
            + " match schema type"
      })
  void isRefusedForThisKey(String text, String message) {
    assertThatThrownBy(() -> bind(text, SORTED))
        .isInstanceOf(InvalidExpression.class)
        .hasMessage(message);
  }

  @Test
  void aKeyWithoutSortKeyTakesOneConditionOnly() {
    assertThatThrownBy(() -> bind("p = :s AND s = :n", PLAIN))
        .hasMessage("Query key condition not supported");
    assertThatThrownBy(() -> bind("s = :n", PLAIN))
        .hasMessage("Query condition missed key schema element: p");
  }

  @Test
  void aReservedWordNeedsAName() throws InvalidExpression {
    var keys = new KeySchema(new KeyAttribute("name", ScalarType.S), null);
    assertThat(bind("#name = :s", keys).partition()).isEqualTo(s("text"));
    for (String text : List.of("name = :s", "NAME = :s")) {
      assertThat(Refusals.of(ExpressionKind.KEY_CONDITION, text))
          .startsWith(
              "Invalid KeyConditionExpression: Attribute name is a reserved keyword; reserved");
    }
  }

  private static KeyCondition bind(String text, KeySchema keys) throws InvalidExpression {
    return KeyConditionParser.parseKeyCondition(text, Values.placeholders()).bind(keys);
  }
}
