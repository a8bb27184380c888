package io.atolldb.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atolldb.fault.Refusal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Percent-encoding (RFC 3986, 2.1), read strictly.
class PercentTextTest {

  @ParameterizedTest
  @CsvSource({"a,a", "a%2Fb,a/b", "%c3%A9,é", "a+b,a+b", "é,é", "%F0%9F%90%A0,🐠"})
  void whatWasEncodedIsRead(String encoded, String text) throws Refusal {
    assertThat(PercentText.decode(encoded)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"%", "%4", "%zz", "%-1", "%ff", "%C3", "%ED%A0%80"})
  void whatIsNoTextIsRefused(String encoded) {
    assertThatThrownBy(() -> PercentText.decode(encoded)).isInstanceOf(Refusal.class);
  }
}
