package io.atolldb.broker;

import java.util.concurrent.atomic.AtomicReference;
import kafka.server.FaultHandlerFactory;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.server.fault.FaultHandler;
import org.apache.kafka.server.fault.FaultHandlerException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where faults of the embedded broker end up. A broker by itself ends its process when it cannot
/// go on; here it shares one with the region, which can do without it for as long as it takes.
final class BrokerFaults implements FaultHandlerFactory {

  private static final Logger LOG = LoggerFactory.getLogger(BrokerFaults.class);

  private final AtomicReference<@Nullable String> failure = new AtomicReference<>();

  /// Kafka ends a process through these two procedures only. They are one per process, so the last
  /// broker of a process to start is the one that such a fault is reported of.
  void standBetweenKafkaAndTheProcess() {
    Exit.setExitProcedure((status, message) -> failed("exit " + status, message, null));
    Exit.setHaltProcedure((status, message) -> failed("halt " + status, message, null));
  }

  @Override
  public FaultHandler build(String name, boolean fatal, Runnable action) {
    return (message, cause) -> {
      action.run();
      if (fatal) {
        failed(name, message, cause);
      } else {
        LOG.error("broker.fault part={} cause={}", name, message, cause);
      }
      return new FaultHandlerException(name + ": " + message, cause);
    };
  }

  private void failed(String part, @Nullable String message, @Nullable Throwable cause) {
    String reason = message == null ? part : part + ": " + message;
    failure.compareAndSet(null, cause == null ? reason : reason + " (" + cause + ")");
    LOG.error("broker.failed part={} cause={}", part, message, cause);
  }

  /// The first fault that the broker could not go on after; null while there is none.
  @Nullable String failure() {
    return failure.get();
  }
}
