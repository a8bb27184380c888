package io.atolldb.differential;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ItemSizeTest {

  /// One byte is the name of the attribute.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'N':'0'} | 1",
        "{'N':'42'} | 2",
        "{'N':'123'} | 3",
        "{'N':'1.5'} | 3",
        "{'N':'0.0000001'} | 2",
        "{'N':'1E125'} | 2",
        "{'N':'-42'} | 3",
        "{'N':'99999999999999999999999999999999999999'} | 20",
        "{'S':'é'} | 2",
        "{'B':'YWI='} | 2",
        "{'BOOL':true} | 1",
        "{'NULL':true} | 1",
        "{'SS':['a','bc']} | 3",
        "{'L':[{'S':'a'},{'N':'1'}]} | 8",
        "{'M':{'k':{'S':'a'}}} | 6",
      })
  void valuesHaveTheBytesThatTheServiceCounts(String value, int bytes) {
    Object parsed = Json.parse(value.replace('\'', '"'));
    assertThat(ItemSize.of(Json.object("a", parsed))).isEqualTo(1 + bytes);
  }
}
