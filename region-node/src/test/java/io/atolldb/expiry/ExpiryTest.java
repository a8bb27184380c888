package io.atolldb.expiry;

import static org.assertj.core.api.Assertions.assertThat;

import io.atolldb.item.AttributeValue;
import io.atolldb.item.AttributeValue.NumberValue;
import io.atolldb.item.AttributeValue.StringValue;
import io.atolldb.item.DynamoNumber;
import io.atolldb.item.Item;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// When items expire (reference: DynamoDB, 4.12).
class ExpiryTest {

  private static final long NOW = 1_700_000_000_000L;

  private static long seconds(AttributeValue value) {
    return Expiry.secondsOf(Item.of(Map.of("until", value)), "until");
  }

  @ParameterizedTest
  @CsvSource({
    "1700000000, 1700000000",
    "1700000000.9, 1700000000",
    "0, -1",
    "-5, -1",
    "1E+125, -1",
    "1E-130, 0",
    "999999999999999999, 999999999999999999",
  })
  void aNumberIsASecond(String number, long seconds) throws Exception {
    assertThat(seconds(new NumberValue(DynamoNumber.parse(number)))).isEqualTo(seconds);
  }

  @Test
  void whatIsNoNumberNeverExpires() {
    assertThat(seconds(new StringValue("1700000000"))).isEqualTo(Expiry.NEVER);
    assertThat(Expiry.secondsOf(Item.ABSENT, "until")).isEqualTo(Expiry.NEVER);
  }

  @Test
  void anItemExpiresWhenItsSecondIsOverAndNotAfterFiveYears() {
    assertThat(Expiry.isDue(1_700_000_000, NOW)).isFalse();
    assertThat(Expiry.isDue(1_699_999_999, NOW)).isTrue();
    assertThat(Expiry.isDue(1_700_000_000 - Expiry.AGE_SECONDS_MAX, NOW)).isTrue();
    assertThat(Expiry.isDue(1_700_000_000 - Expiry.AGE_SECONDS_MAX - 1, NOW)).isFalse();
    assertThat(Expiry.isDue(Expiry.NEVER, NOW)).isFalse();
  }
}
