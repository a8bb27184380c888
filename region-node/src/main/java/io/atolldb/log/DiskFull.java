package io.atolldb.log;

import java.io.IOException;

/// There is no room for what was to be written, or less than the reserve would be left. What was
/// written before is intact, and writing goes on when there is room again.
public final class DiskFull extends IOException {

  private static final long serialVersionUID = 1;

  public DiskFull(String message) {
    super(message);
  }

  public DiskFull(String message, Throwable cause) {
    super(message, cause);
  }
}
