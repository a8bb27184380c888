package io.atolldb.store;

/// A data directory is not the one this node may use. The message is for the person who started it.
public final class DirectoryRefused extends Exception {

  private static final long serialVersionUID = 1;

  public DirectoryRefused(String message) {
    super(message);
  }
}
