package io.atolldb.stored;

import io.atolldb.binary.VectorCodec;
import io.atolldb.codec.ByteReader;
import io.atolldb.codec.ByteWriter;
import io.atolldb.codec.MalformedBytes;
import io.atolldb.item.Bytes;
import io.atolldb.replication.ChangeRecord.Kind;
import io.atolldb.version.Version;
import io.atolldb.version.VersionVector;
import java.util.ArrayList;

/// An [ItemVersion] as the item store holds it: format, flags, vector with numbered regions, image.
/// The timestamp is not written: it is the greatest entry of the vector. Where it is not, or the
/// write does not rank by it, a flag says so, and its entry and rank stand behind the vector. A
/// merge state, where there is one, stands before the image.
public final class StoredForm {

  private static final int FORMAT = 1;

  /// With the size of the write's transaction after the vector.
  private static final int FORMAT_IN_TRANSACTION = 2;

  private static final int KIND_MASK = 0b11;
  private static final int INSERT = 0b100;
  private static final int RANKED = 0b1000;
  private static final int MERGE_STATE = 0b10000;

  /// Not known to builds before it, which pass over it: what they store is an item like others.
  private static final int CONDITIONAL = 0b100000;

  private static final int OVERHEAD_PER_REGION = 9;
  private static final int STATE_OVERHEAD = 5;

  private final RegionNumbers numbers;

  public StoredForm(RegionNumbers numbers) {
    this.numbers = numbers;
  }

  public byte[] encode(ItemVersion item) {
    VersionVector vector = item.version().vector();
    int imageLength = item.bytes().length - item.imageFrom();
    Bytes state = item.mergeState();
    int stateLength = state == null ? 0 : STATE_OVERHEAD + state.length();
    int headerLength = 4 + (vector.size() + 1) * OVERHEAD_PER_REGION;
    var out = new ByteWriter(headerLength + stateLength + imageLength);
    boolean inTransaction = item.transactionSize() > 1;
    out.writeByte(inTransaction ? FORMAT_IN_TRANSACTION : FORMAT);
    out.writeByte(flags(item));
    out.writeVarint(vector.size());
    for (int at = 0; at < vector.size(); at++) {
      out.writeVarint(numbers.numberOf(vector.region(at)));
      out.writeLong(vector.packed(at));
    }
    if (!item.version().isPlain()) VectorCodec.writeRank(out, item.version());
    if (inTransaction) out.writeVarint(item.transactionSize());
    if (state != null) out.writeSized(state.unsafeArray());
    out.writeBytes(item.bytes(), item.imageFrom(), imageLength);
    return out.toArray();
  }

  public ItemVersion decode(byte[] stored) {
    var in = new ByteReader(stored);
    int format = in.readByte();
    if (format != FORMAT && format != FORMAT_IN_TRANSACTION) {
      throw new MalformedBytes("stored item of format " + format);
    }
    int flags = in.readByte();
    int regions = in.readCount();
    var entries = new ArrayList<VersionVector.Entry>(regions);
    for (int at = 0; at < regions; at++) {
      entries.add(new VersionVector.Entry(numbers.region(in.readVarint()), in.readLong()));
    }
    var vector = VersionVector.of(entries);
    Version version = isRanked(flags) ? VectorCodec.readRank(in, vector) : Version.of(vector);
    int size = format == FORMAT_IN_TRANSACTION ? (int) in.readVarint() : 0;
    Bytes state = hasMergeState(flags) ? Bytes.owning(in.readSized()) : null;
    boolean insert = (flags & INSERT) != 0;
    return new ItemVersion(
        version, kind(flags), insert, conditional(flags), size, stored, in.at(), state);
  }

  public static int flags(ItemVersion item) {
    int kind =
        switch (item.kind()) {
          case PUT -> 0;
          case DELETE -> 1;
          case EXPIRY -> 2;
        };
    return kind
        | (item.insert() ? INSERT : 0)
        | (item.conditional() ? CONDITIONAL : 0)
        | (item.version().isPlain() ? 0 : RANKED)
        | (item.mergeState() != null ? MERGE_STATE : 0);
  }

  /// Those of them in which regions must agree. Whether a write was conditional explains conflicts
  /// and is no part of the item, and a region whose build does not know it keeps the same items.
  public static int comparedFlags(ItemVersion item) {
    return flags(item) & ~CONDITIONAL;
  }

  public static boolean conditional(int flags) {
    return (flags & CONDITIONAL) != 0;
  }

  public static boolean isRanked(int flags) {
    return (flags & RANKED) != 0;
  }

  public static Kind kind(int flags) {
    return switch (flags & KIND_MASK) {
      case 0 -> Kind.PUT;
      case 1 -> Kind.DELETE;
      case 2 -> Kind.EXPIRY;
      default -> throw new MalformedBytes("flags " + flags);
    };
  }

  public static boolean hasMergeState(int flags) {
    return (flags & MERGE_STATE) != 0;
  }

  public static boolean insert(int flags) {
    return (flags & INSERT) != 0;
  }
}
