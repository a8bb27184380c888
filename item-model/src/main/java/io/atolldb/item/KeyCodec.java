package io.atolldb.item;

import io.atolldb.codec.ByteReader;
import io.atolldb.codec.ByteWriter;
import io.atolldb.codec.MalformedBytes;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Primary keys as bytes, whose unsigned order is the order of a scan: by a hash of the partition
/// key, then by partition key, then by sort key in the order of the API (strings by UTF-8, numbers
/// by value, binaries by unsigned bytes). So the items of a partition are contiguous and sorted,
/// and a table can be cut into even parts by the first four bytes alone.
///
/// A key is the hash, then one part ([KeyPart]) for the partition key and, where there is a sort
/// key, one more for it. Both are self-delimiting, so further parts may be appended.
public final class KeyCodec {

  private static final int HASH_LENGTH = 4;
  private static final int ROOM = 64;

  private KeyCodec() {}

  public static Bytes encode(PrimaryKey key) {
    ByteWriter out = writePartition(key.partition());
    AttributeValue sort = key.sort();
    if (sort != null) KeyPart.write(out, sort);
    return Bytes.owning(out.toArray());
  }

  /// What all keys of a partition begin with, and no other.
  public static Bytes partitionPrefix(AttributeValue partition) {
    return Bytes.owning(writePartition(partition).toArray());
  }

  /// The same, of the partition that an encoded key is in.
  public static Bytes partitionPrefix(Bytes encoded) {
    var in = new ByteReader(encoded.unsafeArray());
    int _ = in.readInt();
    AttributeValue _ = KeyPart.read(in);
    if (in.remaining() == 0) return encoded;
    return Bytes.owning(Arrays.copyOf(encoded.unsafeArray(), in.at()));
  }

  private static ByteWriter writePartition(AttributeValue partition) {
    var out = new ByteWriter(ROOM);
    out.writeInt(0);
    KeyPart.write(out, partition);
    out.setInt(0, KeyHash.of(out.buffer(), HASH_LENGTH, out.size()));
    return out;
  }

  /// The key that was encoded; anything else is [MalformedBytes].
  public static PrimaryKey decode(Bytes encoded) {
    var in = new ByteReader(encoded.unsafeArray());
    int hash = in.readInt();
    AttributeValue partition = KeyPart.read(in);
    if (hash != KeyHash.of(encoded.unsafeArray(), HASH_LENGTH, in.at())) {
      throw new MalformedBytes("a key with the hash of another partition");
    }
    AttributeValue sort = in.remaining() == 0 ? null : KeyPart.read(in);
    if (in.remaining() > 0) throw new MalformedBytes("more than a key, from " + in.at() + " on");
    return new PrimaryKey(partition, sort);
  }

  /// The hash of the partition key, to be taken as unsigned.
  public static int hash(Bytes encoded) {
    return new ByteReader(encoded.unsafeArray()).readInt();
  }

  /// The least key whose partition has this hash.
  static Bytes firstOfHash(int hash) {
    var out = new ByteWriter(HASH_LENGTH);
    out.writeInt(hash);
    return Bytes.owning(Arrays.copyOf(out.buffer(), HASH_LENGTH));
  }

  /// All keys of a partition.
  public static KeyRange partition(AttributeValue partition) {
    return KeyRange.ofPrefix(partitionPrefix(partition));
  }

  /// Keys of a partition whose sort key is `value`.
  public static KeyRange equalTo(AttributeValue partition, AttributeValue value) {
    return equalTo(partitionPrefix(partition), value);
  }

  public static KeyRange lessThan(AttributeValue partition, AttributeValue value) {
    return lessThan(partitionPrefix(partition), value);
  }

  public static KeyRange atMost(AttributeValue partition, AttributeValue value) {
    return atMost(partitionPrefix(partition), value);
  }

  public static KeyRange greaterThan(AttributeValue partition, AttributeValue value) {
    return greaterThan(partitionPrefix(partition), value);
  }

  public static KeyRange atLeast(AttributeValue partition, AttributeValue value) {
    return atLeast(partitionPrefix(partition), value);
  }

  /// Both bounds belong to it; empty where they are reversed.
  public static KeyRange between(
      AttributeValue partition, AttributeValue lowest, AttributeValue highest) {
    return between(partitionPrefix(partition), lowest, highest);
  }

  /// Of string or binary sort keys, those that begin with `prefix`.
  public static KeyRange beginningWith(AttributeValue partition, AttributeValue prefix) {
    return beginningWith(partitionPrefix(partition), prefix);
  }

  /// Keys that begin with whole parts, `prefix`, and go on with the part of `value`.
  public static KeyRange equalTo(Bytes prefix, AttributeValue value) {
    ByteWriter out = writer(prefix);
    KeyPart.write(out, value);
    return KeyRange.ofPrefix(Bytes.owning(out.toArray()));
  }

  public static KeyRange lessThan(Bytes prefix, AttributeValue value) {
    return new KeyRange(prefix, equalTo(prefix, value).from());
  }

  public static KeyRange atMost(Bytes prefix, AttributeValue value) {
    return new KeyRange(prefix, equalTo(prefix, value).to());
  }

  public static KeyRange greaterThan(Bytes prefix, AttributeValue value) {
    return new KeyRange(bound(equalTo(prefix, value).to()), KeyRange.ofPrefix(prefix).to());
  }

  public static KeyRange atLeast(Bytes prefix, AttributeValue value) {
    return new KeyRange(equalTo(prefix, value).from(), KeyRange.ofPrefix(prefix).to());
  }

  /// Both bounds belong to it; empty where they are reversed.
  public static KeyRange between(Bytes prefix, AttributeValue lowest, AttributeValue highest) {
    return new KeyRange(equalTo(prefix, lowest).from(), equalTo(prefix, highest).to());
  }

  /// Keys that begin with whole parts, `prefix`, and go on with a string or binary that begins with
  /// that of `value`.
  public static KeyRange beginningWith(Bytes prefix, AttributeValue value) {
    ByteWriter out = writer(prefix);
    KeyPart.writeBeginning(out, value);
    return KeyRange.ofPrefix(Bytes.owning(out.toArray()));
  }

  private static ByteWriter writer(Bytes prefix) {
    var out = new ByteWriter(prefix.length() + ROOM);
    out.writeBytes(prefix.unsafeArray(), 0, prefix.length());
    return out;
  }

  /// Every key has a type byte, so there is something above all that begin like it.
  private static Bytes bound(@Nullable Bytes above) {
    if (above == null) throw new IllegalStateException("no bytes above a key");
    return above;
  }
}
