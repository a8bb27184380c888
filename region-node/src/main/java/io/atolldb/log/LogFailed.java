package io.atolldb.log;

/// The log could not make a group durable and takes no more: after a failed fsync nobody knows what
/// is on the disk, and one that succeeds later proves nothing. Whether the last group is there
/// shows when the log is opened again.
public final class LogFailed extends Exception {

  private static final long serialVersionUID = 1;

  public LogFailed(String message, Throwable cause) {
    super(message, cause);
  }

  public LogFailed(String message) {
    super(message);
  }
}
