package io.atolldb.partiql;

import static io.atolldb.partiql.StatementRefusalTest.bind;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atolldb.expression.Condition;
import io.atolldb.expression.ConditionEvaluator;
import io.atolldb.expression.InvalidExpression;
import io.atolldb.item.AttributeValue;
import io.atolldb.item.AttributeValue.NumberValue;
import io.atolldb.item.AttributeValue.StringValue;
import io.atolldb.item.Bytes;
import io.atolldb.item.DynamoNumber;
import io.atolldb.item.Item;
import io.atolldb.item.KeyCodec;
import io.atolldb.item.KeyRange;
import io.atolldb.item.PrimaryKey;
import io.atolldb.partiql.KeyAccess.Partition;
import io.atolldb.table.IndexKeyCodec;
import io.atolldb.table.IndexKeys;
import io.atolldb.table.KeyAttribute;
import io.atolldb.table.KeySchema;
import io.atolldb.table.ScalarType;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is read for a condition holds every match; and nothing else, where the condition speaks of
/// keys alone.
class KeyAccessLawsTest {

  private static final KeySchema KEYS =
      new KeySchema(new KeyAttribute("pk", ScalarType.S), new KeyAttribute("sk", ScalarType.N));

  private static final List<String> PARTITIONS = List.of("a", "b", "c", "d");
  private static final int SORTS = 8;
  private static final int CONDITIONS = 3000;

  private static final List<Item> ITEMS = new ArrayList<>();

  static {
    for (String pk : PARTITIONS) {
      for (int sk = 0; sk < SORTS; sk++) {
        var attributes = new TreeMap<String, AttributeValue>();
        attributes.put("pk", new StringValue(pk));
        attributes.put("sk", new NumberValue(DynamoNumber.of(sk)));
        attributes.put("v", new NumberValue(DynamoNumber.of(sk % 3)));
        ITEMS.add(Item.owning(attributes));
      }
    }
  }

  private static Condition where(String text) throws InvalidExpression {
    return ((BoundStatement.Select) bind("SELECT * FROM t WHERE " + text)).where();
  }

  private static boolean isRead(List<Partition> partitions, Item item) {
    PrimaryKey key = KEYS.keyOf(item);
    Bytes encoded = KeyCodec.encode(key);
    return partitions.stream()
        .flatMap(partition -> partition.ranges().stream())
        .anyMatch(range -> range.contains(encoded));
  }

  private static String random(Random dice, int depth, boolean keysOnly) {
    if (depth > 0 && dice.nextInt(3) > 0) {
      String junction = dice.nextBoolean() ? " AND " : " OR ";
      String left = random(dice, depth - 1, keysOnly);
      return "(" + left + junction + random(dice, depth - 1, keysOnly) + ")";
    }
    String pk = "'" + PARTITIONS.get(dice.nextInt(PARTITIONS.size())) + "'";
    int low = dice.nextInt(SORTS);
    String comparator = List.of("=", "<", "<=", ">", ">=").get(dice.nextInt(5));
    return switch (dice.nextInt(keysOnly ? 6 : 9)) {
      case 0, 1 -> dice.nextBoolean() ? "pk = " + pk : pk + " = pk";
      case 2 -> "pk IN [" + pk + ", 'b']";
      case 3 -> dice.nextBoolean() ? "sk " + comparator + low : low + comparator + " sk";
      case 4 -> "sk BETWEEN " + low + " AND " + (low + dice.nextInt(4));
      case 5 -> "sk IN (" + low + ", " + dice.nextInt(SORTS) + ")";
      case 6 -> "NOT sk = " + low;
      case 7 -> "sk <> " + low;
      default -> "v " + comparator + dice.nextInt(3);
    };
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13})
  void everyMatchIsRead(long seed) throws Exception {
    var dice = new Random(seed);
    int queries = 0;
    for (int number = 0; number < CONDITIONS; number++) {
      boolean keysOnly = dice.nextBoolean();
      String text = random(dice, 3, keysOnly);
      Condition where = where(text);
      List<Partition> partitions = KeyAccess.of(where, IndexKeys.of(KEYS));
      if (partitions == null) continue;
      queries++;
      for (Item item : ITEMS) {
        boolean holds = ConditionEvaluator.holds(where, item);
        boolean read = isRead(partitions, item);
        if (keysOnly) assertThat(read).as("seed %d: %s, %s", seed, text, item).isEqualTo(holds);
        else if (holds) assertThat(read).as("seed %d: %s, %s", seed, text, item).isTrue();
      }
      requireOrder(partitions);
    }
    assertThat(queries).as("seed %d", seed).isGreaterThan(CONDITIONS / 10);
  }

  /// Two partition attributes and two sort attributes, of few values each.
  @ParameterizedTest
  @ValueSource(longs = {14, 15})
  void everyMatchOfACompositeKeyIsRead(long seed) throws Exception {
    var keys =
        new IndexKeys(
            List.of(new KeyAttribute("p", ScalarType.N), new KeyAttribute("q", ScalarType.N)),
            List.of(new KeyAttribute("r", ScalarType.N), new KeyAttribute("s", ScalarType.N)));
    List<Item> items = composites();
    Bytes itemKey = KeyCodec.encode(new PrimaryKey(new StringValue("k"), null));
    var dice = new Random(seed);
    int queries = 0;
    long read = 0;
    long matches = 0;
    for (int number = 0; number < CONDITIONS / 10; number++) {
      String text = "p = 1 AND q IN (0, 2) AND " + composite(dice, 2);
      Condition where = where(dice.nextBoolean() ? text : "r = 1 AND " + text);
      List<Partition> partitions = KeyAccess.of(where, keys);
      assertThat(partitions).isNotNull();
      queries++;
      for (Item item : items) {
        Bytes encoded = IndexKeyCodec.encode(keys, item, itemKey);
        boolean isRead =
            partitions.stream()
                .flatMap(partition -> partition.ranges().stream())
                .anyMatch(range -> range.contains(encoded));
        boolean holds = ConditionEvaluator.holds(where, item);
        if (holds) assertThat(isRead).as("seed %d: %s, %s", seed, text, item).isTrue();
        if (isRead) read++;
        if (holds) matches++;
      }
    }
    assertThat(queries).isPositive();
    assertThat(read).as("seed %d", seed).isBetween(matches, 8 * matches);
  }

  private static String composite(Random dice, int depth) {
    if (depth > 0 && dice.nextInt(3) > 0) {
      String junction = dice.nextBoolean() ? " AND " : " OR ";
      return "(" + composite(dice, depth - 1) + junction + composite(dice, depth - 1) + ")";
    }
    String attribute = List.of("p", "q", "r", "s").get(dice.nextInt(4));
    return switch (dice.nextInt(4)) {
      case 0, 1 -> attribute + " = " + dice.nextInt(3);
      case 2 -> attribute + " >= " + dice.nextInt(3);
      default -> attribute + " IN (1, " + dice.nextInt(3) + ")";
    };
  }

  private static List<Item> composites() {
    var items = new ArrayList<Item>();
    for (int number = 0; number < 81; number++) {
      var attributes = new TreeMap<String, AttributeValue>();
      int left = number;
      for (String name : List.of("p", "q", "r", "s")) {
        attributes.put(name, new NumberValue(DynamoNumber.of(left % 3)));
        left /= 3;
      }
      items.add(Item.owning(attributes));
    }
    return items;
  }

  private static void requireOrder(List<Partition> partitions) {
    assertThat(partitions.stream().map(partition -> partition.values().toString())).isSorted();
    for (Partition partition : partitions) {
      Bytes end = null;
      for (KeyRange range : partition.ranges()) {
        assertThat(range.isEmpty()).isFalse();
        if (end != null) assertThat(range.from()).isGreaterThan(end);
        end = range.to();
      }
    }
  }

  private static @Nullable String refusal(String text) {
    try {
      var _ = KeyAccess.of(where(text), IndexKeys.of(KEYS));
      return null;
    } catch (InvalidExpression invalid) {
      return invalid.text();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "pk = 1 | Key attribute's data type should match its data type in table's schema: Key pk",
        "pk = 'a' AND sk > 'x' | Key attribute's data type should match its data type in table's"
            + " schema: Key sk",
        "pk = 'a' AND begins_with(sk, '1') | Key attribute's data type should match its data type"
            + " in table's schema: Key sk",
        "sk = 'x' | One or more parameter values were invalid: Condition parameter type does not"
            + " match schema type",
        "pk > 1 | One or more parameter values were invalid: Condition parameter type does not"
            + " match schema type"
      })
  void aKeyIsComparedWithItsOwnType(String text, String message) {
    assertThat(refusal(text)).isEqualTo(message);
  }

  @Test
  void aFilterOnAKeyMayHaveAnyType() {
    assertThat(refusal("pk <> 1 AND pk = 'a'")).isNull();
    assertThat(refusal("pk = 'a' AND sk IN (1, 'x')")).isNull();
  }

  @Test
  void atMostFiftyPartitionsAreAskedFor() {
    var values = new StringBuilder("'0'");
    for (int number = 1; number < 50; number++) values.append(", '").append(number).append("'");
    assertThat(refusal("pk IN (" + values + ")")).isNull();
    assertThat(refusal("pk IN (" + values + ", 'x')"))
        .isEqualTo("The IN operator is provided with too many operands; number of operands: 51");
  }

  @Test
  void oneItemIsNamedByEqualitiesOfItsWholeKey() throws Exception {
    SingleItem item = SingleItem.of(where("sk = 1 AND ('a' = pk AND v > 1)"), KEYS);
    assertThat(item).isNotNull();
    assertThat(item.conditional()).isTrue();
    assertThat(KEYS.keyOf(item.key()).partition()).isEqualTo(new StringValue("a"));
    assertThat(SingleItem.of(where("pk = 'a' AND sk = 1 AND pk = 'a'"), KEYS).conditional())
        .isFalse();
    for (String several :
        List.of(
            "pk = 'a'",
            "pk = 'a' AND sk > 1",
            "pk = 'a' AND sk = 1 OR v = 1",
            "pk IN ('a') AND sk = 1",
            "pk = v AND sk = 1")) {
      assertThat(SingleItem.of(where(several), KEYS)).as(several).isNull();
    }
    assertThatThrownBy(() -> SingleItem.required(where("pk = 'a'"), KEYS))
        .hasMessage("Where clause does not contain a mandatory equality on all key attributes");
    assertThat(SingleItem.of(where("pk = 'a' AND sk = 1 AND pk = 'b'"), KEYS)).isNull();
    assertThatThrownBy(() -> SingleItem.required(where("pk = 'a' AND pk = 'b'"), KEYS))
        .hasMessage(
            "Multiple conditions on same key pk. Only single item Update/Insert/Delete are"
                + " supported");
    assertThatThrownBy(() -> SingleItem.of(where("pk = 1 AND sk = 1"), KEYS))
        .hasMessageEndingWith("schema: Key pk");
  }
}
