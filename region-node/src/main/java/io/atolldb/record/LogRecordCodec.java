package io.atolldb.record;

import io.atolldb.binary.VectorCodec;
import io.atolldb.codec.ByteReader;
import io.atolldb.codec.ByteWriter;
import io.atolldb.codec.MalformedBytes;
import io.atolldb.conflicts.ConflictKind;
import io.atolldb.globaltable.DescriptorCodec;
import io.atolldb.globaltable.TableDescriptor;
import io.atolldb.item.Bytes;
import io.atolldb.operation.RequestToken;
import io.atolldb.record.LogRecord.ConflictFound;
import io.atolldb.record.LogRecord.ConflictsDropped;
import io.atolldb.record.LogRecord.ConflictsPublished;
import io.atolldb.record.LogRecord.ExpiriesIndexed;
import io.atolldb.record.LogRecord.IndexFilled;
import io.atolldb.record.LogRecord.IndexesChanged;
import io.atolldb.record.LogRecord.ItemApplied;
import io.atolldb.record.LogRecord.LinkAdvanced;
import io.atolldb.record.LogRecord.LinkPaused;
import io.atolldb.record.LogRecord.LinkThrottled;
import io.atolldb.record.LogRecord.Published;
import io.atolldb.record.LogRecord.QuarantineReleased;
import io.atolldb.record.LogRecord.Quarantined;
import io.atolldb.record.LogRecord.RemovalRelayed;
import io.atolldb.record.LogRecord.Streamed;
import io.atolldb.record.LogRecord.TableMerged;
import io.atolldb.record.LogRecord.TokenUsed;
import io.atolldb.record.LogRecord.TombstonesForgotten;
import io.atolldb.record.LogRecord.WriteFenced;
import io.atolldb.replication.ChangeRecord.TransactionMark;
import io.atolldb.replication.LinkProgress;
import io.atolldb.replication.StreamPosition;
import io.atolldb.stored.ItemVersion;
import io.atolldb.stored.StoredForm;
import io.atolldb.table.TableId;
import io.atolldb.version.Version;
import io.atolldb.version.VersionVector;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Log records as bytes: format, tag, fields. The log adds length, sequence and checksum. Regions
/// are named in full, so that a log can be read without the store.
public final class LogRecordCodec {

  private static final int FORMAT = 4;

  /// The third is without the sizes of collections; the second also without the sizes of replaced
  /// items; the first also without what streams show, the rank of an expiry, when a table was
  /// merged, and the size of a write's transaction.
  private static final int OLDEST_FORMAT = 1;

  private static final int FIRST_WITH_COLLECTIONS = 4;

  private static final int ITEM_APPLIED = 1;
  private static final int TABLE_MERGED = 2;
  private static final int LINK_ADVANCED = 3;
  private static final int LINK_PAUSED = 4;
  private static final int PUBLISHED = 5;
  private static final int QUARANTINED = 6;
  private static final int TOKEN_USED = 7;
  private static final int LINK_THROTTLED = 50;
  private static final int QUARANTINE_RELEASED = 51;
  private static final int CONFLICTS_DROPPED = 10;
  private static final int CONFLICTS_PUBLISHED = 52;

  private static final int INDEXES_CHANGED = 20;
  private static final int INDEX_FILLED = 21;
  private static final int EXPIRIES_INDEXED = 30;

  private static final int TOMBSTONES_FORGOTTEN = 60;
  private static final int REMOVAL_RELAYED = 61;
  private static final int WRITE_FENCED = 62;

  private static final int OWN = 1;
  private static final int TRAVELS = 1 << 1;
  private static final int HAS_BEFORE = 1 << 2;
  private static final int HAS_CONFLICT = 1 << 3;
  private static final int HAS_TRANSACTION = 1 << 4;
  private static final int HAS_STREAMED = 1 << 5;
  private static final int HAS_REPLACED = 1 << 6;
  private static final int HAS_KEPT_SAW = 1 << 7;

  /// Beside the flags of the stored form, which are the lower ones.
  private static final int ITEM_IN_TRANSACTION = 1 << 7;

  private static final int ANNOUNCE = 1;
  private static final int DROP = 1 << 1;

  private static final int RECORD_OVERHEAD = 128;

  private LogRecordCodec() {}

  public static byte[] encode(LogRecord record) {
    var out = new ByteWriter(capacity(record));
    out.writeByte(FORMAT);
    switch (record) {
      case ItemApplied applied -> write(out, applied);
      case TableMerged merged -> {
        out.writeByte(TABLE_MERGED);
        out.writeByte((merged.announce() ? ANNOUNCE : 0) | (merged.drop() ? DROP : 0));
        out.writeLong(merged.appliedMillis());
        DescriptorCodec.write(out, merged.descriptor());
      }
      case IndexesChanged(var table, var toFill, var gone) -> {
        out.writeByte(INDEXES_CHANGED);
        writeTable(out, table);
        write(out, toFill);
        write(out, gone);
      }
      case IndexFilled filled -> write(out, filled);
      case LinkAdvanced(var origin, var progress) -> {
        out.writeByte(LINK_ADVANCED);
        out.writeText(origin.name());
        write(out, progress);
      }
      case LinkPaused(var origin, var paused) -> {
        out.writeByte(LINK_PAUSED);
        out.writeText(origin.name());
        out.writeByte(paused ? 1 : 0);
      }
      case LinkThrottled(var origin, var recordsPerSecond) -> {
        out.writeByte(LINK_THROTTLED);
        out.writeText(origin.name());
        out.writeVarint(recordsPerSecond);
      }
      case QuarantineReleased(var sequence) -> write(out, QUARANTINE_RELEASED, sequence);
      case ConflictsPublished(var through) -> write(out, CONFLICTS_PUBLISHED, through);
      case ConflictsDropped(var through) -> write(out, CONFLICTS_DROPPED, through);
      case Published(var sequence) -> write(out, PUBLISHED, sequence);
      case Quarantined(var origin, var content, var reason, var foundMillis) -> {
        out.writeByte(QUARANTINED);
        out.writeText(origin.name());
        out.writeSized(content.unsafeArray());
        out.writeText(reason);
        out.writeLong(foundMillis);
      }
      case TokenUsed(var token, var doneMillis) -> {
        out.writeByte(TOKEN_USED);
        out.writeText(token.text());
        out.writeSized(token.digest().unsafeArray());
        out.writeLong(doneMillis);
      }
      case ExpiriesIndexed indexed -> write(out, indexed);
      case TombstonesForgotten forgotten -> write(out, forgotten);
      case RemovalRelayed(var table, var removed, var epoch) -> {
        out.writeByte(REMOVAL_RELAYED);
        writeTable(out, table);
        out.writeText(removed.name());
        out.writeVarint(epoch);
      }
      case WriteFenced fenced -> write(out, fenced);
    }
    return out.toArray();
  }

  /// Whether the bytes are an [ItemApplied] of this table that its stream shows. Decodes nothing.
  public static boolean isStreamed(byte[] bytes, TableId table) {
    if (bytes[1] != ITEM_APPLIED || (bytes[2] & HAS_STREAMED) == 0) return false;
    ByteBuffer id = ByteBuffer.wrap(bytes, 3, 2 * Long.BYTES);
    return id.getLong() == table.uuid().getMostSignificantBits()
        && id.getLong() == table.uuid().getLeastSignificantBits();
  }

  /// Whether the bytes are an [ItemApplied] that neither began here nor travels on. Decodes
  /// nothing.
  public static boolean isForeign(byte[] bytes) {
    return bytes[1] == ITEM_APPLIED && (bytes[2] & (OWN | TRAVELS)) == 0;
  }

  public static LogRecord decode(byte[] bytes) {
    var in = new ByteReader(bytes);
    int format = in.readByte();
    if (format < OLDEST_FORMAT || format > FORMAT)
      throw new MalformedBytes("log record of format " + format);
    int tag = in.readByte();
    return switch (tag) {
      case ITEM_APPLIED -> readItemApplied(in, format);
      case INDEXES_CHANGED -> new IndexesChanged(readTable(in), readIds(in), readIds(in));
      case INDEX_FILLED ->
          new IndexFilled(
              readTable(in),
              readId(in),
              Bytes.owning(in.readSized()),
              in.readByte() == 0 ? null : Bytes.owning(in.readSized()));
      case TABLE_MERGED -> readTableMerged(in, format);
      case LINK_ADVANCED -> new LinkAdvanced(VectorCodec.readRegion(in), readProgress(in));
      case LINK_PAUSED -> new LinkPaused(VectorCodec.readRegion(in), in.readByte() == 1);
      case LINK_THROTTLED -> new LinkThrottled(VectorCodec.readRegion(in), in.readVarint());
      case QUARANTINE_RELEASED -> new QuarantineReleased(in.readVarint());
      case CONFLICTS_PUBLISHED -> new ConflictsPublished(in.readVarint());
      case CONFLICTS_DROPPED -> new ConflictsDropped(in.readVarint());
      case PUBLISHED -> new Published(in.readVarint());
      case QUARANTINED ->
          new Quarantined(
              VectorCodec.readRegion(in),
              Bytes.owning(in.readSized()),
              in.readText(),
              in.readLong());
      case TOKEN_USED ->
          new TokenUsed(
              new RequestToken(in.readText(), Bytes.owning(in.readSized())), in.readLong());
      case EXPIRIES_INDEXED -> readExpiriesIndexed(in);
      case TOMBSTONES_FORGOTTEN -> readTombstonesForgotten(in);
      case REMOVAL_RELAYED ->
          new RemovalRelayed(readTable(in), VectorCodec.readRegion(in), (int) in.readVarint());
      case WRITE_FENCED ->
          new WriteFenced(
              readTable(in),
              Bytes.owning(in.readSized()),
              readItem(in),
              readItem(in),
              in.readLong());
      default -> throw new MalformedBytes("log record with tag " + tag);
    };
  }

  /// A record that is a number and no more.
  private static void write(ByteWriter out, int tag, long number) {
    out.writeByte(tag);
    out.writeVarint(number);
  }

  private static void write(ByteWriter out, IndexFilled filled) {
    Bytes through = filled.through();
    out.writeByte(INDEX_FILLED);
    writeTable(out, filled.table());
    write(out, filled.index());
    out.writeSized(filled.after().unsafeArray());
    out.writeByte(through == null ? 0 : 1);
    if (through != null) out.writeSized(through.unsafeArray());
  }

  private static void write(ByteWriter out, WriteFenced fenced) {
    out.writeByte(WRITE_FENCED);
    writeTable(out, fenced.table());
    out.writeSized(fenced.key().unsafeArray());
    write(out, fenced.held());
    write(out, fenced.fenced());
    out.writeLong(fenced.foundMillis());
  }

  private static int capacity(LogRecord record) {
    if (!(record instanceof ItemApplied applied)) return RECORD_OVERHEAD;
    ItemVersion before = applied.before();
    int itemBytes = applied.result().storedBytes() + (before == null ? 0 : before.storedBytes());
    return RECORD_OVERHEAD + applied.key().length() + itemBytes;
  }

  private static void write(ByteWriter out, ItemApplied applied) {
    ItemVersion before = applied.before();
    ConflictFound conflict = applied.conflict();
    TransactionMark transaction = applied.transaction();
    Streamed streamed = applied.streamed();
    out.writeByte(ITEM_APPLIED);
    out.writeByte(
        (applied.own() ? OWN : 0)
            | (applied.travels() ? TRAVELS : 0)
            | (before != null ? HAS_BEFORE : 0)
            | (conflict != null ? HAS_CONFLICT : 0)
            | (transaction != null ? HAS_TRANSACTION : 0)
            | (streamed != null ? HAS_STREAMED : 0)
            | (applied.replacedBytes() == ItemApplied.UNKNOWN ? 0 : HAS_REPLACED)
            | (knowsWhatKeptSaw(conflict) ? HAS_KEPT_SAW : 0));
    writeTable(out, applied.table());
    out.writeSized(applied.key().unsafeArray());
    write(out, applied.result());
    if (before != null) write(out, before);
    if (conflict != null) {
      out.writeByte(conflict.kind().code());
      write(out, conflict.lost());
      out.writeLong(conflict.foundMillis());
      if (knowsWhatKeptSaw(conflict)) VectorCodec.write(out, conflict.keptSaw());
    }
    if (transaction != null) {
      out.writeLong(transaction.id());
      out.writeVarint(transaction.size());
    }
    if (streamed != null) {
      out.writeByte(code(streamed.event()));
      out.writeLong(streamed.appliedMillis());
    }
    if (applied.replacedBytes() != ItemApplied.UNKNOWN) out.writeVarint(applied.replacedBytes());
    out.writeVarint(applied.collectionBytes() + 1);
  }

  private static int code(Streamed.Event event) {
    return switch (event) {
      case INSERT -> 0;
      case MODIFY -> 1;
      case REMOVE -> 2;
    };
  }

  private static ItemApplied readItemApplied(ByteReader in, int format) {
    int flags = in.readByte();
    TableId table = readTable(in);
    Bytes key = Bytes.owning(in.readSized());
    ItemVersion result = readItem(in);
    ItemVersion before = (flags & HAS_BEFORE) != 0 ? readItem(in) : null;
    ConflictFound conflict = (flags & HAS_CONFLICT) != 0 ? readConflict(in, flags) : null;
    TransactionMark transaction = readTransaction(in, flags);
    return new ItemApplied(
        table,
        key,
        result,
        (flags & OWN) != 0,
        (flags & TRAVELS) != 0,
        before,
        conflict,
        transaction,
        (flags & HAS_STREAMED) != 0 ? readStreamed(in) : null,
        (flags & HAS_REPLACED) != 0 ? (int) in.readVarint() : ItemApplied.UNKNOWN,
        format < FIRST_WITH_COLLECTIONS ? ItemApplied.UNKNOWN : in.readVarint() - 1);
  }

  private static Streamed readStreamed(ByteReader in) {
    int code = in.readByte();
    Streamed.Event event =
        switch (code) {
          case 0 -> Streamed.Event.INSERT;
          case 1 -> Streamed.Event.MODIFY;
          case 2 -> Streamed.Event.REMOVE;
          default -> throw new MalformedBytes("stream event " + code);
        };
    return new Streamed(event, in.readLong());
  }

  private static void write(ByteWriter out, ExpiriesIndexed indexed) {
    out.writeByte(EXPIRIES_INDEXED);
    writeTable(out, indexed.table());
    out.writeText(indexed.attribute());
    out.writeSized(indexed.fromKey().unsafeArray());
    Bytes end = indexed.endKey();
    out.writeSized(end == null ? new byte[0] : end.unsafeArray());
  }

  private static ExpiriesIndexed readExpiriesIndexed(ByteReader in) {
    TableId table = readTable(in);
    String attribute = in.readText();
    Bytes from = Bytes.owning(in.readSized());
    byte[] end = in.readSized();
    return new ExpiriesIndexed(table, attribute, from, end.length == 0 ? null : Bytes.owning(end));
  }

  private static void write(ByteWriter out, TombstonesForgotten forgotten) {
    out.writeByte(TOMBSTONES_FORGOTTEN);
    writeTable(out, forgotten.table());
    VectorCodec.write(out, forgotten.floor());
    out.writeVarint(forgotten.keys().size());
    for (Bytes key : forgotten.keys()) out.writeSized(key.unsafeArray());
  }

  private static TombstonesForgotten readTombstonesForgotten(ByteReader in) {
    TableId table = readTable(in);
    VersionVector floor = VectorCodec.read(in);
    int count = in.readCount();
    var keys = new ArrayList<Bytes>(count);
    for (int left = count; left > 0; left--) keys.add(Bytes.owning(in.readSized()));
    return new TombstonesForgotten(table, floor, keys);
  }

  private static @Nullable TransactionMark readTransaction(ByteReader in, int flags) {
    if ((flags & HAS_TRANSACTION) == 0) return null;
    return new TransactionMark(in.readLong(), (int) in.readVarint());
  }

  private static boolean knowsWhatKeptSaw(@Nullable ConflictFound conflict) {
    return conflict != null && conflict.keptSaw().size() > 0;
  }

  private static ConflictFound readConflict(ByteReader in, int flags) {
    ConflictKind kind = ConflictKind.of(in.readByte());
    ItemVersion lost = readItem(in);
    long foundMillis = in.readLong();
    boolean known = (flags & HAS_KEPT_SAW) != 0;
    VersionVector keptSaw = known ? VectorCodec.read(in) : VersionVector.EMPTY;
    return new ConflictFound(kind, lost, foundMillis, keptSaw);
  }

  private static TableMerged readTableMerged(ByteReader in, int format) {
    int flags = in.readByte();
    boolean dated = format != OLDEST_FORMAT;
    long millis = dated ? in.readLong() : 0;
    TableDescriptor descriptor = DescriptorCodec.read(in);
    return new TableMerged(
        descriptor,
        (flags & ANNOUNCE) != 0,
        (flags & DROP) != 0,
        dated ? millis : descriptor.settingsSince().wallMillis());
  }

  /// An item with its version, regions named in full.
  public static void write(ByteWriter out, ItemVersion item) {
    TransactionMark transaction = item.transaction();
    out.writeByte(StoredForm.flags(item) | (transaction == null ? 0 : ITEM_IN_TRANSACTION));
    VectorCodec.write(out, item.version().vector());
    if (!item.version().isPlain()) VectorCodec.writeRank(out, item.version());
    if (transaction != null) out.writeVarint(transaction.size());
    Bytes state = item.mergeState();
    if (state != null) out.writeSized(state.unsafeArray());
    item.writeImage(out);
  }

  public static ItemVersion readItem(ByteReader in) {
    int flags = in.readByte();
    VersionVector vector = VectorCodec.read(in);
    boolean ranked = StoredForm.isRanked(flags);
    Version version = ranked ? VectorCodec.readRank(in, vector) : Version.of(vector);
    int together = (flags & ITEM_IN_TRANSACTION) == 0 ? 0 : (int) in.readVarint();
    Bytes state = StoredForm.hasMergeState(flags) ? Bytes.owning(in.readSized()) : null;
    byte[] image = in.readSized();
    ItemVersion item =
        ItemVersion.of(
            version,
            StoredForm.kind(flags),
            StoredForm.insert(flags),
            image.length == 0 ? null : Bytes.owning(image));
    return (state == null ? item : item.withMergeState(state))
        .onCondition(StoredForm.conditional(flags))
        .inTransactionOf(together);
  }

  private static void writeTable(ByteWriter out, TableId table) {
    write(out, table.uuid());
  }

  private static TableId readTable(ByteReader in) {
    return new TableId(readId(in));
  }

  private static void write(ByteWriter out, UUID id) {
    out.writeLong(id.getMostSignificantBits());
    out.writeLong(id.getLeastSignificantBits());
  }

  private static UUID readId(ByteReader in) {
    return new UUID(in.readLong(), in.readLong());
  }

  private static void write(ByteWriter out, SortedSet<UUID> ids) {
    out.writeVarint(ids.size());
    for (UUID id : ids) write(out, id);
  }

  private static SortedSet<UUID> readIds(ByteReader in) {
    var ids = new TreeSet<UUID>();
    for (int left = in.readCount(); left > 0; left--) ids.add(readId(in));
    return ids;
  }

  /// A link's progress.
  public static void write(ByteWriter out, LinkProgress progress) {
    out.writeText(progress.position().cluster());
    out.writeText(progress.position().topic());
    out.writeVarint(progress.position().offset());
    out.writeVarint(progress.appliedThrough());
  }

  public static LinkProgress readProgress(ByteReader in) {
    var position = new StreamPosition(in.readText(), in.readText(), in.readVarint());
    return new LinkProgress(position, in.readVarint());
  }
}
