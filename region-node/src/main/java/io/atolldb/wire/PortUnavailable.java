package io.atolldb.wire;

/// The address cannot be listened on: mostly because another process does.
public final class PortUnavailable extends Exception {

  public PortUnavailable(String message, Throwable cause) {
    super(message, cause);
  }
}
