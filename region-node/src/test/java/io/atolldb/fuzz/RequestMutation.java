package io.atolldb.fuzz;

import io.atolldb.fuzz.Seeds.Seed;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/// Makes request number N out of the seeds: the same bytes for the same seed and number.
final class RequestMutation {

  private static final List<String> OPERATIONS_THAT_ARE_NONE =
      List.of("", "PutItems", "\u00e9", "x");
  private static final List<String> CONTENT_TYPES =
      List.of("", "text/plain", "application/json; charset=latin1", "application/x-amz-json-1.1");
  private static final List<String> ENCODINGS = List.of("gzip", "br", "deflate", "gzip, gzip", "");

  private static final List<String> PLAIN_REST =
      List.of(
          "PUT /v1/tables/plain/items/a",
          "PATCH /v1/tables/plain/items/b",
          "DELETE /v1/tables/sorted/items/a/x",
          "GET /v1/tables/sorted/items?limit=-1&next=AAAA",
          "PUT /v1/tables/rest",
          "POST /v1/tables",
          "GET /v1/tables/plain/items/%ff%00",
          "PUT /v1/tables/bytes/items/!/%C3%A9");

  private final SortedMap<String, List<Seed>> seeds;
  private final List<String> operations;

  RequestMutation(SortedMap<String, List<Seed>> seeds) {
    this.seeds = seeds;
    this.operations = new ArrayList<>(seeds.keySet());
  }

  Request request(long seed, long number) {
    var chance = new SplittableRandom(seed * 1_000_003 + number);
    Seed chosen = any(chance);
    String body = chosen.body();
    int kind = chance.nextInt(100);
    if (kind >= 10) {
      body = new TreeMutation(chance).apply(body, any(chance).body(), 1 + chance.nextInt(3));
    }
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    if (kind >= 80) {
      for (int change = chance.nextInt(1, 4); change > 0; change--) bytes = damaged(bytes, chance);
    }
    return kind < 88 ? Request.of(chosen.operation(), bytes) : sent(chosen, bytes, chance);
  }

  private Seed any(RandomGenerator chance) {
    List<Seed> some = seeds.get(operations.get(chance.nextInt(operations.size())));
    return some.get(chance.nextInt(some.size()));
  }

  /// Bytes changed without regard to what they mean.
  private static byte[] damaged(byte[] bytes, RandomGenerator chance) {
    if (bytes.length == 0) return bytes;
    int from = chance.nextInt(bytes.length);
    int to = Math.min(bytes.length, from + chance.nextInt(1, 20));
    return switch (chance.nextInt(6)) {
      case 0 -> {
        byte[] changed = bytes.clone();
        changed[from] = (byte) chance.nextInt();
        yield changed;
      }
      case 1 -> Arrays.copyOf(bytes, from);
      case 2 -> replaced(bytes, from, to, new byte[0]);
      case 3 -> replaced(bytes, to, to, Arrays.copyOfRange(bytes, from, to));
      case 4 -> replaced(bytes, from, from, noText(chance));
      default -> replaced(bytes, from, to, Nasty.text(chance).getBytes(StandardCharsets.UTF_8));
    };
  }

  /// Bytes that UTF-8 does not know: cut, overlong, half of a pair, beyond the last character.
  private static byte[] noText(RandomGenerator chance) {
    byte[][] all = {
      {(byte) 0xc3}, {(byte) 0xc0, (byte) 0x80}, {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
      {(byte) 0xf4, (byte) 0x90, (byte) 0x80, (byte) 0x80}, {(byte) 0xff}, {0}
    };
    return all[chance.nextInt(all.length)];
  }

  private static byte[] replaced(byte[] bytes, int from, int to, byte[] by) {
    byte[] changed = new byte[bytes.length - (to - from) + by.length];
    System.arraycopy(bytes, 0, changed, 0, from);
    System.arraycopy(by, 0, changed, from, by.length);
    System.arraycopy(bytes, to, changed, from + by.length, bytes.length - to);
    return changed;
  }

  /// The body in another wrapping, or under another head.
  private static Request sent(Seed seed, byte[] body, RandomGenerator chance) {
    SortedMap<String, String> headers = Request.headers(seed.operation());
    byte[] bytes = body;
    switch (chance.nextInt(9)) {
      case 0, 1 -> {
        headers.put("Content-Encoding", "gzip");
        headers.put("Accept-Encoding", "gzip");
        bytes = Request.gzip(body);
        if (chance.nextInt(3) == 0) bytes = damaged(bytes, chance);
      }
      case 2 -> headers.put("Content-Encoding", one(ENCODINGS, chance));
      case 3 -> headers.put("Content-Type", one(CONTENT_TYPES, chance));
      case 4 -> headers.putAll(Request.headers(one(OPERATIONS_THAT_ARE_NONE, chance)));
      case 5 -> headers.remove("Authorization");
      case 6 -> {
        return Request.chunked(headers, body, chance.nextInt(1, 200));
      }
      case 7 -> {
        return Request.cutShort(headers, body, body.length + chance.nextInt(1, 1_000));
      }
      default -> {
        headers.put("Content-Type", "application/json");
        return Request.of(one(PLAIN_REST, chance), headers, body);
      }
    }
    return Request.of(Request.ROOT, headers, bytes);
  }

  private static String one(List<String> some, RandomGenerator chance) {
    return some.get(chance.nextInt(some.size()));
  }
}
