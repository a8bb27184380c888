package io.atolldb.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteReaderTest {

  static LongStream seeds() {
    return LongStream.range(0, 20);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void everyKindOfValueIsReadAsItWasWritten(long seed) {
    var dice = new Random(seed);
    for (int round = 0; round < 200; round++) {
      int octet = dice.nextInt(0x100);
      int half = dice.nextInt(0x1_0000);
      int whole = dice.nextInt();
      long wide = dice.nextLong();
      long natural = dice.nextLong() >>> (1 + dice.nextInt(63));
      String text = "é".repeat(dice.nextInt(3)) + "a".repeat(dice.nextInt(200));
      var out = new ByteWriter(0);
      out.writeByte(octet);
      out.writeShort(half);
      out.writeInt(whole);
      out.writeLong(wide);
      out.writeVarint(natural);
      out.writeText(text);
      out.writeSized(new byte[] {1, 2});

      var in = new ByteReader(out.toArray());
      assertThat(in.readByte()).as("seed %d", seed).isEqualTo(octet);
      assertThat(in.readShort()).isEqualTo(half);
      assertThat(in.readInt()).isEqualTo(whole);
      assertThat(in.readLong()).isEqualTo(wide);
      assertThat(in.readVarint()).isEqualTo(natural);
      assertThat(in.readText()).isEqualTo(text);
      assertThat(in.readSized()).containsExactly(1, 2);
      assertThat(in.remaining()).isZero();
      assertThatThrownBy(in::readByte).isInstanceOf(MalformedBytes.class);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 0x7F, 0x80, 0x3FFF, 0x4000, Integer.MAX_VALUE, Long.MAX_VALUE})
  void aVarintIsAsShortAsItCanBe(long value) {
    var out = new ByteWriter(0);
    out.writeVarint(value);
    int bits = Math.max(1, Long.SIZE - Long.numberOfLeadingZeros(value));
    assertThat(out.size()).isEqualTo((bits + 6) / 7);
    assertThat(new ByteReader(out.toArray()).readVarint()).isEqualTo(value);
  }

  @Test
  void aLongerVarintThanNeededIsMalformed() {
    assertThatThrownBy(new ByteReader(new byte[] {(byte) 0x81, 0})::readVarint)
        .isInstanceOf(MalformedBytes.class);
  }

  @Test
  void aVarintWithoutEndIsMalformed() {
    byte[] endless = new byte[20];
    Arrays.fill(endless, (byte) 0xFF);
    assertThatThrownBy(new ByteReader(endless)::readVarint).isInstanceOf(MalformedBytes.class);
  }

  @Test
  void aLengthBeyondTheEndIsMalformed() {
    byte[] bytes = {5, 1, 2, 3, 4};
    assertThatThrownBy(new ByteReader(bytes)::readSized).isInstanceOf(MalformedBytes.class);
    assertThatThrownBy(() -> new ByteReader(bytes).readBytes(6)).isInstanceOf(MalformedBytes.class);
    assertThatThrownBy(() -> new ByteReader(bytes).skip(-1)).isInstanceOf(MalformedBytes.class);
    assertThatThrownBy(() -> new ByteReader(bytes, 0, 6)).isInstanceOf(MalformedBytes.class);
  }

  @Test
  void whatIsWrittenBehindAHeadIsJoinedToIt() {
    var head = new ByteWriter(0);
    var body = new ByteWriter(0);
    head.writeByte(1);
    body.writeText("ab");
    assertThat(body.toArrayAfter(head)).containsExactly(1, 2, 'a', 'b');
  }

  @Test
  void fourBytesCanBeWrittenLater() {
    var out = new ByteWriter(0);
    out.writeInt(0);
    out.setInt(0, 0x01020304);
    assertThat(out.toArray()).containsExactly(1, 2, 3, 4);
    assertThatThrownBy(() -> out.setInt(1, 0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> out.writeVarint(-1)).isInstanceOf(IllegalArgumentException.class);
  }
}
