package io.atolldb.expression;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atolldb.item.AttributeValue;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlaceholdersTest {

  @Test
  void whatNoExpressionUsesIsRefusedNamesFirst() throws InvalidExpression {
    var placeholders =
        Placeholders.of(
            Map.of("#a", "x", "#c", "y", "#b", "z"), Map.of(":v", Values.n(1), ":w", Values.n(2)));
    UpdateParser.parseUpdate("SET #a = :v", placeholders);
    assertThatThrownBy(placeholders::requireAllUsed)
        .isInstanceOf(InvalidExpression.class)
        .hasMessage(
            "Value provided in ExpressionAttributeNames unused in expressions: keys: {#b, #c}");

    ProjectionParser.parseProjection("#c, #b", placeholders);
    assertThatThrownBy(placeholders::requireAllUsed)
        .hasMessage(
            "Value provided in ExpressionAttributeValues unused in expressions: keys: {:w}");

    ConditionParser.parseCondition("k = :w", ExpressionKind.CONDITION, placeholders);
    assertThatCode(placeholders::requireAllUsed).doesNotThrowAnyException();
  }

  @Test
  void aMapThatIsThereIsNotEmpty() {
    assertThatThrownBy(() -> Placeholders.of(Map.of(), null))
        .hasMessage("ExpressionAttributeNames must not be empty");
    assertThatThrownBy(() -> Placeholders.of(null, Map.of()))
        .hasMessage("ExpressionAttributeValues must not be empty");
    assertThatCode(() -> Placeholders.of(null, null).requireAllUsed()).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"#", "a", ":a", "#a-b", "#a.b", "# a", "#ä", "##a"})
  void aNameIsASignThenLettersDigitsAndUnderscores(String key) {
    assertThatThrownBy(() -> Placeholders.of(Map.of(key, "x"), null))
        .hasMessage(
            "ExpressionAttributeNames contains invalid key: Syntax error; key: \"" + key + "\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {":", "a", "#a", ":a-b", ": a", "::a"})
  void soIsAValueWithItsOwnSign(String key) {
    Map<String, AttributeValue> values = Map.of(key, Values.n(1));
    assertThatThrownBy(() -> Placeholders.of(null, values))
        .hasMessage(
            "ExpressionAttributeValues contains invalid key: Syntax error; key: \"" + key + "\"");
  }

  @Test
  void aPlaceholderIsNotEmpty() {
    assertThatThrownBy(() -> Placeholders.of(Map.of("", "x"), null))
        .hasMessage(
            "ExpressionAttributeNames contains invalid key: The expression attribute map contains"
                + " an empty key;");
  }

  @Test
  void aPlaceholderHasAtMost255Characters() throws InvalidExpression {
    String longest = "#" + "x".repeat(254);
    var placeholders = Placeholders.of(Map.of(longest, "x"), null);
    ProjectionParser.parseProjection(longest, placeholders);
    placeholders.requireAllUsed();
    assertThatThrownBy(() -> Placeholders.of(Map.of(longest + "x", "x"), null))
        .hasMessage(
            "ExpressionAttributeNames contains invalid key: The expression attribute map contains"
                + " a key that is too long; size of key: 256");
    Map<String, AttributeValue> values = Map.of(":" + "x".repeat(255), Values.n(1));
    assertThatThrownBy(() -> Placeholders.of(null, values))
        .hasMessage(
            "ExpressionAttributeValues contains invalid key: The expression attribute map contains"
                + " a key that is too long;");
  }

  @Test
  void aNameStandsForTheNameOfAnAttribute() {
    assertThatThrownBy(() -> Placeholders.of(Map.of("#a", "x", "#b", ""), null))
        .hasMessage(
            "ExpressionAttributeNames contains invalid value: Empty attribute name for key #b");
    String longest = "x".repeat(65_535);
    assertThatCode(() -> Placeholders.of(Map.of("#a", longest), null)).doesNotThrowAnyException();
    assertThatThrownBy(() -> Placeholders.of(Map.of("#a", longest + "x"), null))
        .hasMessage(
            "ExpressionAttributeNames contains invalid value: Attribute name is too large, must be"
                + " less than 65536 bytes for key #a");
  }

  @Test
  void allPlaceholdersTogetherHaveAtMostTwoMegabytes() throws InvalidExpression {
    int max = 2 * 1024 * 1024;
    var names = Map.of("#a", "x".repeat(1000));
    int rest = max - 1002 - 2;
    var placeholders = Placeholders.of(names, Map.of(":v", Values.s("x".repeat(rest))));
    ConditionParser.parseCondition("#a = :v", ExpressionKind.CONDITION, placeholders);
    placeholders.requireAllUsed();
    Map<String, AttributeValue> larger = Map.of(":v", Values.s("x".repeat(rest + 1)));
    assertThatThrownBy(() -> Placeholders.of(names, larger))
        .isInstanceOf(InvalidExpression.class)
        .hasMessageContaining("size: " + (max + 1));
  }
}
