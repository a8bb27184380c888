package io.atolldb.stream;

import java.util.concurrent.TimeUnit;

/// How long things last in a table's stream.
public final class StreamLimits {

  /// What is older can no longer be read.
  public static final long RETENTION_MILLIS = TimeUnit.HOURS.toMillis(24);

  /// The first write to a shard of this age goes into a new one.
  public static final long SHARD_MILLIS = TimeUnit.HOURS.toMillis(4);

  private StreamLimits() {}
}
