package io.atolldb.peer;

import io.atolldb.binary.VectorCodec;
import io.atolldb.codec.ByteReader;
import io.atolldb.codec.ByteWriter;
import io.atolldb.codec.MalformedBytes;
import io.atolldb.item.Bytes;
import io.atolldb.replication.ChangeRecord;
import io.atolldb.replication.PeerRegion.Page;
import io.atolldb.replication.StreamCodec;
import io.atolldb.version.VersionVector;
import java.util.ArrayList;

/// A page of a table's copy as bytes: applied vector, estimate, the key to go on after, versions,
/// floor, membership. Each version carries its own checksum.
public final class PageCodec {

  private static final int FORMAT = 1;
  private static final int CAPACITY = 64 << 10;

  private PageCodec() {}

  public static byte[] encode(Page page) {
    var out = new ByteWriter(CAPACITY);
    out.writeByte(FORMAT);
    VectorCodec.write(out, page.applied());
    out.writeVarint(page.estimatedItems());
    Bytes next = page.nextAfter();
    out.writeByte(next == null ? 0 : 1);
    if (next != null) out.writeSized(next.unsafeArray());
    out.writeVarint(page.versions().size());
    for (ChangeRecord version : page.versions()) out.writeSized(StreamCodec.encode(version));
    VectorCodec.write(out, page.floor());
    Long membership = page.membership();
    if (membership != null) out.writeLong(membership);
    return out.toArray();
  }

  public static Page decode(byte[] bytes) {
    var in = new ByteReader(bytes);
    int format = in.readByte();
    if (format != FORMAT) throw new MalformedBytes("copy page of format " + format);
    VersionVector applied = VectorCodec.read(in);
    long estimated = in.readVarint();
    Bytes next = in.readByte() == 0 ? null : Bytes.owning(in.readSized());
    int count = in.readCount();
    var versions = new ArrayList<ChangeRecord>(count);
    for (int at = 0; at < count; at++) {
      versions.add(StreamCodec.decodeChange(in.readSized()));
    }
    // A build that forgets no tombstones ends here.
    VersionVector floor = in.remaining() == 0 ? VersionVector.EMPTY : VectorCodec.read(in);
    Long membership = in.remaining() == 0 ? null : (Long) in.readLong();
    return new Page(versions, next, applied, estimated, floor, membership);
  }
}
