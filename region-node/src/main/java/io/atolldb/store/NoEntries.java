package io.atolldb.store;

import io.atolldb.store.ItemStore.EntryCursor;

/// The scan of a map that does not exist.
enum NoEntries implements EntryCursor {
  CURSOR;

  @Override
  public boolean advance() {
    return false;
  }

  @Override
  public byte[] key() {
    throw new IllegalStateException("the cursor stands on no entry");
  }

  @Override
  public byte[] value() {
    throw new IllegalStateException("the cursor stands on no entry");
  }
}
