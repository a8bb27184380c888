package io.atolldb.request;

import io.atolldb.fault.Refusal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.CRC32C;

/// A place in a shard, as a client carries it from one call to the next.
///
/// @param shardFirst the sequence with which the shard begins
/// @param next the sequence that is read next
/// @param fromHorizon nothing has been read yet, and what is trimmed is to be passed over
record ShardIterator(
    String streamArn, long shardFirst, long next, boolean fromHorizon, long issuedMillis) {

  private static final int LENGTH_MAX = 2_048;
  private static final byte FORMAT = 1;
  private static final int BYTES = 1 + 3 * Long.BYTES + 1;
  private static final String SEPARATOR = "|1|";

  String encoded() {
    ByteBuffer bytes = ByteBuffer.allocate(BYTES + Integer.BYTES);
    bytes.put(FORMAT).putLong(shardFirst).putLong(next).putLong(issuedMillis);
    bytes.put((byte) (fromHorizon ? 1 : 0));
    bytes.putInt(checksum(streamArn, bytes.array()));
    return streamArn
        + SEPARATOR
        + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
  }

  static ShardIterator parse(String sent) throws Refusal {
    Constraints.length("ShardIterator", sent.length(), 1, LENGTH_MAX);
    int at = sent.lastIndexOf(SEPARATOR);
    if (at < 0) throw invalid();
    String arn = sent.substring(0, at);
    byte[] bytes = decoded(sent.substring(at + SEPARATOR.length()));
    if (bytes.length != BYTES + Integer.BYTES) throw invalid();
    ByteBuffer in = ByteBuffer.wrap(bytes);
    boolean known = in.get() == FORMAT;
    var iterator =
        new ShardIterator(arn, in.getLong(), in.getLong(), bytes[BYTES - 1] == 1, in.getLong());
    in.get();
    if (!known || in.getInt() != checksum(arn, bytes)) throw invalid();
    return iterator;
  }

  private static byte[] decoded(String text) throws Refusal {
    try {
      return Base64.getUrlDecoder().decode(text);
    } catch (IllegalArgumentException notBase64) {
      throw invalid();
    }
  }

  private static int checksum(String arn, byte[] bytes) {
    var crc = new CRC32C();
    crc.update(arn.getBytes(StandardCharsets.UTF_8));
    crc.update(bytes, 0, BYTES);
    return (int) crc.getValue();
  }

  private static Refusal invalid() {
    return Refusal.invalid("Invalid ShardIterator");
  }
}
