package io.atolldb.benchmarks;

import io.atolldb.item.AttributeValue.NumberValue;
import io.atolldb.item.AttributeValue.StringValue;
import io.atolldb.item.Bytes;
import io.atolldb.item.DynamoNumber;
import io.atolldb.item.InvalidNumber;
import io.atolldb.item.Item;
import io.atolldb.item.ItemCodec;
import io.atolldb.item.KeyCodec;
import io.atolldb.item.PrimaryKey;
import java.util.Map;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/// What it costs to turn an item of about 200 bytes into its stored form and back.
@State(Scope.Benchmark)
public class CodecBenchmark {

  private final Item item =
      Item.of(
          Map.of(
              "id", new StringValue("key-12345"),
              "n", number("12345"),
              "text", new StringValue("x".repeat(176))));
  private final byte[] encoded = ItemCodec.encode(item);
  private final PrimaryKey key = new PrimaryKey(new StringValue("key-12345"), null);

  private static NumberValue number(String text) {
    try {
      return new NumberValue(DynamoNumber.parse(text));
    } catch (InvalidNumber impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Benchmark
  public byte[] encodeItem() {
    return ItemCodec.encode(item);
  }

  @Benchmark
  public Item decodeItem() {
    return ItemCodec.decode(encoded, 0, encoded.length);
  }

  @Benchmark
  public Bytes encodeKey() {
    return KeyCodec.encode(key);
  }

  @Benchmark
  public NumberValue parseNumber() {
    return number("-12345.678901234567890123456789");
  }
}
