package io.atolldb.version;

/// What a region knows of one key: a live value, or the memory that it was deleted.
///
/// Generic on purpose. Resolution ranks versions and never looks at the value, so this module needs
/// no idea of what an item is.
public sealed interface Versioned<V> {

  Version version();

  Versioned<V> withVersion(Version version);

  record Live<V>(V value, Version version) implements Versioned<V> {
    @Override
    public Live<V> withVersion(Version version) {
      return new Live<>(value, version);
    }
  }

  record Tombstone<V>(Version version) implements Versioned<V> {
    @Override
    public Tombstone<V> withVersion(Version version) {
      return new Tombstone<>(version);
    }
  }

  /// A key nobody ever wrote: older than every write, so every write wins against it.
  static <V> Versioned<V> neverWritten() {
    return new Tombstone<>(Version.NEVER);
  }
}
