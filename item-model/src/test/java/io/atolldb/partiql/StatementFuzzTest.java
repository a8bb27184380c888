package io.atolldb.partiql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.atolldb.expression.InvalidExpression;
import io.atolldb.item.AttributeValue;
import io.atolldb.item.AttributeValue.StringValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever a client writes is accepted or refused in words, never worse.
class StatementFuzzTest {

  private static final int TEXTS = 8000;

  private static final List<String> VALID =
      List.of(
          "SELECT a, m.b[0] FROM \"t\".\"i\" WHERE pk IN ['x', ?] AND NOT (a IS MISSING OR b > 1.5)"
              + " ORDER BY sk DESC, pk",
          "INSERT INTO t VALUE {'pk': 'it''s', 'l': [1, -2E5, {'x': <<'a', 'b'>>}], 'z': NULL}",
          "UPDATE t SET a = b + 1, s = set_add(s, <<1, 2>>) REMOVE m['k'].l[3] WHERE pk = ?"
              + " AND size(a) BETWEEN 1 AND 9 RETURNING MODIFIED NEW *",
          "DELETE FROM t WHERE pk = 'a' AND begins_with(v, ?) -- gone\n RETURNING ALL OLD *;",
          "EXISTS(SELECT * FROM t WHERE pk='a' AND /* not */ v IS NOT NULL)");

  private static final List<String> PIECES =
      List.of(
          "'",
          "\"",
          "`",
          "(",
          ")",
          "[",
          "]",
          "{",
          "}",
          "<<",
          ">>",
          "<",
          "?",
          ",",
          ".",
          ":",
          ";",
          "--",
          "/*",
          "*/",
          "*",
          "-",
          "+",
          "=",
          " NOT ",
          " AND ",
          " OR ",
          " IS ",
          " IN ",
          " NULL ",
          " MISSING ",
          " BETWEEN ",
          " SELECT ",
          " WHERE ",
          " FROM ",
          " SET ",
          "1",
          "1e999",
          "0.",
          "\n",
          "\u0000",
          "é",
          "🏝",
          "size(",
          "set_add(",
          " x ",
          "");

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void mutatedStatementsAreAcceptedOrRefused(long seed) {
    var dice = new Random(seed);
    List<AttributeValue> parameters = Collections.nCopies(40, new StringValue("p"));
    int accepted = 0;
    for (int number = 0; number < TEXTS; number++) {
      String text = mutated(dice);
      try {
        var _ = StatementBinder.bind(StatementParser.parse(text), parameters);
        accepted++;
      } catch (InvalidExpression refused) {
        assertThat(refused.text()).as(text).isNotBlank();
      } catch (RuntimeException | StackOverflowError worse) {
        fail("seed %d, text %s".formatted(seed, text), worse);
      }
    }
    assertThat(accepted).as("seed %d", seed).isBetween(1, TEXTS - 1);
  }

  private static String mutated(Random dice) {
    var text = new StringBuilder(VALID.get(dice.nextInt(VALID.size())));
    for (int left = dice.nextInt(5); left > 0; left--) {
      int from = dice.nextInt(text.length() + 1);
      int to = Math.min(text.length(), from + dice.nextInt(6));
      switch (dice.nextInt(3)) {
        case 0 -> text.delete(from, to);
        case 1 -> text.insert(from, PIECES.get(dice.nextInt(PIECES.size())));
        default -> text.replace(from, to, PIECES.get(dice.nextInt(PIECES.size())));
      }
    }
    return text.toString();
  }

  /// Pieces of a whole text in another order are one more way to be wrong.
  @ParameterizedTest
  @ValueSource(longs = {4, 5})
  void shuffledTokensAreAcceptedOrRefused(long seed) {
    var dice = new Random(seed);
    for (int number = 0; number < TEXTS / 4; number++) {
      var words = new ArrayList<>(List.of(VALID.get(dice.nextInt(VALID.size())).split(" ")));
      Collections.shuffle(words, dice);
      String text = String.join(" ", words);
      try {
        var _ = StatementParser.parse(text);
      } catch (InvalidExpression refused) {
        assertThat(refused.text()).as("seed %d, %s", seed, text).isNotBlank();
      }
    }
  }
}
