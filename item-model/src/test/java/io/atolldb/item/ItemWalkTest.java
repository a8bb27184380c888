package io.atolldb.item;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atolldb.codec.MalformedBytes;
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
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.SortedMap;
import java.util.StringJoiner;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The slow and obvious model: the decoded item, told in the same words.
class ItemWalkTest {

  static LongStream seeds() {
    return LongStream.range(0, 100);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aWalkTellsWhatDecodingWouldGive(long seed) {
    Item item = new RandomItems(seed).item();
    byte[] bytes = ItemCodec.encode(item);
    var walked = new Transcript();
    ItemCodec.walk(bytes, 0, bytes.length, walked);

    var told = new StringJoiner(" ");
    entries(item.attributes(), told);
    assertThat(walked.words).as("seed %d", seed).hasToString(told.toString());
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void damagedBytesAreAtWorstMalformed(long seed) {
    var dice = new Random(seed);
    byte[] bytes = ItemCodec.encode(new RandomItems(seed).item());
    for (int round = 0; round < 100; round++) {
      byte[] damaged = bytes.clone();
      damaged[dice.nextInt(damaged.length)] ^= (byte) (1 << dice.nextInt(8));
      try {
        ItemCodec.walk(damaged, 0, damaged.length, new Transcript());
      } catch (MalformedBytes refused) {
        assertThat(refused).hasMessageMatching("(?s).+");
      }
    }
    int cut = dice.nextInt(bytes.length);
    assertThatThrownBy(() -> ItemCodec.walk(bytes, 0, cut, new Transcript()))
        .as("seed %d", seed)
        .isInstanceOf(MalformedBytes.class);
  }

  private static void entries(SortedMap<String, AttributeValue> entries, StringJoiner told) {
    entries.forEach((name, value) -> {
      told.add("name:" + name);
      value(value, told);
    });
  }

  private static void value(AttributeValue value, StringJoiner told) {
    switch (value) {
      case StringValue(var text) -> told.add("S:" + text);
      case NumberValue(var number) -> told.add("N:" + number);
      case BinaryValue(var bytes) -> told.add("B:" + bytes);
      case BooleanValue(var truth) -> told.add("BOOL:" + truth);
      case NullValue() -> told.add("NULL");
      case ListValue(var elements) -> {
        told.add("L" + elements.size());
        elements.forEach(element -> value(element, told));
        told.add("/L");
      }
      case MapValue(var entries) -> {
        told.add("M" + entries.size());
        entries(entries, told);
        told.add("/M");
      }
      case StringSet(var members) -> {
        told.add("SS" + members.size());
        members.forEach(member -> told.add("S:" + member));
        told.add("/set");
      }
      case NumberSet(var members) -> {
        told.add("NS" + members.size());
        members.forEach(member -> told.add("N:" + member));
        told.add("/set");
      }
      case BinarySet(var members) -> {
        told.add("BS" + members.size());
        members.forEach(member -> told.add("B:" + member));
        told.add("/set");
      }
    }
  }

  private static final class Transcript implements ItemVisitor {

    private final StringJoiner words = new StringJoiner(" ");

    private static String text(byte[] bytes, int from, int length) {
      return new String(bytes, from, length, StandardCharsets.UTF_8);
    }

    @Override
    public void name(byte[] bytes, int from, int length) {
      words.add("name:" + text(bytes, from, length));
    }

    @Override
    public void string(byte[] bytes, int from, int length) {
      words.add("S:" + text(bytes, from, length));
    }

    @Override
    public void number(byte[] bytes, int from, int length) {
      words.add("N:" + text(bytes, from, length));
    }

    @Override
    public void binary(byte[] bytes, int from, int length) {
      words.add("B:" + Bytes.owning(Arrays.copyOfRange(bytes, from, from + length)));
    }

    @Override
    public void bool(boolean truth) {
      words.add("BOOL:" + truth);
    }

    @Override
    public void nullValue() {
      words.add("NULL");
    }

    @Override
    public void beginList(int elements) {
      words.add("L" + elements);
    }

    @Override
    public void endList() {
      words.add("/L");
    }

    @Override
    public void beginMap(int entries) {
      words.add("M" + entries);
    }

    @Override
    public void endMap() {
      words.add("/M");
    }

    @Override
    public void beginStringSet(int members) {
      words.add("SS" + members);
    }

    @Override
    public void beginNumberSet(int members) {
      words.add("NS" + members);
    }

    @Override
    public void beginBinarySet(int members) {
      words.add("BS" + members);
    }

    @Override
    public void endSet() {
      words.add("/set");
    }
  }
}
