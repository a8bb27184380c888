package io.atolldb.replication;

/// Time that only goes forward, in milliseconds from anywhere: for pauses and ages. Wall clocks
/// jump; an agent that waited by one could wait for an hour.
@FunctionalInterface
public interface Ticks {
  long millis();
}
