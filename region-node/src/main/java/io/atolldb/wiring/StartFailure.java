package io.atolldb.wiring;

/// The node cannot start, for a reason that its operator can read and mend.
public final class StartFailure extends Exception {

  private static final long serialVersionUID = 1;

  public StartFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
