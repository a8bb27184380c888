package io.atolldb.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReservedWordsTest {

  private static final List<String> GRAMMAR =
      List.of("ADD", "AND", "BETWEEN", "DELETE", "IN", "NOT", "OR", "REMOVE", "SET", "set", "Or");

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
      if (GRAMMAR.contains(word)) continue;
      assertThat(Refusals.of(ExpressionKind.PROJECTION, "a, b." + word))
          .isEqualTo(
              "Invalid ProjectionExpression: Attribute name is a reserved keyword; reserved"
                  + " keyword: "
                  + word);
      assertThat(Refusals.of(ExpressionKind.CONDITION, "a." + word + " = :n")).isNotNull();
      assertThat(Refusals.of(ExpressionKind.UPDATE, "SET a." + word + " = :n")).isNotNull();
    }
  }

  @Test
  void aWordOfTheGrammarIsAMistakeOfSyntaxInEveryExpression() {
    for (String word : GRAMMAR) {
      assertThat(Refusals.of(ExpressionKind.PROJECTION, "a, " + word))
          .isEqualTo(misplaced("Projection", word, ", " + word));
      assertThat(Refusals.of(ExpressionKind.CONDITION, "a = b." + word))
          .isEqualTo(misplaced("Condition", word, "." + word));
      assertThat(Refusals.of(ExpressionKind.UPDATE, "SET " + word + " = :n"))
          .isEqualTo(misplaced("Update", word, "SET " + word + " ="));
      assertThat(Refusals.of(ExpressionKind.UPDATE, "SET a." + word + " = :n"))
          .isEqualTo(misplaced("Update", word, "." + word + " ="));
      assertThat(Refusals.of(ExpressionKind.PROJECTION, "a, " + word + "x, x" + word)).isNull();
    }
  }

  private static String misplaced(String kind, String word, String near) {
    return "Invalid %sExpression: Syntax error; token: \"%s\", near: \"%s\""
        .formatted(kind, word, near);
  }
}
