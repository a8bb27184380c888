package io.atolldb.replication;

import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Gives an agent a thread: steps until there is nothing to do, then lets it wait. A step that
/// throws is logged and counted, and the agent goes on after a pause; its thread never dies in
/// silence.
public final class AgentRunner implements AutoCloseable {

  static final long PAUSE_AFTER_FAILURE_MILLIS = 500;
  static final long CLOSE_MILLIS_MAX = 10_000;

  private static final Logger LOGGER = LoggerFactory.getLogger(AgentRunner.class);

  private final Agent agent;
  private final Thread thread;
  private final Pause pause = new Pause();
  private final AtomicLong failures = new AtomicLong();
  private volatile String lastFailure = "";
  private volatile boolean failing;
  private volatile boolean closed;

  /// A platform thread: an agent may work for long and holds files or connections.
  public AgentRunner(Agent agent) {
    this(agent, Thread.ofPlatform().daemon(true));
  }

  /// A thread of any kind, which gets the agent's name.
  public AgentRunner(Agent agent, Thread.Builder threads) {
    this.agent = agent;
    this.thread = threads.name("atoll-" + agent.role()).unstarted(this::run);
  }

  public void start() {
    thread.start();
  }

  public String role() {
    return agent.role();
  }

  /// Steps that have thrown so far.
  public long failures() {
    return failures.get();
  }

  /// What the last of them threw; empty if none did.
  public String lastFailure() {
    return lastFailure;
  }

  /// Whether the latest step threw: the agent does not get on.
  public boolean isFailing() {
    return failing;
  }

  /// False before the start and after the end.
  public boolean isRunning() {
    return thread.isAlive();
  }

  private void run() {
    while (!closed) {
      try {
        int done = agent.doWork();
        failing = false;
        if (done == 0 && !closed) agent.awaitWork();
      } catch (InterruptedException stopping) {
        // `closed` decides; nobody else interrupts
      } catch (RuntimeException | Error broken) {
        failed(broken);
      }
    }
  }

  private void failed(Throwable broken) {
    failures.incrementAndGet();
    lastFailure = String.valueOf(broken);
    failing = true;
    LOGGER.error("agent.failed role={}", agent.role(), broken);
    try {
      pause.await(PAUSE_AFTER_FAILURE_MILLIS);
    } catch (InterruptedException stopping) {
      // `closed` decides
    }
  }

  /// Begins no other step; returns at once. Several runners that are told first and closed then end
  /// side by side.
  public void end() {
    closed = true;
    pause.end();
  }

  /// Lets the step in progress end, and returns when the thread has, or after `CLOSE_MILLIS_MAX`.
  /// Does not interrupt it: a thread that holds a file must not lose it halfway through.
  @Override
  public void close() {
    close(CLOSE_MILLIS_MAX);
  }

  void close(long millisMax) {
    end();
    try {
      thread.join(millisMax);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
    if (thread.isAlive()) LOGGER.warn("agent.still-running role={}", agent.role());
  }
}
