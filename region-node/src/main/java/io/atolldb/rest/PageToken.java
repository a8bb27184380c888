package io.atolldb.rest;

import io.atolldb.codec.ByteReader;
import io.atolldb.codec.ByteWriter;
import io.atolldb.fault.Refusal;
import io.atolldb.table.TableId;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;

/// Where the next page of a table begins, as a text that clients send back unread. It is bound to
/// the table by its identity: a table created anew under the same name does not know it.
final class PageToken {

  private static final int ID_BYTES = 16;

  private PageToken() {}

  static String after(TableId table, byte[] lastKey) {
    var out = new ByteWriter(ID_BYTES + lastKey.length);
    out.writeLong(table.uuid().getMostSignificantBits());
    out.writeLong(table.uuid().getLeastSignificantBits());
    out.writeBytes(lastKey, 0, lastKey.length);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(out.toArray());
  }

  /// The least key that the page may hold.
  static byte[] firstKey(TableId table, String token) throws Refusal {
    byte[] bytes = decode(token);
    if (bytes.length <= ID_BYTES) throw foreign();
    var in = new ByteReader(bytes);
    if (!new TableId(new UUID(in.readLong(), in.readLong())).equals(table)) throw foreign();
    // Of all that is above a key, the key with a zero behind it is the least.
    return Arrays.copyOf(
        Arrays.copyOfRange(bytes, ID_BYTES, bytes.length), bytes.length - ID_BYTES + 1);
  }

  private static byte[] decode(String token) throws Refusal {
    try {
      return Base64.getUrlDecoder().decode(token);
    } catch (IllegalArgumentException _) {
      throw foreign();
    }
  }

  private static Refusal foreign() {
    return Refusal.invalid("'next' is no continuation of this table");
  }
}
