package io.atolldb.scaling;

import static org.assertj.core.api.Assertions.assertThat;

import io.atolldb.scaling.ScalingRule.Timing;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ScalingRuleTest {

  private static final long NOW = 10_000_000;
  private static final Timing ANY_TIME = new Timing(NOW, -1, -1, true);
  private static final int WORLDS = 20_000;

  private static ScalingSettings settings(double percent, int lowerPause, int raisePause) {
    var policy = new TargetTracking("p", percent, false, lowerPause, raisePause);
    return new ScalingSettings(5, 1_000, false, null, policy);
  }

  private static final ScalingSettings SEVENTY = settings(70, 0, 0);

  private static List<Double> minutes(int count, double used) {
    return new ArrayList<>(Collections.nCopies(count, used));
  }

  private static long wanted(long provisioned, List<Double> minutes) {
    return ScalingRule.wanted(SEVENTY, provisioned, minutes, ANY_TIME);
  }

  @Test
  void twoMinutesAboveTheTargetRaiseSoThatTheUseWouldBeTheTarget() {
    assertThat(wanted(100, minutes(2, 140))).isEqualTo(200);
    assertThat(wanted(100, List.of(71.0, 91.0))).isEqualTo(130);
    assertThat(wanted(100, List.of(71.0))).isEqualTo(100);
    assertThat(wanted(100, List.of(500.0, 70.0))).isEqualTo(100);
  }

  @Test
  void fifteenMinutesFarBelowTheTargetLower() {
    assertThat(wanted(100, minutes(15, 35))).isEqualTo(50);
    assertThat(wanted(100, minutes(14, 35))).isEqualTo(100);
    List<Double> once = minutes(15, 35);
    once.set(0, 50.0);
    assertThat(wanted(100, once)).isEqualTo(100);
    assertThat(wanted(100, minutes(15, 0))).as("the minimum").isEqualTo(5);
  }

  @Test
  void limitsAreKept() {
    assertThat(wanted(100, minutes(2, 5_000))).isEqualTo(1_000);
    assertThat(wanted(2_000, minutes(2, 5_000))).as("never lowered by a raise").isEqualTo(2_000);
    assertThat(wanted(2, minutes(15, 0))).as("never raised by a lowering").isEqualTo(2);
  }

  @Test
  void pausesAreKeptEachForItsDirection() {
    ScalingSettings paused = settings(70, 600, 60);
    var soon = new Timing(NOW, NOW - 59_000, NOW - 59_000, true);
    var later = new Timing(NOW, NOW - 60_000, NOW - 60_000, true);
    assertThat(ScalingRule.wanted(paused, 100, minutes(2, 140), soon)).isEqualTo(100);
    assertThat(ScalingRule.wanted(paused, 100, minutes(2, 140), later)).isEqualTo(200);
    assertThat(ScalingRule.wanted(paused, 100, minutes(15, 7), later)).isEqualTo(100);
    var muchLater = new Timing(NOW, NOW - 600_000, NOW - 600_000, true);
    assertThat(ScalingRule.wanted(paused, 100, minutes(15, 7), muchLater)).isEqualTo(10);
  }

  @Test
  void aDayWithoutDecreasesLeftOnlyRaises() {
    var spent = new Timing(NOW, -1, -1, false);
    assertThat(ScalingRule.wanted(SEVENTY, 100, minutes(15, 7), spent)).isEqualTo(100);
    assertThat(ScalingRule.wanted(SEVENTY, 100, minutes(15, 140), spent)).isEqualTo(200);
  }

  @Test
  void whatIsDisabledOrHasNoPolicyStays() {
    var policy = SEVENTY.policy();
    var disabled = new ScalingSettings(5, 1_000, true, null, policy);
    assertThat(ScalingRule.wanted(disabled, 100, minutes(15, 140), ANY_TIME)).isEqualTo(100);
    ScalingSettings none = SEVENTY.withPolicy(null);
    assertThat(ScalingRule.wanted(none, 100, minutes(15, 140), ANY_TIME)).isEqualTo(100);
    var raisesOnly = new TargetTracking("p", 70, true, 0, 0);
    assertThat(ScalingRule.wanted(SEVENTY.withPolicy(raisesOnly), 100, minutes(15, 0), ANY_TIME))
        .isEqualTo(100);
  }

  /// Whatever was used, and however much there is: the result is within the limits or is what was
  /// there; more use never leads to less capacity; and after a change nothing is changed again as
  /// long as the use stays as it was.
  @Test
  void itComesToRestAndNeverAnswersMoreUseWithLess() {
    long seed = 20_261_121;
    var random = new SplittableRandom(seed);
    for (int world = 0; world < WORLDS; world++) {
      ScalingSettings settings = settings(20 + random.nextInt(71), 0, 0);
      long provisioned = 5L + random.nextInt(996);
      int count = random.nextInt(ScalingRule.MINUTES + 1);
      var less = new ArrayList<Double>();
      var more = new ArrayList<Double>();
      for (int at = 0; at < count; at++) {
        double used = random.nextDouble(1_200);
        less.add(used);
        more.add(used + random.nextDouble(200));
      }
      String which = "seed %d, world %d".formatted(seed, world);
      long wanted = ScalingRule.wanted(settings, provisioned, less, ANY_TIME);
      assertThat(wanted).as(which).isBetween(5L, 1_000L);
      assertThat(ScalingRule.wanted(settings, provisioned, more, ANY_TIME))
          .as(which)
          .isGreaterThanOrEqualTo(wanted);

      List<Double> steady = minutes(ScalingRule.MINUTES, random.nextDouble(1_200));
      long first = ScalingRule.wanted(settings, provisioned, steady, ANY_TIME);
      assertThat(ScalingRule.wanted(settings, first, steady, ANY_TIME)).as(which).isEqualTo(first);
    }
  }
}
