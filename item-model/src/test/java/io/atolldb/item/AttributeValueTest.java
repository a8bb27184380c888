package io.atolldb.item;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atolldb.item.AttributeValue.ListValue;
import io.atolldb.item.AttributeValue.MapValue;
import io.atolldb.item.AttributeValue.NullValue;
import io.atolldb.item.AttributeValue.NumberSet;
import io.atolldb.item.AttributeValue.StringSet;
import io.atolldb.item.AttributeValue.StringValue;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AttributeValueTest {

  static LongStream seeds() {
    return LongStream.range(0, 50);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void stringsAreInTheOrderOfTheirUtf8(long seed) {
    var random = new RandomItems(seed);
    for (int round = 0; round < 300; round++) {
      String left = random.text();
      String right = random.text();
      int slow = Arrays.compareUnsigned(utf8(left), utf8(right));
      assertThat(Integer.signum(Utf8Order.INSTANCE.compare(left, right)))
          .as("seed %d", seed)
          .isEqualTo(Integer.signum(slow));
    }
  }

  @Test
  void membersOfASetAreOrderedByUtf8WhateverTheOrderTheyCameIn() {
    String island = new String(Character.toChars(0x1_F3DD));
    var set = new StringSet(new TreeSet<>(List.of(island, "\uFFFD", "a")));
    assertThat(set.members()).containsExactly("a", "\uFFFD", island);
  }

  @Test
  void theOrderOfAMakersSetDoesNotMatter() {
    var descending = new TreeSet<DynamoNumber>(Comparator.reverseOrder());
    descending.addAll(List.of(DynamoNumber.of(1), DynamoNumber.of(2)));
    assertThat(new NumberSet(descending).members())
        .containsExactly(DynamoNumber.of(1), DynamoNumber.of(2));
    var backwards = new TreeMap<String, AttributeValue>(Comparator.reverseOrder());
    backwards.put("a", new NullValue());
    backwards.put("b", new NullValue());
    assertThat(new MapValue(backwards).entries().keySet()).containsExactly("a", "b");
    assertThat(Item.owning(backwards).attributes().keySet()).containsExactly("a", "b");
  }

  @Test
  void numbersOfASetAreDifferentByValue() {
    var members = new TreeSet<DynamoNumber>();
    members.add(DynamoNumber.of(new BigDecimal("1.0")));
    members.add(DynamoNumber.of(1));
    assertThat(new NumberSet(members).members()).hasSize(1);
  }

  @Test
  void aSetIsNeverEmpty() {
    assertThatThrownBy(() -> new StringSet(new TreeSet<>()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aValueDoesNotChangeWithWhatItWasMadeOf() {
    var elements = new ArrayList<AttributeValue>(List.of(new NullValue()));
    var list = new ListValue(elements);
    elements.add(new NullValue());
    assertThat(list.elements()).hasSize(1);
    var attributes = new TreeMap<String, AttributeValue>();
    attributes.put("a", list);
    Item item = Item.of(attributes);
    attributes.put("b", list);
    assertThat(item.attributes()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\uD800", "a\uDC00", "\uD83C-"})
  void halfASurrogatePairIsNoText(String text) {
    assertThatThrownBy(() -> new StringValue(text)).isInstanceOf(IllegalArgumentException.class);
    var attributes = new TreeMap<String, AttributeValue>();
    attributes.put(text, new NullValue());
    assertThatThrownBy(() -> Item.owning(attributes)).isInstanceOf(IllegalArgumentException.class);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
