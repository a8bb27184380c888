package io.atolldb.capacity;

/// What one access costs, in capacity units. Sizes are those of whole items, in bytes as DynamoDB
/// counts them; zero is no item.
public final class Units {

  /// How many times a read or write costs its units in a transaction.
  public static final int IN_TRANSACTION = 2;

  private static final int READ_BYTES = 4 * 1024;
  private static final int WRITE_BYTES = 1024;
  private static final double EVENTUAL_READ = 0.5;

  private Units() {}

  /// Of reading so many bytes at once: one item, or all items of a page together. Reading nothing
  /// costs as much as the smallest read.
  public static double ofRead(long bytes, boolean consistent) {
    long blocks = Math.max(1, Math.ceilDiv(bytes, READ_BYTES));
    return consistent ? blocks : blocks * EVENTUAL_READ;
  }

  /// Of a write that finds one size and leaves another.
  public static double ofWrite(int bytesBefore, int bytesAfter) {
    return Math.max(1, Math.ceilDiv(Math.max(bytesBefore, bytesAfter), WRITE_BYTES));
  }
}
