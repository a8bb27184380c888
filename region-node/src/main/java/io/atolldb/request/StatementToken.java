package io.atolldb.request;

import io.atolldb.catalog.Index;
import io.atolldb.codec.ByteReader;
import io.atolldb.codec.ByteWriter;
import io.atolldb.fault.Refusal;
import io.atolldb.item.Bytes;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;

/// `NextToken` of a statement: the table or index, and the encoded key at which the page before has
/// ended. The statement itself says where that is among what it reads.
final class StatementToken {

  private static final int VERSION = 1;
  private static final int HEAD_BYTES = 17;

  private StatementToken() {}

  static String of(PageSource source, Bytes lastKey) {
    UUID owner = owner(source);
    var out = new ByteWriter(HEAD_BYTES + lastKey.length());
    out.writeByte(VERSION);
    out.writeLong(owner.getMostSignificantBits());
    out.writeLong(owner.getLeastSignificantBits());
    out.writeBytes(lastKey.unsafeArray(), 0, lastKey.length());
    return Base64.getEncoder().encodeToString(out.toArray());
  }

  static Bytes lastKey(PageSource source, String token) throws Refusal {
    byte[] bytes = decode(token);
    if (bytes.length <= HEAD_BYTES || bytes[0] != VERSION) throw invalid();
    var in = new ByteReader(Arrays.copyOfRange(bytes, 1, HEAD_BYTES));
    if (!new UUID(in.readLong(), in.readLong()).equals(owner(source))) throw invalid();
    return Bytes.owning(Arrays.copyOfRange(bytes, HEAD_BYTES, bytes.length));
  }

  private static UUID owner(PageSource source) {
    Index index = source.index();
    return index == null ? source.table().id().uuid() : index.id();
  }

  private static byte[] decode(String token) throws Refusal {
    try {
      return Base64.getDecoder().decode(token);
    } catch (IllegalArgumentException _) {
      throw invalid();
    }
  }

  static Refusal invalid() {
    return Refusal.invalid("Invalid NextToken");
  }
}
