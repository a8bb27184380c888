package io.atolldb.log;

/// Bytes of the log that were durable once are not what they were. Nothing is cut off or passed
/// over because of it: an operator, or another region, has to bring back what is missing.
public final class LogDamaged extends Exception {

  private static final long serialVersionUID = 1;

  private final String file;
  private final long offset;

  public LogDamaged(String file, long offset, String flaw) {
    super("commit log damaged: file " + file + ", offset " + offset + ": " + flaw);
    this.file = file;
    this.offset = offset;
  }

  /// The segment's name.
  public String file() {
    return file;
  }

  /// Where in the file the group begins that cannot be read.
  public long offset() {
    return offset;
  }
}
