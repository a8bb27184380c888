package io.atolldb.store;

import java.io.IOException;
import java.nio.file.Path;

/// Every kind of store: they keep the same contract.
enum Engine {
  MEMORY {
    @Override
    ItemStore open(Path directory) {
      return new MemoryStore();
    }
  },
  H2 {
    @Override
    ItemStore open(Path directory) throws IOException {
      return H2Store.open(directory);
    }
  };

  abstract ItemStore open(Path directory) throws IOException;
}
