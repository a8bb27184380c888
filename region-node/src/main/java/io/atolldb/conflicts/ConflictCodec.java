package io.atolldb.conflicts;

import io.atolldb.binary.VectorCodec;
import io.atolldb.codec.ByteReader;
import io.atolldb.codec.ByteWriter;
import io.atolldb.codec.MalformedBytes;
import io.atolldb.item.Bytes;
import io.atolldb.stored.StoredForm;
import io.atolldb.table.TableId;
import io.atolldb.version.VersionVector;
import java.util.UUID;

/// A conflict as the store keeps it. Its sequence is its key there, and is not repeated.
public final class ConflictCodec {

  /// Without the vector of what was kept.
  private static final int OLDEST_FORMAT = 1;

  private static final int FORMAT = 2;
  private static final int OVERHEAD = 64;

  private final StoredForm storedForm;

  public ConflictCodec(StoredForm storedForm) {
    this.storedForm = storedForm;
  }

  public byte[] encode(Conflict conflict) {
    byte[] kept = storedForm.encode(conflict.kept());
    byte[] lost = storedForm.encode(conflict.lost());
    var out = new ByteWriter(OVERHEAD + conflict.key().length() + kept.length + lost.length);
    out.writeByte(FORMAT);
    out.writeLong(conflict.foundMillis());
    out.writeLong(conflict.table().uuid().getMostSignificantBits());
    out.writeLong(conflict.table().uuid().getLeastSignificantBits());
    out.writeSized(conflict.key().unsafeArray());
    out.writeByte(conflict.kind().code());
    out.writeSized(kept);
    out.writeSized(lost);
    VectorCodec.write(out, conflict.keptSaw());
    return out.toArray();
  }

  public Conflict decode(long sequence, byte[] stored) {
    var in = new ByteReader(stored);
    int format = in.readByte();
    if (format != FORMAT && format != OLDEST_FORMAT) {
      throw new MalformedBytes("conflict of format " + format);
    }
    long foundMillis = in.readLong();
    var table = new TableId(new UUID(in.readLong(), in.readLong()));
    Bytes key = Bytes.owning(in.readSized());
    ConflictKind kind = ConflictKind.of(in.readByte());
    return new Conflict(
        sequence,
        foundMillis,
        table,
        key,
        kind,
        storedForm.decode(in.readSized()),
        storedForm.decode(in.readSized()),
        format == OLDEST_FORMAT ? VersionVector.EMPTY : VectorCodec.read(in));
  }
}
