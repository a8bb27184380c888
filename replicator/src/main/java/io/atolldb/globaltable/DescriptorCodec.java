package io.atolldb.globaltable;

import io.atolldb.binary.VectorCodec;
import io.atolldb.clock.HybridTimestamp;
import io.atolldb.clock.RegionId;
import io.atolldb.codec.ByteReader;
import io.atolldb.codec.ByteWriter;
import io.atolldb.codec.MalformedBytes;
import io.atolldb.item.Item;
import io.atolldb.item.ItemCodec;
import io.atolldb.table.KeyAttribute;
import io.atolldb.table.KeySchema;
import io.atolldb.table.ScalarType;
import io.atolldb.table.TableId;
import java.util.TreeMap;
import java.util.UUID;

/// A table's descriptor as bytes, the same in logs, stores and change streams.
public final class DescriptorCodec {

  /// The settings have one time, that of their last change as a whole.
  private static final int WHOLE_SETTINGS_FORMAT = 1;

  /// Members have neither epoch nor fence.
  private static final int FIRST_MEMBERSHIP_FORMAT = 2;

  private static final int FORMAT = 3;

  private DescriptorCodec() {}

  public static void write(ByteWriter out, TableDescriptor table) {
    out.writeByte(FORMAT);
    out.writeLong(table.id().uuid().getMostSignificantBits());
    out.writeLong(table.id().uuid().getLeastSignificantBits());
    out.writeText(table.name());
    KeyAttribute sort = table.keys().sort();
    out.writeByte(sort == null ? 1 : 2);
    write(out, table.keys().partition());
    if (sort != null) write(out, sort);
    out.writeVarint(table.createdMillis());
    out.writeSized(ItemCodec.encode(table.settings()));
    VectorCodec.write(out, table.shared().since());
    out.writeVarint(table.shared().changes().size());
    table
        .shared()
        .changes()
        .forEach((setting, change) -> {
          out.writeText(setting);
          VectorCodec.write(out, change);
        });
    out.writeVarint(table.members().size());
    table
        .members()
        .forEach((region, member) -> {
          out.writeText(region.name());
          out.writeText(member.status().name());
          VectorCodec.write(out, member.since());
          out.writeText(member.description());
          out.writeVarint(member.epoch());
          out.writeVarint(member.fence());
        });
  }

  public static byte[] encode(TableDescriptor table) {
    var out = new ByteWriter(256);
    write(out, table);
    return out.toArray();
  }

  public static TableDescriptor decode(byte[] bytes) {
    return read(new ByteReader(bytes));
  }

  public static TableDescriptor read(ByteReader in) {
    int format = in.readByte();
    if (format < WHOLE_SETTINGS_FORMAT || format > FORMAT) {
      throw new MalformedBytes("table descriptor of format " + format);
    }
    var id = new TableId(new UUID(in.readLong(), in.readLong()));
    String name = in.readText();
    int keyAttributes = in.readByte();
    KeyAttribute partition = readKeyAttribute(in);
    var keys = new KeySchema(partition, keyAttributes == 2 ? readKeyAttribute(in) : null);
    long createdMillis = in.readVarint();
    SharedSettings settings = readSettings(in, format);
    int size = in.readCount();
    var members = new TreeMap<RegionId, Member>();
    for (int at = 0; at < size; at++) {
      members.put(VectorCodec.readRegion(in), readMember(in, format));
    }
    return new TableDescriptor(id, name, keys, createdMillis, settings, members);
  }

  private static SharedSettings readSettings(ByteReader in, int format) {
    byte[] bytes = in.readSized();
    Item bag = ItemCodec.decode(bytes, 0, bytes.length);
    HybridTimestamp since = VectorCodec.readTimestamp(in);
    if (format == WHOLE_SETTINGS_FORMAT) return SharedSettings.asWhole(bag, since);
    var changes = new TreeMap<String, HybridTimestamp>();
    int size = in.readCount();
    for (int at = 0; at < size; at++) changes.put(in.readText(), VectorCodec.readTimestamp(in));
    return new SharedSettings(bag, since, changes);
  }

  private static void write(ByteWriter out, KeyAttribute attribute) {
    out.writeText(attribute.name());
    out.writeText(attribute.type().name());
  }

  private static KeyAttribute readKeyAttribute(ByteReader in) {
    return new KeyAttribute(in.readText(), named(ScalarType.class, in.readText()));
  }

  private static Member readMember(ByteReader in, int format) {
    MemberStatus status = named(MemberStatus.class, in.readText());
    var first = new Member(status, VectorCodec.readTimestamp(in), in.readText());
    if (format <= FIRST_MEMBERSHIP_FORMAT) return first;
    int epoch = (int) in.readVarint();
    return new Member(status, first.since(), first.description(), epoch, in.readVarint());
  }

  private static <E extends Enum<E>> E named(Class<E> type, String name) {
    try {
      return Enum.valueOf(type, name);
    } catch (IllegalArgumentException unknown) {
      throw new MalformedBytes(name + " is no " + type.getSimpleName());
    }
  }
}
