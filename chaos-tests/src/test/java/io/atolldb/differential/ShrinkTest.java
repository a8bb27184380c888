package io.atolldb.differential;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ShrinkTest {

  private static final List<Mismatch> FOUND = List.of(new Mismatch("outcome", "200", "400 No"));

  /// Differs where something reads `bad` after something wrote `cause`.
  private static Duel.Loss duel(List<Call> calls) {
    boolean cause = false;
    for (int at = 0; at < calls.size(); at++) {
      String call = calls.get(at).toString();
      if (call.contains("cause")) cause = true;
      if (cause && call.contains("bad")) {
        return new Duel.Loss(calls.subList(0, at + 1), at, FOUND);
      }
    }
    return null;
  }

  private static Call call(String text) {
    return Call.once(
        "PutItem",
        Json.object(
            "TableName", "table-one", "ConditionExpression", text, "Item", Json.object("S", "a")));
  }

  @Test
  void onlyWhatShowsTheDifferenceIsLeft() {
    List<Call> calls =
        List.of(
            call("a"),
            call("cause AND b"),
            call("c"),
            call("d"),
            call("e OR bad AND f"),
            call("g"));

    Duel.Loss small = Shrink.of(ShrinkTest::duel, duel(calls), 200);

    assertThat(small.calls())
        .extracting(Call::toString)
        .containsExactly(
            "PutItem {\"ConditionExpression\":\"cause\"}",
            "PutItem {\"ConditionExpression\":\"bad\"}");
  }

  @Test
  void itEndsAfterSoManyRuns() {
    List<Call> calls = List.of(call("a"), call("cause"), call("bad"));

    Duel.Loss small = Shrink.of(ShrinkTest::duel, duel(calls), 1);

    assertThat(small.calls()).hasSizeBetween(2, 3);
  }

  @Test
  void valuesThatNothingNamesAnyMoreGoWithTheirExpression() {
    Call call =
        Call.once(
            "PutItem",
            Json.object(
                "ConditionExpression",
                "cause = :v0 AND bad = :v1",
                "ExpressionAttributeValues",
                Json.object(":v0", "a", ":v1", "b", ":v2", "c")));

    Duel.Loss small = Shrink.of(ShrinkTest::duel, duel(List.of(call)), 100);

    assertThat(small.calls().getFirst().body()).containsOnlyKeys("ConditionExpression");
  }
}
