package io.atolldb.expression;

import static org.assertj.core.api.Assertions.assertThat;

import io.atolldb.item.Item;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ConditionLawsTest {

  private static final int CONDITIONS = 400;
  private static final int ITEMS = 5;

  static LongStream seeds() {
    return LongStream.range(0, 20);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aConditionMeansWhatTheObviousModelSays(long seed) {
    var random = new RandomConditions(seed);
    int accepted = 0;
    int held = 0;
    for (int made = 0; made < CONDITIONS; made++) {
      RandomConditions.Sample sample = random.condition(made % 4);
      Condition condition;
      try {
        condition =
            ConditionParser.parseCondition(
                sample.text(), ExpressionKind.CONDITION, random.placeholders());
      } catch (InvalidExpression invalid) {
        assertThat(invalid)
            .as("seed %d: %s", seed, sample.text())
            .hasMessageMatching("(?s).*(Incorrect operand type|must be distinct|BETWEEN).*");
        continue;
      }
      accepted++;
      for (int tried = 0; tried < ITEMS; tried++) {
        Item item = random.item();
        boolean expected = sample.meaning().test(item);
        assertThat(ConditionEvaluator.holds(condition, item))
            .as("seed %d: %s of %s", seed, sample.text(), item)
            .isEqualTo(expected);
        if (expected) held++;
      }
    }
    assertThat(accepted)
        .as("seed %d: conditions that mean something", seed)
        .isGreaterThan(CONDITIONS / 3);
    assertThat(held)
        .as("seed %d: conditions that held", seed)
        .isBetween(accepted, accepted * (ITEMS - 1));
  }
}
