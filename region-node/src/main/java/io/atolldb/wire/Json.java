package io.atolldb.wire;

import java.io.OutputStream;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;

/// Jackson's streaming JSON, set up once with limits for input that anyone may send.
public final class Json {

  /// Objects and arrays within each other in a body. One level of an attribute value takes two of
  /// them, so this is far beyond what any valid request nests; a valid depth is checked elsewhere.
  static final int NESTING_MAX = 1_000;

  /// Tokens of one body. The largest body that is made of the shortest legal attributes has fewer.
  static final int TOKENS_MAX = 6_000_000;

  /// Characters of a JSON number. Only counts, limits and capacities are JSON numbers.
  static final int NUMBER_LENGTH_MAX = 100;

  /// Spare buffers that are kept for the next parser or generator.
  private static final int SPARE_BUFFERS = 256;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(NESTING_MAX)
                  .maxTokenCount(TOKENS_MAX)
                  .maxNumberLength(NUMBER_LENGTH_MAX)
                  .maxNameLength(RequestBody.BYTES_MAX)
                  .maxStringLength(RequestBody.BYTES_MAX)
                  .build())
          .streamWriteConstraints(
              StreamWriteConstraints.builder().maxNestingDepth(NESTING_MAX).build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .recyclerPool(JsonRecyclerPools.newBoundedPool(SPARE_BUFFERS))
          .build();

  private Json() {}

  public static JsonParser parser(byte[] bytes, int length) {
    return FACTORY.createParser(ObjectReadContext.empty(), bytes, 0, length);
  }

  static JsonParser parser(String text) {
    return FACTORY.createParser(ObjectReadContext.empty(), text);
  }

  public static JsonGenerator generator(OutputStream out) {
    return FACTORY.createGenerator(ObjectWriteContext.empty(), out);
  }
}
