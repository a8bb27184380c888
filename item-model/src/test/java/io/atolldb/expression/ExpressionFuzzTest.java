package io.atolldb.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever a client writes is accepted or refused in the service's words, never worse.
class ExpressionFuzzTest {

  private static final int TEXTS = 3000;

  private static final List<String> PIECES =
      List.of(
          "a",
          "b.c",
          "name",
          "#name",
          "#none",
          ":n",
          ":s",
          ":l",
          ":ss",
          ":none",
          "[0]",
          "[1]",
          "5",
          "(",
          ")",
          "(",
          ")",
          ",",
          ".",
          "=",
          "<>",
          "<",
          "<=",
          ">",
          ">=",
          "+",
          "-",
          "AND",
          "OR",
          "NOT",
          "BETWEEN",
          "IN",
          "SET",
          "REMOVE",
          "ADD",
          "DELETE",
          "size",
          "size(a)",
          "contains(",
          "attribute_exists(",
          "if_not_exists(a,",
          "list_append(",
          "begins_with(a,",
          "\0",
          "\"",
          "é",
          "\uD83D\uDE00",
          "\uD83D",
          "\t",
          "#",
          ":",
          "!",
          "*");

  static LongStream seeds() {
    return LongStream.range(0, 10);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void anyTextIsAcceptedOrRefused(long seed) {
    var dice = new Random(seed);
    int accepted = 0;
    for (int made = 0; made < TEXTS; made++) {
      String text = made % 3 == 0 ? noise(dice) : pieces(dice);
      for (ExpressionKind kind : ExpressionKind.values()) {
        String refusal = Refusals.of(kind, text);
        if (refusal == null) accepted++;
        else assertThat(refusal).as("seed %d, %s: %s", seed, kind, text).isNotBlank();
      }
    }
    assertThat(accepted).as("seed %d: some texts mean something", seed).isPositive();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aConditionThatIsCutOrChangedIsAcceptedOrRefused(long seed) {
    var dice = new Random(seed);
    var random = new RandomConditions(seed);
    for (int made = 0; made < TEXTS / 10; made++) {
      var text = new StringBuilder(random.condition(made % 4).text());
      int at = dice.nextInt(text.length());
      switch (dice.nextInt(3)) {
        case 0 -> text.setLength(at);
        case 1 -> text.deleteCharAt(at);
        default -> text.insert(at, PIECES.get(dice.nextInt(PIECES.size())));
      }
      String refusal = Refusals.of(ExpressionKind.FILTER, text.toString(), random.placeholders());
      if (refusal != null) {
        assertThat(refusal).as("seed %d: %s", seed, text).startsWith("Invalid FilterExpression: ");
      }
    }
  }

  private static String pieces(Random dice) {
    var text = new StringBuilder();
    for (int left = 1 + dice.nextInt(12); left > 0; left--) {
      text.append(PIECES.get(dice.nextInt(PIECES.size()))).append(dice.nextBoolean() ? " " : "");
    }
    return text.toString();
  }

  private static String noise(Random dice) {
    var text = new StringBuilder();
    for (int left = dice.nextInt(30); left > 0; left--) {
      text.append((char) (dice.nextInt(4) == 0 ? dice.nextInt(0x10000) : dice.nextInt(0x80)));
    }
    return text.toString();
  }
}
