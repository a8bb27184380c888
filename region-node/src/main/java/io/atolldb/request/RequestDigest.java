package io.atolldb.request;

import io.atolldb.codec.ByteWriter;
import io.atolldb.item.Bytes;
import io.atolldb.item.Item;
import io.atolldb.item.ItemCodec;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// Everything that a request asks to be done, as a few bytes: two requests under one token are the
/// same when their digests are.
final class RequestDigest {

  private static final int EXPECTED_LENGTH = 1_024;

  private final ByteWriter out = new ByteWriter(EXPECTED_LENGTH);

  RequestDigest(String operation) {
    out.writeText(operation);
  }

  RequestDigest text(@Nullable String text) {
    out.writeByte(text == null ? 0 : 1);
    if (text != null) out.writeText(text);
    return this;
  }

  RequestDigest item(@Nullable SentItem sent) {
    Item item = sent == null ? Item.ABSENT : sent.item();
    out.writeSized(ItemCodec.encode(item));
    return this;
  }

  RequestDigest placeholders(SentPlaceholders sent) {
    SortedMap<String, String> names = sent.names();
    out.writeVarint(names == null ? 0 : names.size());
    if (names != null) names.forEach((name, attribute) -> text(name).text(attribute));
    return item(sent.values());
  }

  Bytes finish() {
    try {
      return Bytes.owning(MessageDigest.getInstance("SHA-256").digest(out.toArray()));
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every JDK has SHA-256", missing);
    }
  }
}
