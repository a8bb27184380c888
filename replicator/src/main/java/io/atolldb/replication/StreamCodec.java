package io.atolldb.replication;

import io.atolldb.binary.VectorCodec;
import io.atolldb.codec.ByteReader;
import io.atolldb.codec.ByteWriter;
import io.atolldb.codec.MalformedBytes;
import io.atolldb.globaltable.DescriptorCodec;
import io.atolldb.globaltable.TableDescriptor;
import io.atolldb.item.Bytes;
import io.atolldb.item.ItemCodec;
import io.atolldb.item.KeyCodec;
import io.atolldb.merging.MergeCodec;
import io.atolldb.replication.ChangeRecord.Kind;
import io.atolldb.replication.ChangeRecord.TransactionMark;
import io.atolldb.table.TableId;
import io.atolldb.version.Version;
import io.atolldb.version.VersionVector;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// What stands in a change stream, as bytes: format, tag, CRC32C over all that follows, fields.
///
/// A change ends with optional fields, each with a tag and a length. A reader passes over those it
/// does not know, because the image alone is enough; unless the tag is [#FIELD_REQUIRED] or above,
/// which says that it is not. What a later build appends to a heartbeat or to a descriptor is
/// passed over as well.
///
/// Foreign bytes never throw: what cannot be read is [StreamRecord.Unreadable], with the reason.
/// Key and image are looked through, not only the envelope: what is let in here is stored, and a
/// later build's way to write items must not be found out by a reader of the table.
public final class StreamCodec {

  /// The newest format that this build writes and reads.
  public static final int FORMAT = 1;

  private static final int CHANGE = 1;
  private static final int CONTROL = 2;
  private static final int HEARTBEAT = 3;

  private static final int CHECKSUM_AT = 2;
  private static final int BODY_AT = 6;

  private static final int KIND_MASK = 0b11;
  private static final int INSERT = 0b100;

  /// Not known to builds before it, which pass over it: the change means the same to them.
  private static final int CONDITIONAL = 0b1000;

  private static final int FIELD_TRANSACTION = 1;

  /// Of a change and of a heartbeat: the timestamp of the own write before it.
  private static final int FIELD_FOLLOWS = 9;

  /// Of a heartbeat: tables and percents.
  private static final int FIELD_COPYING = 10;

  /// Of a heartbeat: what it has settled.
  private static final int FIELD_SETTLED = 11;

  /// Tags from here on stand before fields without which a change must not be applied.
  static final int FIELD_REQUIRED = 128;

  /// Of an expiry, which ranks below its timestamp: without it regions would disagree.
  private static final int FIELD_RANK = FIELD_REQUIRED + 1;

  /// Required: a region that merged by the image alone would not agree with the others.
  private static final int FIELD_MERGE_STATE = FIELD_REQUIRED + 2;

  private static final int OVERHEAD = 160;

  private StreamCodec() {}

  public static byte[] encode(StreamRecord record) {
    return switch (record) {
      case StreamRecord.Change(var change, long follows) -> encode(change, follows);
      case StreamRecord.Control(var descriptor) -> {
        ByteWriter out = begin(CONTROL, OVERHEAD * 2);
        DescriptorCodec.write(out, descriptor);
        yield seal(out);
      }
      case StreamRecord.Heartbeat heartbeat -> {
        ByteWriter out = begin(HEARTBEAT, OVERHEAD);
        out.writeLong(heartbeat.publishedThrough());
        VectorCodec.write(out, heartbeat.applied());
        out.writeLong(heartbeat.wallMillis());
        writeFollows(out, heartbeat.follows());
        writeCopying(out, heartbeat.copying());
        writeSettled(out, heartbeat.settled());
        yield seal(out);
      }
      case StreamRecord.Unreadable _ ->
          throw new IllegalArgumentException("what could not be read is never sent");
    };
  }

  public static byte[] encode(ChangeRecord change) {
    return encode(change, 0);
  }

  private static byte[] encode(ChangeRecord change, long follows) {
    Bytes image = change.image();
    int imageLength = image == null ? 0 : image.length();
    ByteWriter out = begin(CHANGE, OVERHEAD + change.key().length() + imageLength);
    out.writeLong(change.table().uuid().getMostSignificantBits());
    out.writeLong(change.table().uuid().getLeastSignificantBits());
    out.writeSized(change.key().unsafeArray());
    VectorCodec.write(out, change.version().vector());
    out.writeByte(flags(change));
    if (image != null) out.writeSized(image.unsafeArray());
    TransactionMark transaction = change.transaction();
    if (transaction != null) {
      out.writeByte(FIELD_TRANSACTION);
      var field = new ByteWriter(16);
      field.writeLong(transaction.id());
      field.writeVarint(transaction.size());
      out.writeSized(field.toArray());
    }
    if (!change.version().isPlain()) {
      out.writeByte(FIELD_RANK);
      var field = new ByteWriter(16);
      VectorCodec.writeRank(field, change.version());
      out.writeSized(field.toArray());
    }
    Bytes mergeState = change.mergeState();
    if (mergeState != null) {
      out.writeByte(FIELD_MERGE_STATE);
      out.writeSized(mergeState.unsafeArray());
    }
    writeFollows(out, follows);
    return seal(out);
  }

  private static void writeFollows(ByteWriter out, long follows) {
    if (follows == 0) return;
    out.writeByte(FIELD_FOLLOWS);
    out.writeVarint(Long.BYTES);
    out.writeLong(follows);
  }

  public static StreamRecord decode(byte[] bytes) {
    try {
      return read(bytes);
    } catch (MalformedBytes malformed) {
      return unreadable(bytes, "malformed: " + malformed.getMessage());
    } catch (RuntimeException impossible) {
      return unreadable(bytes, "impossible content: " + impossible.getMessage());
    }
  }

  /// A change that stands alone, in a page of a copy. Throws what a reader of trusted bytes
  /// expects.
  public static ChangeRecord decodeChange(byte[] bytes) {
    if (decode(bytes) instanceof StreamRecord.Change(var change, _)) return change;
    throw new MalformedBytes("not a change record");
  }

  private static StreamRecord read(byte[] bytes) {
    if (bytes.length < BODY_AT) return unreadable(bytes, "only " + bytes.length + " bytes");
    var in = new ByteReader(bytes);
    int format = in.readByte();
    int tag = in.readByte();
    int checksum = in.readInt();
    if (format != FORMAT) {
      return unreadable(bytes, "format " + format + ", this build reads " + FORMAT);
    }
    if (checksum != checksum(bytes, bytes.length)) return unreadable(bytes, "wrong checksum");
    return switch (tag) {
      case CHANGE -> readChange(in);
      case CONTROL -> readControl(in);
      case HEARTBEAT -> readHeartbeat(in);
      default -> unreadable(bytes, "unknown tag " + tag);
    };
  }

  private static StreamRecord readChange(ByteReader in) {
    var table = new TableId(new UUID(in.readLong(), in.readLong()));
    Bytes key = readKey(in);
    Version version = Version.of(VectorCodec.read(in));
    int flags = in.readByte();
    Kind kind = kind(flags);
    Bytes image = kind == Kind.PUT ? readImage(in) : null;
    TransactionMark transaction = null;
    long follows = 0;
    Bytes mergeState = null;
    while (in.remaining() > 0) {
      int field = in.readByte();
      byte[] content = in.readSized();
      if (field == FIELD_TRANSACTION) {
        transaction = readTransaction(content);
      } else if (field == FIELD_RANK) {
        version = VectorCodec.readRank(new ByteReader(content), version.vector());
      } else if (field == FIELD_FOLLOWS) {
        follows = new ByteReader(content).readLong();
      } else if (field == FIELD_MERGE_STATE) {
        mergeState = Bytes.owning(content);
        MergeCodec.decode(mergeState);
      } else if (field >= FIELD_REQUIRED) {
        throw new MalformedBytes("field " + field + " is required, and not known to this build");
      }
    }
    boolean insert = (flags & INSERT) != 0;
    boolean conditional = (flags & CONDITIONAL) != 0;
    var change =
        new ChangeRecord(
            table, key, version, kind, image, insert, conditional, transaction, mergeState);
    return new StreamRecord.Change(change, follows);
  }

  /// A table always has a member, if one that is gone: a plan without any is a mistake of whoever
  /// made it, and must not be taken for one by which all replicas go.
  private static StreamRecord readControl(ByteReader in) {
    TableDescriptor table = DescriptorCodec.read(in);
    if (table.members().isEmpty()) {
      throw new MalformedBytes("table " + table.name() + " without any member");
    }
    return new StreamRecord.Control(table);
  }

  private static StreamRecord readHeartbeat(ByteReader in) {
    long publishedThrough = in.readLong();
    VersionVector applied = VectorCodec.read(in);
    long wallMillis = in.readLong();
    long follows = 0;
    var copying = new TreeMap<TableId, Integer>();
    Settled settled = null;
    while (in.remaining() > 0) {
      int field = in.readByte();
      byte[] content = in.readSized();
      if (field == FIELD_FOLLOWS) follows = new ByteReader(content).readLong();
      if (field == FIELD_COPYING) readCopying(new ByteReader(content), copying);
      if (field == FIELD_SETTLED) settled = readSettled(new ByteReader(content));
    }
    return new StreamRecord.Heartbeat(
        publishedThrough, applied, wallMillis, follows, copying, settled);
  }

  private static void writeSettled(ByteWriter out, @Nullable Settled settled) {
    if (settled == null) return;
    var field = new ByteWriter(OVERHEAD);
    VectorCodec.write(field, settled.applied());
    field.writeVarint(settled.memberships().size());
    settled
        .memberships()
        .forEach((table, membership) -> {
          field.writeLong(table.uuid().getMostSignificantBits());
          field.writeLong(table.uuid().getLeastSignificantBits());
          field.writeLong(membership);
        });
    out.writeByte(FIELD_SETTLED);
    out.writeSized(field.toArray());
  }

  private static Settled readSettled(ByteReader in) {
    VersionVector applied = VectorCodec.read(in);
    int size = in.readCount();
    var memberships = new TreeMap<TableId, Long>();
    for (int at = 0; at < size; at++) {
      var table = new TableId(new UUID(in.readLong(), in.readLong()));
      memberships.put(table, in.readLong());
    }
    return new Settled(applied, memberships);
  }

  private static void writeCopying(ByteWriter out, SortedMap<TableId, Integer> copying) {
    if (copying.isEmpty()) return;
    var field = new ByteWriter(OVERHEAD);
    field.writeVarint(copying.size());
    copying.forEach((table, percent) -> {
      field.writeLong(table.uuid().getMostSignificantBits());
      field.writeLong(table.uuid().getLeastSignificantBits());
      field.writeByte(percent);
    });
    out.writeByte(FIELD_COPYING);
    out.writeSized(field.toArray());
  }

  private static void readCopying(ByteReader in, SortedMap<TableId, Integer> copying) {
    int size = in.readCount();
    for (int at = 0; at < size; at++) {
      var table = new TableId(new UUID(in.readLong(), in.readLong()));
      copying.put(table, in.readByte());
    }
  }

  private static Bytes readKey(ByteReader in) {
    Bytes key = Bytes.owning(in.readSized());
    KeyCodec.decode(key);
    return key;
  }

  private static Bytes readImage(ByteReader in) {
    byte[] image = in.readSized();
    ItemCodec.decode(image);
    return Bytes.owning(image);
  }

  private static TransactionMark readTransaction(byte[] content) {
    var in = new ByteReader(content);
    return new TransactionMark(in.readLong(), (int) in.readVarint());
  }

  private static int flags(ChangeRecord change) {
    int kind =
        switch (change.kind()) {
          case PUT -> 0;
          case DELETE -> 1;
          case EXPIRY -> 2;
        };
    return kind | (change.insert() ? INSERT : 0) | (change.conditional() ? CONDITIONAL : 0);
  }

  private static Kind kind(int flags) {
    return switch (flags & KIND_MASK) {
      case 0 -> Kind.PUT;
      case 1 -> Kind.DELETE;
      case 2 -> Kind.EXPIRY;
      default -> throw new MalformedBytes("flags " + flags);
    };
  }

  private static ByteWriter begin(int tag, int capacity) {
    var out = new ByteWriter(capacity);
    out.writeByte(FORMAT);
    out.writeByte(tag);
    out.writeInt(0); // the checksum, set at the end
    return out;
  }

  private static byte[] seal(ByteWriter out) {
    out.setInt(CHECKSUM_AT, checksum(out.buffer(), out.size()));
    return out.toArray();
  }

  /// Over the tag and the body: a flipped bit in either is found.
  private static int checksum(byte[] bytes, int size) {
    var crc = new CRC32C();
    crc.update(bytes[1]);
    crc.update(bytes, BODY_AT, size - BODY_AT);
    return (int) crc.getValue();
  }

  private static StreamRecord.Unreadable unreadable(byte[] bytes, @Nullable String reason) {
    return new StreamRecord.Unreadable(Bytes.of(bytes), String.valueOf(reason));
  }
}
