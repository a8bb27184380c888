package io.atolldb.store;

import java.io.IOException;
import org.h2.store.fs.FilePathWrapper;

/// Where MVStore finds a [StoreFile]: a path with [#SCHEME] and a colon before it. Public, with a
/// constructor that takes nothing, because H2 makes them by reflection.
public final class StoreFilePath extends FilePathWrapper {

  static final String SCHEME = "store";

  @Override
  public StoreFile open(String mode) throws IOException {
    return StoreFile.open(getBase().toString(), mode);
  }

  @Override
  public String getScheme() {
    return SCHEME;
  }
}
