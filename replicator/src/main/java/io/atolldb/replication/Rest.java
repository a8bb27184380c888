package io.atolldb.replication;

/// How long a publisher lets writes gather before its next append.
///
/// Every append costs the broker a round trip and each other region a commit with its fsync,
/// however little it holds. So a rest is the longer, the more is written: where much is, there is
/// little time to spare for appends; where little is, waiting would spare nothing. The pace is that
/// of the latest appends, each counting less the longer it is ago, so that neither one burst nor
/// one gap decides.
final class Rest {

  /// The longest.
  static final long MILLIS_MAX = 20;

  /// The rest at a thousand records a second, in milliseconds; in proportion at other paces.
  private static final double MILLIS_AT_ONE_EACH = 5;

  /// How long ago an append counts a little more than a third.
  private static final double MEMORY_MILLIS = 100;

  private double remembered;
  private long latest;

  /// Milliseconds from the beginning of an append of so many records, at `now`, to the next.
  long after(int records, long now) {
    remembered = remembered * Math.exp((latest - now) / MEMORY_MILLIS) + records;
    latest = now;
    double eachMillisecond = remembered / MEMORY_MILLIS;
    return Math.min(MILLIS_MAX, Math.round(eachMillisecond * MILLIS_AT_ONE_EACH));
  }
}
