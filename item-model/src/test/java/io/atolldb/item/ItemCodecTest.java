package io.atolldb.item;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atolldb.codec.MalformedBytes;
import io.atolldb.item.AttributeValue.BinaryValue;
import io.atolldb.item.AttributeValue.BooleanValue;
import io.atolldb.item.AttributeValue.ListValue;
import io.atolldb.item.AttributeValue.MapValue;
import io.atolldb.item.AttributeValue.NullValue;
import io.atolldb.item.AttributeValue.NumberSet;
import io.atolldb.item.AttributeValue.NumberValue;
import io.atolldb.item.AttributeValue.StringSet;
import io.atolldb.item.AttributeValue.StringValue;
import java.math.BigDecimal;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ItemCodecTest {

  /// The stored form: a change here is a change of every data directory and of the change stream.
  @ParameterizedTest
  @CsvSource({
    "S, 01 03 01 01 61 01 02 68 69",
    "N, 01 05 01 01 61 02 01 7C E6 9B",
    "B, 01 02 01 01 61 03 01 FF",
    "BOOL, 01 02 01 01 61 04",
    "NULL, 01 02 01 01 61 06",
    "L, 01 06 01 01 61 07 01 05",
    "M, 01 06 01 01 61 08 01 00 06",
    "SS, 01 03 01 01 61 09 02 01 78 01 79",
    "NS, 01 04 01 01 61 0A 02 02 03 82 50"
  })
  void theFormIsFixed(String type, String hex) {
    Item item = Item.of(attributes("a", valueOf(type)));
    assertThat(ItemCodec.encode(item)).isEqualTo(bytes(hex));
    assertThat(ItemCodec.decode(bytes(hex))).isEqualTo(item);
  }

  private static AttributeValue valueOf(String type) {
    return switch (type) {
      case "S" -> new StringValue("hi");
      case "N" -> new NumberValue(DynamoNumber.of(new BigDecimal("-12.5")));
      case "B" -> new BinaryValue(Bytes.of(new byte[] {-1}));
      case "BOOL" -> new BooleanValue(true);
      case "NULL" -> new NullValue();
      case "L" -> new ListValue(List.of(new BooleanValue(false)));
      case "M" -> new MapValue(attributes("", new NullValue()));
      case "SS" -> new StringSet(new TreeSet<>(List.of("y", "x")));
      case "NS" -> new NumberSet(new TreeSet<>(List.of(DynamoNumber.of(4), DynamoNumber.ZERO)));
      default -> throw new IllegalArgumentException(type);
    };
  }

  /// What a careless writer could write for the same item.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "02 03 01 01 61 01 02 68 69", // an unknown format
        "01 04 01 01 61 01 02 68 69", // a wrong size
        "01 83 00 01 01 61 01 02 68 69", // an overlong varint
        "01 04 02 01 62 06 01 61 06", // names out of order
        "01 04 02 01 61 06 01 61 06", // a name twice
        "01 03 01 01 61 09 02 01 79 01 78", // members out of order
        "01 03 01 01 61 09 02 01 78 01 78", // a member twice
        "01 01 01 01 61 09 00", // an empty set
        "01 02 01 01 61 01 01 80", // no UTF-8
        "01 02 01 01 61 0C", // an unknown type
        "01 03 01 01 61 02 03 82 08", // a number that begins with a zero
        "01 03 01 01 61 02 03 82 C8", // a number with a pair of three digits
        "01 03 01 01 61 02 03 82 51", // a number that does not end
        "01 03 01 01 61 02 03 82 51 00", // a number that ends with two zeros
        "01 03 01 01 61 02 04 82 50" // a number of an unknown sign
      })
  void anyOtherFormIsMalformed(String hex) {
    assertThatThrownBy(() -> ItemCodec.decode(bytes(hex))).isInstanceOf(MalformedBytes.class);
  }

  @Test
  void noItemIsAnItemWithoutAttributes() {
    byte[] bytes = ItemCodec.encode(Item.ABSENT);
    assertThat(bytes).containsExactly(1, 0, 0);
    assertThat(ItemCodec.decode(bytes)).isSameAs(Item.ABSENT);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 63, 64, 65, 127, 128, 129, 5000})
  void anItemMayHaveManyAttributesAndLongLists(int count) {
    var attributes = new TreeMap<String, AttributeValue>();
    for (int index = 0; index < count; index++) {
      attributes.put("name" + index, new NumberValue(DynamoNumber.of(index)));
    }
    attributes.put("map", new MapValue(attributes));
    attributes.put("list", new ListValue(List.copyOf(attributes.values())));
    Item item = Item.of(attributes);
    byte[] bytes = ItemCodec.encode(item);
    assertThat(ItemCodec.decode(bytes)).isEqualTo(item);
    assertThat(ItemCodec.sizeBytes(bytes, 0)).isEqualTo(ItemSize.of(item));
  }

  private static TreeMap<String, AttributeValue> attributes(String name, AttributeValue value) {
    var attributes = new TreeMap<String, AttributeValue>();
    attributes.put(name, value);
    return attributes;
  }

  private static byte[] bytes(String hex) {
    return HexFormat.ofDelimiter(" ").parseHex(hex);
  }
}
