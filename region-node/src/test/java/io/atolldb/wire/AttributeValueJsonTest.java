package io.atolldb.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.atolldb.item.AttributeValue;
import io.atolldb.item.AttributeValue.BinarySet;
import io.atolldb.item.AttributeValue.BinaryValue;
import io.atolldb.item.AttributeValue.BooleanValue;
import io.atolldb.item.AttributeValue.ListValue;
import io.atolldb.item.AttributeValue.MapValue;
import io.atolldb.item.AttributeValue.NullValue;
import io.atolldb.item.AttributeValue.NumberSet;
import io.atolldb.item.AttributeValue.NumberValue;
import io.atolldb.item.AttributeValue.StringSet;
import io.atolldb.item.AttributeValue.StringValue;
import io.atolldb.item.Bytes;
import io.atolldb.item.DynamoNumber;
import io.atolldb.item.Item;
import io.atolldb.item.ItemCodec;
import io.atolldb.request.SentItem;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JsonGenerator;

/// Items go through JSON and back unchanged, and the way from the stored form is the same as the
/// one from the decoded.
class AttributeValueJsonTest {

  private static final int ITEMS = 300;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void anItemComesBackFromItsJson(long seed) throws Exception {
    var random = new Random(seed);
    for (int count = 0; count < ITEMS; count++) {
      Item item = item(random);
      byte[] json = json(generator -> AttributeValueWriter.write(item, generator));

      SentItem read =
          JsonBody.read(new RequestBody(json, json.length, "here"), AttributeValueReader::item);

      assertThat(read.problem()).as("seed %d, %s", seed, item).isNull();
      assertThat(read.item()).as("seed %d", seed).isEqualTo(item);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void theStoredFormIsWrittenAsTheItemIs(long seed) {
    var random = new Random(seed);
    for (int count = 0; count < ITEMS; count++) {
      Item item = item(random);
      Bytes stored = Bytes.owning(ItemCodec.encode(item));

      assertThat(text(json(generator -> StoredItemWriter.write(stored, generator))))
          .as("seed %d", seed)
          .isEqualTo(text(json(generator -> AttributeValueWriter.write(item, generator))));
    }
  }

  private static byte[] json(Consumer<JsonGenerator> writer) {
    var sink = new ByteSink(16);
    try (JsonGenerator generator = Json.generator(sink)) {
      writer.accept(generator);
    }
    return java.util.Arrays.copyOf(sink.array(), sink.length());
  }

  private static String text(byte[] json) {
    return new String(json, StandardCharsets.UTF_8);
  }

  private static Item item(Random random) {
    var attributes = new TreeMap<String, AttributeValue>();
    attributes.put("pk", new StringValue("a"));
    int count = random.nextInt(6);
    for (int at = 0; at < count; at++) attributes.put(name(random), value(random, 0));
    return Item.of(attributes);
  }

  private static String name(Random random) {
    return "n" + string(random);
  }

  private static AttributeValue value(Random random, int depth) {
    return switch (random.nextInt(depth > 4 ? 8 : 10)) {
      case 0 -> new StringValue(string(random));
      case 1 -> new NumberValue(number(random));
      case 2 -> new BinaryValue(bytes(random));
      case 3 -> new BooleanValue(random.nextBoolean());
      case 4 -> new NullValue();
      case 5 -> {
        var members = new TreeSet<String>();
        for (int at = 0; at <= random.nextInt(4); at++) members.add(string(random));
        yield new StringSet(members);
      }
      case 6 -> {
        var members = new TreeSet<DynamoNumber>();
        for (int at = 0; at <= random.nextInt(4); at++) members.add(number(random));
        yield new NumberSet(members);
      }
      case 7 -> {
        var members = new TreeSet<Bytes>();
        for (int at = 0; at <= random.nextInt(4); at++) members.add(bytes(random));
        yield new BinarySet(members);
      }
      case 8 -> {
        var elements = new ArrayList<AttributeValue>();
        for (int at = 0; at < random.nextInt(4); at++) elements.add(value(random, depth + 1));
        yield new ListValue(elements);
      }
      default -> {
        var entries = new TreeMap<String, AttributeValue>();
        for (int at = 0; at < random.nextInt(4); at++) {
          entries.put(name(random), value(random, depth + 1));
        }
        yield new MapValue(entries);
      }
    };
  }

  /// Letters that JSON escapes, of one to four bytes.
  private static String string(Random random) {
    String[] letters = {"a", "Z", " ", "\"", "\\", "/", "\n", "\u0001", "\u007f", "ü", "€", "😀"};
    var text = new StringBuilder();
    for (int at = 0; at < random.nextInt(12); at++) {
      text.append(letters[random.nextInt(letters.length)]);
    }
    return text.toString();
  }

  private static DynamoNumber number(Random random) {
    var digits = new BigInteger(1 + random.nextInt(100), random);
    if (random.nextBoolean()) digits = digits.negate();
    return DynamoNumber.of(new BigDecimal(digits, random.nextInt(120) - 60));
  }

  private static Bytes bytes(Random random) {
    byte[] bytes = new byte[random.nextInt(10)];
    random.nextBytes(bytes);
    return Bytes.owning(bytes);
  }
}
