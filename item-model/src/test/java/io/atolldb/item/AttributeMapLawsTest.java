package io.atolldb.item;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atolldb.item.AttributeValue.NullValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The slow and obvious model of a sorted map is the tree of the JDK.
class AttributeMapLawsTest {

  static LongStream seeds() {
    return LongStream.range(0, 50);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aMapIsTheTreeItWasMadeOf(long seed) {
    var random = new RandomItems(seed);
    var tree = new TreeMap<String, AttributeValue>(random.item().attributes());
    var shuffled = new LinkedHashMap<String, AttributeValue>(tree.descendingMap());
    AttributeMap map = AttributeMap.copyOf(shuffled);

    assertThat(map).as("seed %d", seed).isEqualTo(tree).hasSameHashCodeAs(tree);
    assertThat(tree).isEqualTo(map);
    assertThat(map).isEqualTo(AttributeMap.copyOf(tree));
    assertThat(map.toString()).isEqualTo(tree.toString());
    assertThat(List.copyOf(map.keySet())).isEqualTo(List.copyOf(tree.keySet()));
    assertThat(List.copyOf(map.values())).isEqualTo(List.copyOf(tree.values()));
    assertThat(map.reversed()).isEqualTo(tree.reversed());
    assertThat(map.firstKey()).isEqualTo(tree.firstKey());
    assertThat(map.lastEntry()).isEqualTo(tree.lastEntry());
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void lookingUpAndCuttingIsThatOfTheTree(long seed) {
    var random = new RandomItems(seed);
    var dice = new Random(seed);
    var tree = new TreeMap<String, AttributeValue>(random.item().attributes());
    SortedMap<String, AttributeValue> map = AttributeMap.copyOf(tree);
    for (int round = 0; round < 50; round++) {
      var present = new ArrayList<>(tree.keySet());
      String name = dice.nextBoolean() ? random.text() : present.get(dice.nextInt(present.size()));
      String other = random.text();
      String from = name.compareTo(other) < 0 ? name : other;
      String to = name.compareTo(other) < 0 ? other : name;

      assertThat(map.get(name)).as("seed %d", seed).isEqualTo(tree.get(name));
      assertThat(map.containsKey(name)).isEqualTo(tree.containsKey(name));
      assertThat(map.headMap(name)).isEqualTo(tree.headMap(name));
      assertThat(map.tailMap(name)).isEqualTo(tree.tailMap(name));
      assertThat(map.subMap(from, to)).isEqualTo(tree.subMap(from, to));
    }
  }

  @Test
  void nothingCanBeChanged() {
    var map = AttributeMap.copyOf(new TreeMap<>(Map.of("a", new NullValue())));
    assertThatThrownBy(() -> map.put("b", new NullValue()))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> map.remove("a")).isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(map::clear).isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void theEmptyMapHasNoFirstAndNoLast() {
    assertThatThrownBy(AttributeMap.EMPTY::firstKey).isInstanceOf(NoSuchElementException.class);
    assertThatThrownBy(AttributeMap.EMPTY::lastKey).isInstanceOf(NoSuchElementException.class);
    assertThat(AttributeMap.EMPTY.get("a")).isNull();
  }

  @Test
  void aNameThatIsNoTextIsRefused() {
    assertThatThrownBy(() -> AttributeMap.copyOf(Map.of("\uD800", new NullValue())))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
