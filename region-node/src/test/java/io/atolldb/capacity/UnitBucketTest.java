package io.atolldb.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.DoubleAdder;
import org.junit.jupiter.api.Test;

class UnitBucketTest {

  private final AtomicLong millis = new AtomicLong(123_456);

  private UnitBucket bucket(double perSecond) {
    return new UnitBucket(perSecond, millis::get);
  }

  @Test
  void itBeginsWithFiveMinutesOfUnits() {
    UnitBucket bucket = bucket(5);

    assertThat(bucket.left()).isEqualTo(1_500);
    for (int taken = 0; taken < 1_500; taken++) {
      assertThat(bucket.hasUnits()).as("after %d", taken).isTrue();
      bucket.take(1);
    }
    assertThat(bucket.hasUnits()).isFalse();
  }

  @Test
  void anEmptyOneIsRefilledBySoManyASecondAndNeverBeyondFull() {
    UnitBucket bucket = bucket(10);
    bucket.take(3_000);

    millis.addAndGet(1_000);
    assertThat(bucket.left()).isEqualTo(10);
    millis.addAndGet(3_600_000);
    assertThat(bucket.left()).isEqualTo(3_000);
  }

  @Test
  void theLastAccessMayCostMoreThanIsLeftAndTheDebtIsPaidFirst() {
    UnitBucket bucket = bucket(1);
    bucket.take(299);
    assertThat(bucket.hasUnits()).isTrue();

    bucket.take(11);
    assertThat(bucket.left()).isEqualTo(-10);
    millis.addAndGet(10_000);
    assertThat(bucket.hasUnits()).isFalse();
    millis.addAndGet(1);
    assertThat(bucket.hasUnits()).isTrue();
  }

  @Test
  void aDebtIsNeverDeeperThanAFullBucket() {
    UnitBucket bucket = bucket(1);
    for (int times = 0; times < 20; times++) bucket.take(256);

    assertThat(bucket.left()).isEqualTo(-300);
  }

  @Test
  void anotherFlowKeepsTheTimeThatWasSaved() {
    UnitBucket bucket = bucket(10);
    bucket.take(2_000);

    bucket.flow(100);
    assertThat(bucket.left()).isEqualTo(10_000);
  }

  @Test
  void halfUnitsAreNotLost() {
    UnitBucket bucket = bucket(40_000);
    for (int times = 0; times < 1_000; times++) bucket.take(0.5);

    assertThat(bucket.left()).isEqualTo(40_000 * 300 - 500.0);
  }

  @Test
  void manyThreadsTakeExactlyWhatTheyTake() throws InterruptedException {
    UnitBucket bucket = bucket(1_000);
    var taken = new DoubleAdder();
    var threads = new ArrayList<Thread>();
    for (int number = 0; number < 8; number++) {
      threads.add(
          Thread.ofVirtual()
              .start(() -> {
                for (int times = 0; times < 5_000; times++) {
                  bucket.take(2);
                  taken.add(2);
                }
              }));
    }
    for (Thread thread : threads) thread.join();

    assertThat(bucket.left()).isEqualTo(300_000 - taken.sum());
  }
}
