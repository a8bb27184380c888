package io.atolldb.peer;

import io.atolldb.binary.VectorCodec;
import io.atolldb.clock.RegionId;
import io.atolldb.codec.ByteReader;
import io.atolldb.codec.ByteWriter;
import io.atolldb.codec.MalformedBytes;
import io.atolldb.item.Bytes;
import io.atolldb.proof.ComparedRegion;
import io.atolldb.proof.ComparedRegion.Entry;
import io.atolldb.proof.ComparedRegion.EntryPage;
import io.atolldb.proof.ComparedRegion.Held;
import io.atolldb.proof.ComparedRegion.Overview;
import io.atolldb.proof.Digests.Digest;
import io.atolldb.proof.Sum;
import io.atolldb.replication.ChangeRecord;
import io.atolldb.replication.StreamCodec;
import io.atolldb.version.VersionVector;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What regions that compare a table tell each other, as bytes: format, then the fields in order.
public final class ComparisonCodec {

  /// A page of entries or a question about them.
  public record EntriesAsked(BitSet leaves, @Nullable Bytes after) {}

  /// A cut to be waited for.
  public record CutAsked(VersionVector cut, long millisMax) {}

  /// Versions to be resolved, or to be put in place of what is there.
  public record Mending(RegionId source, List<ChangeRecord> versions, boolean instead) {}

  private static final int FORMAT = 1;
  private static final int CAPACITY = 4 << 10;

  private ComparisonCodec() {}

  public static byte[] encode(Overview overview) {
    ByteWriter out = begin();
    VectorCodec.write(out, overview.reached());
    out.writeVarint(overview.digest().items());
    writeAll(out, overview.digest().pages(), ComparisonCodec::write);
    return out.toArray();
  }

  public static Overview overview(byte[] bytes) {
    ByteReader in = begin(bytes);
    VersionVector reached = VectorCodec.read(in);
    return new Overview(
        reached, new Digest(in.readVarint(), readAll(in, ComparisonCodec::readSum)));
  }

  public static byte[] encodeSums(List<Sum> sums) {
    ByteWriter out = begin();
    writeAll(out, sums, ComparisonCodec::write);
    return out.toArray();
  }

  public static List<Sum> sums(byte[] bytes) {
    return readAll(begin(bytes), ComparisonCodec::readSum);
  }

  public static byte[] encodePages(List<Integer> pages) {
    ByteWriter out = begin();
    writeAll(out, pages, (to, page) -> to.writeVarint(page));
    return out.toArray();
  }

  public static List<Integer> pages(byte[] bytes) {
    return readAll(begin(bytes), in -> (int) in.readVarint());
  }

  public static byte[] encode(CutAsked asked) {
    ByteWriter out = begin();
    VectorCodec.write(out, asked.cut());
    out.writeVarint(asked.millisMax());
    return out.toArray();
  }

  public static CutAsked cutAsked(byte[] bytes) {
    ByteReader in = begin(bytes);
    return new CutAsked(VectorCodec.read(in), in.readVarint());
  }

  public static byte[] encode(boolean answer) {
    ByteWriter out = begin();
    out.writeByte(answer ? 1 : 0);
    return out.toArray();
  }

  public static boolean answer(byte[] bytes) {
    return begin(bytes).readByte() == 1;
  }

  public static byte[] encode(EntriesAsked asked) {
    ByteWriter out = begin();
    out.writeSized(asked.leaves().toByteArray());
    write(out, asked.after());
    return out.toArray();
  }

  public static EntriesAsked entriesAsked(byte[] bytes) {
    ByteReader in = begin(bytes);
    return new EntriesAsked(BitSet.valueOf(in.readSized()), readKey(in));
  }

  public static byte[] encode(EntryPage page) {
    ByteWriter out = begin();
    writeAll(
        out,
        page.entries(),
        (to, entry) -> {
          to.writeSized(entry.key().unsafeArray());
          write(to, entry.sum());
        });
    write(out, page.nextAfter());
    return out.toArray();
  }

  public static EntryPage entryPage(byte[] bytes) {
    ByteReader in = begin(bytes);
    List<Entry> entries =
        readAll(in, from -> new Entry(Bytes.owning(from.readSized()), readSum(from)));
    return new EntryPage(entries, readKey(in));
  }

  public static byte[] encodeKeys(List<Bytes> keys) {
    ByteWriter out = begin();
    writeAll(out, keys, (to, key) -> to.writeSized(key.unsafeArray()));
    return out.toArray();
  }

  public static List<Bytes> keys(byte[] bytes) {
    return readAll(begin(bytes), in -> Bytes.owning(in.readSized()));
  }

  public static byte[] encodeHeld(List<Held> held) {
    ByteWriter out = begin();
    writeAll(
        out,
        held,
        (to, each) -> {
          ChangeRecord record = each.record();
          to.writeSized(each.key().unsafeArray());
          write(to, each.sum());
          to.writeByte(each.damaged() ? 1 : 0);
          to.writeSized(record == null ? new byte[0] : StreamCodec.encode(record));
        });
    return out.toArray();
  }

  public static List<Held> held(byte[] bytes) {
    return readAll(begin(bytes), ComparisonCodec::readHeld);
  }

  private static Held readHeld(ByteReader in) {
    Bytes key = Bytes.owning(in.readSized());
    Sum sum = readSum(in);
    boolean damaged = in.readByte() == 1;
    byte[] record = in.readSized();
    return new Held(
        key, sum, damaged, record.length == 0 ? null : StreamCodec.decodeChange(record));
  }

  public static byte[] encode(Mending mending) {
    ByteWriter out = begin();
    out.writeText(mending.source().name());
    out.writeByte(mending.instead() ? 1 : 0);
    writeAll(out, mending.versions(), (to, version) -> to.writeSized(StreamCodec.encode(version)));
    return out.toArray();
  }

  public static Mending mending(byte[] bytes) {
    ByteReader in = begin(bytes);
    RegionId source = VectorCodec.readRegion(in);
    boolean instead = in.readByte() == 1;
    return new Mending(
        source, readAll(in, from -> StreamCodec.decodeChange(from.readSized())), instead);
  }

  private static ByteWriter begin() {
    var out = new ByteWriter(CAPACITY);
    out.writeByte(FORMAT);
    return out;
  }

  private static ByteReader begin(byte[] bytes) {
    var in = new ByteReader(bytes);
    int format = in.readByte();
    if (format != FORMAT) throw new MalformedBytes("comparison of format " + format);
    return in;
  }

  private static <T> void writeAll(ByteWriter out, List<T> all, BiConsumer<ByteWriter, T> writing) {
    out.writeVarint(all.size());
    for (T each : all) writing.accept(out, each);
  }

  private static <T> List<T> readAll(ByteReader in, Function<ByteReader, T> reading) {
    int count = in.readCount();
    var all = new ArrayList<T>(Math.min(count, ComparedRegion.ENTRIES_MAX));
    for (int at = 0; at < count; at++) all.add(reading.apply(in));
    return all;
  }

  private static void write(ByteWriter out, Sum sum) {
    out.writeLong(sum.high());
    out.writeLong(sum.low());
  }

  private static Sum readSum(ByteReader in) {
    return new Sum(in.readLong(), in.readLong());
  }

  private static void write(ByteWriter out, @Nullable Bytes key) {
    out.writeByte(key == null ? 0 : 1);
    if (key != null) out.writeSized(key.unsafeArray());
  }

  private static @Nullable Bytes readKey(ByteReader in) {
    return in.readByte() == 0 ? null : Bytes.owning(in.readSized());
  }
}
