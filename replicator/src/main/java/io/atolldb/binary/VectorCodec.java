package io.atolldb.binary;

import io.atolldb.clock.HybridTimestamp;
import io.atolldb.clock.RegionId;
import io.atolldb.codec.ByteReader;
import io.atolldb.codec.ByteWriter;
import io.atolldb.codec.MalformedBytes;
import io.atolldb.version.Version;
import io.atolldb.version.VersionVector;
import java.util.ArrayList;

/// Vectors and timestamps as bytes, with the names of regions in full: for whatever is read without
/// this region's own numbering at hand. Count, then name and eight bytes of packed timestamp each.
public final class VectorCodec {

  private VectorCodec() {}

  public static void write(ByteWriter out, VersionVector vector) {
    out.writeVarint(vector.size());
    for (int at = 0; at < vector.size(); at++) {
      out.writeText(vector.region(at).name());
      out.writeLong(vector.packed(at));
    }
  }

  public static VersionVector read(ByteReader in) {
    int size = in.readCount();
    if (size > VersionVector.REGIONS_MAX) throw new MalformedBytes(size + " regions in a vector");
    var entries = new ArrayList<VersionVector.Entry>(size);
    for (int at = 0; at < size; at++) {
      entries.add(new VersionVector.Entry(readRegion(in), in.readLong()));
    }
    try {
      return VersionVector.of(entries);
    } catch (IllegalArgumentException impossible) {
      throw new MalformedBytes("not a vector: " + impossible.getMessage());
    }
  }

  /// What of a version its vector alone does not tell: which entry is its write, and the write's
  /// rank. Only for a version that is not plain; the vector stands elsewhere.
  public static void writeRank(ByteWriter out, Version version) {
    VersionVector vector = version.vector();
    int at = 0;
    while (!vector.region(at).equals(version.timestamp().region())) at++;
    out.writeVarint(at);
    out.writeLong(version.rank());
  }

  public static Version readRank(ByteReader in, VersionVector vector) {
    int at = in.readCount();
    long rank = in.readLong();
    if (at >= vector.size()) throw new MalformedBytes("entry " + at + " of " + vector);
    try {
      return Version.of(vector, at, rank);
    } catch (IllegalArgumentException impossible) {
      throw new MalformedBytes("not a version: " + impossible.getMessage());
    }
  }

  public static void write(ByteWriter out, HybridTimestamp timestamp) {
    out.writeText(timestamp.region().name());
    out.writeLong(timestamp.packed());
  }

  public static HybridTimestamp readTimestamp(ByteReader in) {
    RegionId region = readRegion(in);
    long packed = in.readLong();
    if (packed < 0) throw new MalformedBytes("timestamp " + packed);
    return new HybridTimestamp(packed, region);
  }

  public static RegionId readRegion(ByteReader in) {
    String name = in.readText();
    try {
      return new RegionId(name);
    } catch (IllegalArgumentException notAName) {
      throw new MalformedBytes("not a region's name: " + notAName.getMessage());
    }
  }
}
