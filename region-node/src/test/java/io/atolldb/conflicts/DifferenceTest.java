package io.atolldb.conflicts;

import static org.assertj.core.api.Assertions.assertThat;

import io.atolldb.item.AttributeValue;
import io.atolldb.item.AttributeValue.StringValue;
import io.atolldb.item.Item;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class DifferenceTest {

  private static Item item(String... namesAndTexts) {
    Map<String, AttributeValue> attributes = new TreeMap<>();
    for (int at = 0; at < namesAndTexts.length; at += 2) {
      attributes.put(namesAndTexts[at], new StringValue(namesAndTexts[at + 1]));
    }
    return Item.of(attributes);
  }

  @Test
  void namesThatOneImageHasAndOthersThatHaveTwoValuesAreNamedInOrder() {
    Item kept = item("id", "1", "same", "x", "value", "old", "added", "here");
    Item lost = item("id", "1", "same", "x", "value", "new", "gone", "there");

    assertThat(Difference.attributes(kept, lost)).containsExactly("added", "gone", "value");
    assertThat(Difference.attributes(lost, kept)).containsExactly("added", "gone", "value");
  }

  @Test
  void equalImagesDifferInNothingAndADeleteInEverything() {
    Item item = item("id", "1", "text", "x");

    assertThat(Difference.attributes(item, item)).isEmpty();
    assertThat(Difference.attributes(Item.ABSENT, item)).containsExactly("id", "text");
  }
}
