package io.atolldb.clock;

/// Real time, in milliseconds since 1970. Tests pass a counter, production the system's clock;
/// nothing else in the pure modules knows what time it is. May jump in either direction at any
/// time.
@FunctionalInterface
public interface WallClock {
  long millis();
}
