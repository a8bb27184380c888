package io.atolldb.wire;

/// What one data port bears.
///
/// @param connectionsMax connections open at once; more wait in the system's queue
/// @param idleMillisMax how long an unused connection stays open; longer than clients keep one
///   (Java 60 s, Go 90 s, curl 118 s), so that none sends a request just when the port hangs up
/// @param readMillisMax how long a client may pause within a request
/// @param stopMillisMax how long requests under way may go on when the port is stopped
public record DataPortLimits(
    int connectionsMax, int idleMillisMax, int readMillisMax, int stopMillisMax) {

  public static final DataPortLimits USUAL = new DataPortLimits(8_192, 180_000, 20_000, 10_000);
}
