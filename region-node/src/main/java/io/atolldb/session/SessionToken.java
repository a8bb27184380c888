package io.atolldb.session;

import io.atolldb.binary.VectorCodec;
import io.atolldb.codec.ByteReader;
import io.atolldb.codec.ByteWriter;
import io.atolldb.codec.MalformedBytes;
import io.atolldb.version.VersionVector;
import java.util.Base64;

/// What a client has seen, as text that fits into a header: format and vector, in base64 for URLs.
/// Opaque to clients; regions stand in it by name, so any region can read it.
///
/// Several tokens may be sent at once, with commas between them: they mean what they mean together.
/// So a client that runs requests side by side needs to understand no token to keep them all.
public final class SessionToken {

  /// The header that carries a token, in requests and in answers.
  public static final String HEADER = "x-atoll-session";

  /// What a client may send: more than this is no token of ours.
  public static final int CHARACTERS_MAX = 12_288;

  /// Tokens that one request may carry.
  public static final int TOKENS_MAX = 100;

  private static final int FORMAT = 1;
  private static final int CAPACITY = 96;

  private SessionToken() {}

  public static String encode(VersionVector seen) {
    var out = new ByteWriter(CAPACITY);
    out.writeByte(FORMAT);
    VectorCodec.write(out, seen);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(out.toArray());
  }

  /// What all the tokens in `text` have seen together. Throws [MalformedBytes] if it is not made of
  /// tokens.
  public static VersionVector decode(String text) {
    if (text.length() > CHARACTERS_MAX) {
      throw new MalformedBytes("it is longer than " + CHARACTERS_MAX + " characters");
    }
    String[] tokens = text.split(",", -1);
    if (tokens.length > TOKENS_MAX) {
      throw new MalformedBytes("it holds more than " + TOKENS_MAX + " tokens");
    }
    VersionVector seen = VersionVector.EMPTY;
    for (String token : tokens) seen = join(seen, decodeOne(token.strip()));
    return seen;
  }

  private static VersionVector decodeOne(String token) {
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(token);
    } catch (IllegalArgumentException notBase64) {
      throw new MalformedBytes("it is not base64");
    }
    var in = new ByteReader(bytes);
    int format = in.readByte();
    if (format != FORMAT) throw new MalformedBytes("it is of format " + format);
    VersionVector seen = VectorCodec.read(in);
    if (in.remaining() > 0) throw new MalformedBytes("bytes follow its end");
    return seen;
  }

  private static VersionVector join(VersionVector left, VersionVector right) {
    try {
      return left.join(right);
    } catch (IllegalStateException tooMany) {
      throw new MalformedBytes("it names too many regions");
    }
  }
}
