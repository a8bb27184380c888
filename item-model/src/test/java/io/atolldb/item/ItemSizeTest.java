package io.atolldb.item;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Expectations: the figures that were observed at the service, not those of its guide.
class ItemSizeTest {

  @ParameterizedTest
  @CsvSource({
    "0, 1",
    "42, 2",
    "123, 3",
    "1.5, 3",
    "0.0000001, 2",
    "1E125, 2",
    "-42, 3",
    "12345678901234567890123456789012345678, 20",
    "100, 2",
    "100.5, 4",
    "1.05, 3",
    "0.05, 2",
    "12300, 3",
    "-1.5, 4",
    "-1e-130, 3",
  })
  void aNumberCountsForPairsOfDigitsOnEachSideOfThePoint(String text, int size)
      throws InvalidNumber {
    assertThat(ItemSize.of(new NumberValue(DynamoNumber.parse(text)))).isEqualTo(size);
  }

  @Test
  void textCountsForItsUtf8() {
    assertThat(ItemSize.of(new StringValue(""))).isZero();
    assertThat(ItemSize.of(new StringValue("abc"))).isEqualTo(3);
    assertThat(ItemSize.of(new StringValue("é"))).isEqualTo(2);
    assertThat(ItemSize.of(new StringValue("日本"))).isEqualTo(6);
    assertThat(ItemSize.of(new StringValue("🏝"))).isEqualTo(4);
  }

  @Test
  void binaryBooleanAndNull() {
    assertThat(ItemSize.of(new BinaryValue(Bytes.of(new byte[7])))).isEqualTo(7);
    assertThat(ItemSize.of(new BooleanValue(true))).isEqualTo(1);
    assertThat(ItemSize.of(new NullValue())).isEqualTo(1);
  }

  @Test
  void listsAndMapsCountThreeAndOneForEachMember() {
    assertThat(ItemSize.of(new ListValue(List.of()))).isEqualTo(3);
    assertThat(ItemSize.of(new ListValue(List.of(new StringValue("ab"), new NullValue()))))
        .isEqualTo(3 + 2 + 2 + 1);
    var entries = new TreeMap<String, AttributeValue>();
    assertThat(ItemSize.of(new MapValue(entries))).isEqualTo(3);
    entries.put("key", new StringValue("ab"));
    assertThat(ItemSize.of(new MapValue(entries))).isEqualTo(3 + 3 + 1 + 2);
  }

  @Test
  void setsCountTheirMembersAlone() {
    assertThat(ItemSize.of(new StringSet(new TreeSet<>(Arrays.asList("a", "bc"))))).isEqualTo(3);
    assertThat(ItemSize.of(new NumberSet(new TreeSet<>(List.of(DynamoNumber.of(42))))))
        .isEqualTo(2);
    assertThat(ItemSize.of(new BinarySet(new TreeSet<>(List.of(Bytes.of(new byte[5]))))))
        .isEqualTo(5);
  }

  @Test
  void anItemCountsForItsNamesAndValues() {
    var attributes = new TreeMap<String, AttributeValue>();
    attributes.put("pk", new StringValue("abc"));
    attributes.put("né", new NumberValue(DynamoNumber.of(42)));
    assertThat(ItemSize.of(Item.of(attributes))).isEqualTo(2 + 3 + 3 + 2);
    assertThat(ItemSize.of(Item.ABSENT)).isZero();
  }

  @Test
  void anUpdateIsMeasuredByItsActionsWhereTheyCountForMore() {
    assertThat(ItemSize.ofUpdate(1000, 100, 0, 0)).isEqualTo(1000);
    assertThat(ItemSize.ofUpdate(1000, 10, 1, 0)).isEqualTo(1000 - 10 + 3 + 19);
    assertThat(ItemSize.ofUpdate(1000, 10, 1, 2)).isEqualTo(1000 - 10 + 3 + 19 + 4);
  }
}
