package io.atolldb.broker;

import org.jspecify.annotations.Nullable;

/// The embedded broker cannot be started, for a reason that an operator can do something about.
public final class BrokerUnusable extends Exception {

  private static final long serialVersionUID = 1;

  public BrokerUnusable(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
