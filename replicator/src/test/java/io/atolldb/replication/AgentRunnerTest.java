package io.atolldb.replication;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// The only tests of the replicator with threads in them: they wait for events, with a limit that
/// is far above what any machine needs.
class AgentRunnerTest {

  private static final long LIMIT_SECONDS = 60;

  /// Works a few times, waits for an event, and fails or hangs when it is told to.
  private static final class FakeAgent implements Agent {
    final CountDownLatch waited = new CountDownLatch(1);
    final CountDownLatch worked = new CountDownLatch(5);
    final CountDownLatch stuck = new CountDownLatch(1);
    final Pause event = new Pause();
    final AtomicInteger failing = new AtomicInteger();
    volatile boolean hangs;
    volatile String threadName = "";
    volatile boolean virtual;

    @Override
    public String role() {
      return "fake";
    }

    @Override
    public int doWork() {
      threadName = Thread.currentThread().getName();
      virtual = Thread.currentThread().isVirtual();
      if (failing.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
        throw new IllegalStateException("broken on purpose");
      }
      worked.countDown();
      return worked.getCount() > 0 ? 1 : 0;
    }

    @Override
    public void awaitWork() throws InterruptedException {
      waited.countDown();
      if (hangs) stuck.await();
      event.await(TimeUnit.SECONDS.toMillis(1));
    }
  }

  private static void eventually(CountDownLatch latch) throws InterruptedException {
    assertThat(latch.await(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void anAgentWorksUntilThereIsNothingToDoAndThenWaits() throws Exception {
    var agent = new FakeAgent();
    try (var runner = new AgentRunner(agent)) {
      assertThat(runner.isRunning()).isFalse();
      runner.start();
      eventually(agent.waited);
      assertThat(agent.worked.getCount()).as("not before the work was done").isZero();
      assertThat(agent.threadName).isEqualTo("atoll-fake");
      assertThat(runner.isRunning()).isTrue();
      assertThat(runner.failures()).isZero();
    }
  }

  @Test
  void itMayRunOnAVirtualThread() throws Exception {
    var agent = new FakeAgent();
    try (var runner = new AgentRunner(agent, Thread.ofVirtual())) {
      runner.start();
      eventually(agent.waited);
      assertThat(agent.virtual).isTrue();
      assertThat(agent.threadName).isEqualTo("atoll-fake");
    }
  }

  @Test
  void aStepThatThrowsIsCountedAndTheAgentGoesOn() throws Exception {
    var agent = new FakeAgent();
    agent.failing.set(1);
    try (var runner = new AgentRunner(agent)) {
      runner.start();
      eventually(agent.waited);
      assertThat(runner.failures()).isOne();
      assertThat(runner.lastFailure()).contains("broken on purpose");
      assertThat(runner.isFailing()).as("it has recovered").isFalse();
      assertThat(runner.isRunning()).isTrue();
    }
  }

  @Test
  void anAgentThatKeepsFailingSaysSoAndCanBeClosed() throws Exception {
    var agent = new FakeAgent();
    agent.failing.set(Integer.MAX_VALUE);
    var runner = new AgentRunner(agent);
    runner.start();
    while (!runner.isFailing()) Thread.onSpinWait();
    runner.close();
    assertThat(runner.isRunning()).isFalse();
    assertThat(runner.failures()).isPositive();
  }

  @Test
  void closingLetsTheStepEndAndTheThreadWithIt() throws Exception {
    var agent = new FakeAgent();
    var runner = new AgentRunner(agent);
    runner.start();
    eventually(agent.waited);
    runner.close();
    assertThat(runner.isRunning()).isFalse();
    runner.close(); // twice is harmless
  }

  @Test
  void aRunnerThatNeverStartedCanBeClosed() {
    var runner = new AgentRunner(new FakeAgent());
    runner.close();
    assertThat(runner.isRunning()).isFalse();
  }

  @Test
  void closingDoesNotWaitForEverForAnAgentThatHangs() throws Exception {
    var agent = new FakeAgent();
    agent.hangs = true;
    var runner = new AgentRunner(agent);
    runner.start();
    eventually(agent.waited);
    runner.close(1);
    assertThat(runner.isRunning()).as("left behind, and logged").isTrue();
    agent.stuck.countDown();
    runner.close();
    assertThat(runner.isRunning()).isFalse();
  }

  @Test
  void anAgentThatIsToldToEndDoesSoWithoutBeingWaitedFor() throws Exception {
    var agent = new FakeAgent();
    agent.hangs = true;
    var runner = new AgentRunner(agent);
    runner.start();
    eventually(agent.waited);
    runner.end();
    assertThat(runner.isRunning()).isTrue();
    agent.stuck.countDown();
    runner.close();
    assertThat(runner.isRunning()).isFalse();
  }
}
