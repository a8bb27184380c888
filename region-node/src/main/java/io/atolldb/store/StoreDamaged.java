package io.atolldb.store;

/// A stored value does not match its checksum, or the store's file cannot be read. Nothing that was
/// acknowledged is lost by it: the log holds it.
public final class StoreDamaged extends RuntimeException {

  private static final long serialVersionUID = 1;

  public StoreDamaged(String message, Throwable cause) {
    super(message, cause);
  }

  public StoreDamaged(String message) {
    super(message);
  }
}
