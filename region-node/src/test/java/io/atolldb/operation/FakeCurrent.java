package io.atolldb.operation;

import io.atolldb.item.Bytes;
import io.atolldb.item.Item;
import io.atolldb.item.ItemCodec;
import io.atolldb.item.ItemSize;
import io.atolldb.version.Version;

/// What is under a key, given by a test. It remembers whether it was looked at.
final class FakeCurrent implements Current {

  private final Item item;
  boolean lookedAt;

  private FakeCurrent(Item item) {
    this.item = item;
  }

  static FakeCurrent nothing() {
    return new FakeCurrent(Item.ABSENT);
  }

  static FakeCurrent of(Item item) {
    return new FakeCurrent(item);
  }

  @Override
  public Item item() {
    lookedAt = true;
    return item;
  }

  @Override
  public boolean exists() {
    return !item.isAbsent();
  }

  @Override
  public Bytes encoded() {
    return Bytes.owning(ItemCodec.encode(item));
  }

  @Override
  public int sizeBytes() {
    return ItemSize.of(item);
  }

  @Override
  public Version version() {
    return Version.NEVER;
  }
}
