package io.atolldb.expression;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReservedWordsTest {

  @Test
  void thereAreAsManyAsTheDeveloperGuideLists() {
    assertThat(ReservedWords.ALL).hasSize(573).isSorted().doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @CsvSource({
    "NAME, true", "name, true", "Name, true", "ZONE, true", "ABORT, true", "flattern, true",
    "names, true", "namess, false", "nam, false", "x, false", "zzz, false", "a, false",
    "contains, false", "begins_with, false", "id, false", "size, true", "ttl, true"
  })
  void aWordIsReservedInAnyCaseOfLetters(String word, boolean reserved) {
    assertThat(ReservedWords.contains(word)).isEqualTo(reserved);
  }

  @Test
  void noExpressionMayUseOneAsAnAttributeName() {
    for (String word : ReservedWords.ALL) {
      assertThat(Refusals.of(ExpressionKind.PROJECTION, "a, b." + word))
          .isEqualTo(
              "Invalid ProjectionExpression: Attribute name is a reserved keyword; reserved"
                  + " keyword: "
                  + word);
      assertThat(Refusals.of(ExpressionKind.CONDITION, "a." + word + " = :n")).isNotNull();
      assertThat(Refusals.of(ExpressionKind.UPDATE, "SET a." + word + " = :n")).isNotNull();
    }
  }
}
