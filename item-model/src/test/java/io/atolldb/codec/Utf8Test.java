package io.atolldb.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Utf8Test {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "\u0000",
        "é",
        "\u07FF",
        "\u0800",
        "日本",
        "\uD7FF\uE000",
        "\uFFFD",
        "a\uFFFDb",
        "🏝 island",
        "\uDBFF\uDFFF"
      })
  void textComesBackAndItsLengthIsKnownBefore(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    assertThat(Utf8.decode(bytes, 0, bytes.length)).isEqualTo(text);
    assertThat(Utf8.length(text)).isEqualTo(bytes.length);
    assertThat(Utf8.isWellFormed(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\uD800", "\uDC00", "a\uD83Cb", "\uDC00\uD800", "\uD83C\uD83C\uDFDD"})
  void halfAPairIsNotWellFormed(String text) {
    assertThat(Utf8.isWellFormed(text)).isFalse();
  }

  /// A lone continuation, a cut character, an overlong form, a surrogate, a value above the last.
  @ParameterizedTest
  @ValueSource(strings = {"80", "61c3", "c080", "eda080", "f4908080", "e9", "efbfbd80"})
  void bytesThatAreNotUtf8AreMalformed(String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex);
    assertThatThrownBy(() -> Utf8.decode(bytes, 0, bytes.length))
        .isInstanceOf(MalformedBytes.class);
  }
}
