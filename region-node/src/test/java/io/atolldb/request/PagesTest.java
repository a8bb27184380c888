package io.atolldb.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.atolldb.fault.Refusal;
import io.atolldb.item.AttributeValue;
import io.atolldb.item.AttributeValue.NumberValue;
import io.atolldb.item.AttributeValue.StringValue;
import io.atolldb.item.DynamoNumber;
import io.atolldb.item.Item;
import io.atolldb.item.ItemCodec;
import io.atolldb.item.ItemSize;
import io.atolldb.item.KeyCodec;
import io.atolldb.item.PrimaryKey;
import io.atolldb.operation.Guard;
import io.atolldb.operation.PutItem;
import io.atolldb.region.FakeRegion;
import io.atolldb.table.TableId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Pages of Query and Scan (reference: DynamoDB, 4.8).
class PagesTest {

  private final FakeRegion region = FakeRegion.withUsualTables();

  static LongStream seeds() {
    return LongStream.range(0, 30);
  }

  /// What a page of one query asks for, and how the obvious model chooses.
  private record Wish(String condition, Predicate<Integer> sort, Predicate<Integer> value) {}

  @ParameterizedTest
  @MethodSource("seeds")
  void pagesOfAQueryAreWhatSortingAllItemsGives(long seed) throws Refusal {
    var dice = new Random(seed);
    List<Item> stored = putSome(dice);
    for (int round = 0; round < 30; round++) {
      int low = dice.nextInt(-25, 25);
      int high = low + dice.nextInt(20);
      int filtered = dice.nextInt(5);
      Wish wish = wish(dice, low, high, filtered);
      boolean forward = dice.nextBoolean();
      int limit = 1 + dice.nextInt(8);
      var values = values(wish.condition, low, high, filtered);

      List<List<Item>> pages = new ArrayList<>();
      int scanned = 0;
      Item start = null;
      do {
        PageAnswer page = query(wish.condition, values, forward, limit, start);
        pages.add(items(page));
        scanned += page.scannedCount();
        assertThat(page.count()).isEqualTo(items(page).size());
        start = page.lastEvaluatedKey();
        if (start != null) assertThat(page.scannedCount()).isEqualTo(limit);
      } while (start != null);

      List<Item> expected = new ArrayList<>();
      for (Item item : stored) if (wish.sort.test(number(item, "sk"))) expected.add(item);
      if (!forward) Collections.reverse(expected);
      assertThat(scanned).as("seed %d: %s", seed, wish.condition).isEqualTo(expected.size());
      assertThat(pages).as("seed %d", seed).hasSize(expected.size() / limit + 1);
      expected.removeIf(item -> !wish.value.test(number(item, "v")));
      assertThat(pages.stream().flatMap(List::stream).toList())
          .as("seed %d: %s between %d and %d", seed, wish.condition, low, high)
          .isEqualTo(expected);
    }
  }

  private static Wish wish(Random dice, int low, int high, int filtered) {
    Predicate<Integer> value = v -> v == filtered;
    return switch (dice.nextInt(7)) {
      case 0 -> new Wish("", _ -> true, value);
      case 1 -> new Wish(" AND sk = :low", sk -> sk == low, value);
      case 2 -> new Wish(" AND sk < :low", sk -> sk < low, value);
      case 3 -> new Wish(" AND sk <= :low", sk -> sk <= low, value);
      case 4 -> new Wish(" AND sk > :low", sk -> sk > low, value);
      case 5 -> new Wish(" AND sk >= :low", sk -> sk >= low, value);
      default -> new Wish(" AND sk BETWEEN :low AND :high", sk -> sk >= low && sk <= high, value);
    };
  }

  private static Item values(String condition, int low, int high, int filtered) {
    var values = new TreeMap<String, AttributeValue>();
    values.put(":p", new StringValue("p"));
    values.put(":v", n(filtered));
    if (condition.contains(":low")) values.put(":low", n(low));
    if (condition.contains(":high")) values.put(":high", n(high));
    return Item.owning(values);
  }

  /// Items of the partition `p` in the order of their sort keys, and neighbours that no query of it
  /// may find.
  private List<Item> putSome(Random dice) {
    var stored = new ArrayList<Item>();
    for (int sk = -25; sk < 25; sk++) {
      if (dice.nextBoolean()) continue;
      Item item = item("p", sk, n(dice.nextInt(5)));
      put(item);
      stored.add(item);
      put(item("p\0", sk, n(1)));
      put(item("o", sk, n(1)));
    }
    stored.sort(Comparator.comparing(item -> number(item, "sk")));
    return stored;
  }

  /// A page ends with the item that reaches 1 MB, which is how the service comes to bill 128.5
  /// units for a page. Size in bytes of each item, then of how many the first page consists.
  @ParameterizedTest
  @CsvSource({
    "262144, 4, 128.0",
    "262145, 4, 128.5",
    "262143, 5, 160.0",
    "400000, 3, 146.5",
    "409600, 3, 150.0"
  })
  void aPageEndsWithTheItemThatReachesOneMegabyte(int size, int first, double units)
      throws Refusal {
    for (int sk = 0; sk < 8; sk++) {
      Item bare = item("p", sk, new StringValue(""));
      put(item("p", sk, new StringValue("x".repeat(size - ItemSize.of(bare)))));
    }
    for (boolean forward : new boolean[] {true, false}) {
      PageAnswer page = query("", values("", 0, 0, 0), forward, null, null);
      assertThat(page.scannedCount()).isEqualTo(first);
      assertThat(page.lastEvaluatedKey())
          .isEqualTo(region.tables().named("sorted").keys().itemOf(key(forward, first)));
      assertThat(page.count()).as("all are filtered out").isZero();
      assertThat(page.consumed())
          .isEqualTo(ConsumedCapacity.of(CapacityDetail.TOTAL, "sorted", units));
    }
  }

  private static PrimaryKey key(boolean forward, int count) {
    return new PrimaryKey(new StringValue("p"), n(forward ? count - 1 : 8 - count));
  }

  private PageAnswer query(
      String condition,
      Item values,
      boolean forward,
      @Nullable Integer limit,
      @Nullable Item startKey)
      throws Refusal {
    var page =
        new SentPage(
            "sorted",
            null,
            null,
            null,
            limit,
            false,
            null,
            null,
            startKey == null ? null : new SentItem(startKey, null),
            "TOTAL",
            null,
            "v = :v",
            new SentPlaceholders(null, new SentItem(values, null)));
    var request = new QueryRequest(page, "pk = :p" + condition, null, forward);
    return new QueryCall(region).answer(request);
  }

  private static List<Item> items(PageAnswer page) {
    assertThat(page.items()).isNotNull();
    var items = new ArrayList<Item>();
    for (ShownItem shown : page.items()) {
      items.add(
          switch (shown) {
            case ShownItem.Nothing() -> throw new AssertionError("nothing in a list");
            case ShownItem.Made(var item) -> item;
            case ShownItem.Stored(var encoded) -> ItemCodec.decode(encoded.unsafeArray());
          });
    }
    return items;
  }

  private void put(Item item) {
    TableId table = region.tables().named("sorted").id();
    var key = KeyCodec.encode(region.tables().named("sorted").keys().keyOf(item));
    region.write(new PutItem(table, key, item, Guard.NONE));
  }

  private static Item item(String pk, int sk, AttributeValue value) {
    var attributes = new TreeMap<String, AttributeValue>();
    attributes.put("pk", new StringValue(pk));
    attributes.put("sk", n(sk));
    attributes.put("v", value);
    return Item.owning(attributes);
  }

  private static AttributeValue n(int number) {
    return new NumberValue(DynamoNumber.of(number));
  }

  private static int number(Item item, String attribute) {
    if (item.get(attribute) instanceof NumberValue(var number)) {
      return number.toBigDecimal().intValueExact();
    }
    throw new AssertionError(attribute + " is no number in " + item);
  }
}
