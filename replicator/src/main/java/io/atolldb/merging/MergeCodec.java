package io.atolldb.merging;

import io.atolldb.binary.VectorCodec;
import io.atolldb.clock.HybridTimestamp;
import io.atolldb.clock.RegionId;
import io.atolldb.codec.ByteReader;
import io.atolldb.codec.ByteWriter;
import io.atolldb.codec.MalformedBytes;
import io.atolldb.item.AttributeValue;
import io.atolldb.item.Bytes;
import io.atolldb.item.ItemCodec;
import io.atolldb.merge.Cell;
import io.atolldb.merge.Increment;
import io.atolldb.merge.Membership;
import io.atolldb.merge.MergeState;
import java.util.TreeMap;

/// A [MergeState] as bytes, in the store, the log and the change stream: format, `clearedAt`,
/// `touchedAt`, then the cells in the order of their names. Regions are named in full.
public final class MergeCodec {

  private static final int FORMAT = 1;

  private static final int HAS_VALUE = 1;
  private static final int HAS_INCREMENTS = 1 << 1;
  private static final int HAS_ELEMENTS = 1 << 2;

  private static final int ROOM_PER_CELL = 64;

  private MergeCodec() {}

  public static Bytes encode(MergeState<AttributeValue> state) {
    var out = new ByteWriter(ROOM_PER_CELL * (1 + state.cells().size()));
    out.writeByte(FORMAT);
    VectorCodec.write(out, state.clearedAt());
    VectorCodec.write(out, state.touchedAt());
    out.writeVarint(state.cells().size());
    state
        .cells()
        .forEach((name, cell) -> {
          out.writeText(name);
          write(out, cell);
        });
    return Bytes.owning(out.toArray());
  }

  private static void write(ByteWriter out, Cell<AttributeValue> cell) {
    AttributeValue value = cell.value();
    out.writeByte(
        (value != null ? HAS_VALUE : 0)
            | (cell.increments().isEmpty() ? 0 : HAS_INCREMENTS)
            | (cell.elements().isEmpty() ? 0 : HAS_ELEMENTS));
    VectorCodec.write(out, cell.since());
    if (value != null) ItemCodec.writeValue(out, value);
    if (!cell.increments().isEmpty()) {
      out.writeVarint(cell.increments().size());
      cell.increments()
          .forEach((region, increment) -> {
            out.writeText(region.name());
            out.writeLong(increment.packed());
            ItemCodec.writeValue(out, increment.sum());
          });
    }
    if (!cell.elements().isEmpty()) {
      out.writeVarint(cell.elements().size());
      cell.elements()
          .forEach((element, membership) -> {
            ItemCodec.writeValue(out, element);
            VectorCodec.write(out, membership.added());
            VectorCodec.write(out, membership.removed());
          });
    }
  }

  /// Throws [MalformedBytes] if these are not a state of a format that this build knows.
  public static MergeState<AttributeValue> decode(Bytes bytes) {
    var in = new ByteReader(bytes.unsafeArray());
    int format = in.readByte();
    if (format != FORMAT) throw new MalformedBytes("merge state of format " + format);
    HybridTimestamp clearedAt = VectorCodec.readTimestamp(in);
    HybridTimestamp touchedAt = VectorCodec.readTimestamp(in);
    var cells = new TreeMap<String, Cell<AttributeValue>>();
    int count = in.readCount();
    for (int at = 0; at < count; at++) cells.put(in.readText(), readCell(in));
    if (in.remaining() > 0) throw new MalformedBytes("more than a merge state, from " + in.at());
    return new MergeState<>(clearedAt, touchedAt, cells);
  }

  private static Cell<AttributeValue> readCell(ByteReader in) {
    int flags = in.readByte();
    HybridTimestamp since = VectorCodec.readTimestamp(in);
    AttributeValue value = (flags & HAS_VALUE) != 0 ? ItemCodec.readValue(in) : null;
    var increments = new TreeMap<RegionId, Increment<AttributeValue>>();
    int regions = (flags & HAS_INCREMENTS) != 0 ? in.readCount() : 0;
    for (int at = 0; at < regions; at++) {
      RegionId region = VectorCodec.readRegion(in);
      increments.put(region, new Increment<>(in.readLong(), ItemCodec.readValue(in)));
    }
    var elements = new TreeMap<AttributeValue, Membership>(AttributeValues.INSTANCE);
    int members = (flags & HAS_ELEMENTS) != 0 ? in.readCount() : 0;
    for (int at = 0; at < members; at++) {
      AttributeValue element = ItemCodec.readValue(in);
      elements.put(element, new Membership(VectorCodec.read(in), VectorCodec.read(in)));
    }
    return new Cell<>(since, value, increments, elements);
  }
}
