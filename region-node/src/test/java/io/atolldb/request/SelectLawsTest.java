package io.atolldb.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.atolldb.item.AttributeValue;
import io.atolldb.item.AttributeValue.NumberValue;
import io.atolldb.item.AttributeValue.StringValue;
import io.atolldb.item.DynamoNumber;
import io.atolldb.item.Item;
import io.atolldb.item.ItemCodec;
import io.atolldb.region.FakeRegion;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever a `SELECT` asks, its pages together answer what a plain look at every item would.
class SelectLawsTest {

  private static final List<String> PARTITIONS = List.of("a", "b", "c", "d");
  private static final int SORTS = 7;
  private static final int STATEMENTS = 600;

  /// An item as the model knows it; `v` is missing where it is negative.
  private record Row(String pk, int sk, int v) {}

  private record Sample(String text, Predicate<Row> meaning) {}

  private final FakeRegion region = FakeRegion.withUsualTables();
  private final List<Row> rows = new ArrayList<>();

  private void fill(Random dice) throws Exception {
    for (String pk : PARTITIONS) {
      for (int sk = 0; sk < SORTS; sk++) {
        if (dice.nextInt(5) == 0) continue;
        var row = new Row(pk, sk, dice.nextInt(5) - 1);
        rows.add(row);
        String v = row.v < 0 ? "" : ",'v':" + row.v;
        var _ = execute("INSERT INTO sorted VALUE {'pk':'%s','sk':%d%s}".formatted(pk, sk, v));
      }
    }
  }

  private ExecuteStatementAnswer execute(String text) throws Exception {
    return execute(text, null, null);
  }

  private ExecuteStatementAnswer execute(
      String text, @Nullable String token, @Nullable Integer limit) throws Exception {
    var statement = new SentStatement(text, null, false, null);
    var request = new ExecuteStatementRequest(statement, token, null, limit);
    return new ExecuteStatementCall(region).answer(request);
  }

  private static Sample junction(Random dice, int depth) {
    if (depth == 0 || dice.nextInt(4) == 0) return simple(dice);
    Sample left = junction(dice, depth - 1);
    Sample right = junction(dice, depth - 1);
    return switch (dice.nextInt(5)) {
      case 0, 1 ->
          new Sample(
              "(" + left.text + ") AND (" + right.text + ")", left.meaning.and(right.meaning));
      case 2, 3 ->
          new Sample("(" + left.text + ") OR (" + right.text + ")", left.meaning.or(right.meaning));
      default -> new Sample("NOT (" + left.text + ")", left.meaning.negate());
    };
  }

  private static Sample simple(Random dice) {
    String pk = PARTITIONS.get(dice.nextInt(PARTITIONS.size()));
    int number = dice.nextInt(SORTS);
    int other = dice.nextInt(SORTS);
    return switch (dice.nextInt(12)) {
      case 0, 1, 2 -> new Sample("pk = '" + pk + "'", row -> row.pk.equals(pk));
      case 3 ->
          new Sample("pk IN ['" + pk + "', 'b']", row -> row.pk.equals(pk) || row.pk.equals("b"));
      case 4 -> new Sample("sk >= " + number, row -> row.sk >= number);
      case 5 -> new Sample(number + " > sk", row -> number > row.sk);
      case 6 ->
          new Sample(
              "sk IN (" + number + ", " + other + ")", row -> row.sk == number || row.sk == other);
      case 7 ->
          new Sample(
              "sk BETWEEN " + Math.min(number, other) + " AND " + Math.max(number, other),
              row -> row.sk >= Math.min(number, other) && row.sk <= Math.max(number, other));
      case 8 -> new Sample("v IS MISSING", row -> row.v < 0);
      case 9 -> new Sample("v <> " + number, row -> row.v != number);
      case 10 -> new Sample("v < " + number, row -> row.v >= 0 && row.v < number);
      default -> new Sample("begins_with(pk, '" + pk + "')", row -> row.pk.equals(pk));
    };
  }

  private List<Row> answered(String text, @Nullable Integer limit) throws Exception {
    var found = new ArrayList<Row>();
    String token = null;
    do {
      ExecuteStatementAnswer page = execute(text, token, limit);
      for (ShownItem shown : page.items()) found.add(rowOf(shown));
      token = page.nextToken();
    } while (token != null);
    return found;
  }

  private static Row rowOf(ShownItem shown) {
    Item item =
        switch (shown) {
          case ShownItem.Stored(var encoded) -> ItemCodec.decode(encoded.unsafeArray());
          case ShownItem.Made(var made) -> made;
          case ShownItem.Nothing() -> Item.ABSENT;
        };
    var attributes = new TreeMap<>(item.attributes());
    AttributeValue v = attributes.get("v");
    return new Row(
        ((StringValue) item.get("pk")).text(),
        numberOf(attributes.get("sk")),
        v == null ? -1 : numberOf(v));
  }

  private static int numberOf(@Nullable AttributeValue value) {
    if (value instanceof NumberValue(DynamoNumber number))
      return Integer.parseInt(number.toString());
    throw new AssertionError("no number: " + value);
  }

  @ParameterizedTest
  @ValueSource(longs = {21, 22, 23})
  void pagesAnswerWhatAPlainLookWould(long seed) throws Exception {
    var dice = new Random(seed);
    fill(dice);
    for (int number = 0; number < STATEMENTS; number++) {
      Sample sample = junction(dice, 3);
      String text = "SELECT * FROM sorted WHERE " + sample.text;
      Integer limit = dice.nextBoolean() ? null : 1 + dice.nextInt(5);
      assertThat(answered(text, limit))
          .as("seed %d, limit %s: %s", seed, limit, text)
          .containsExactlyInAnyOrderElementsOf(rows.stream().filter(sample.meaning).toList());
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {31, 32})
  void anOrderHoldsOverAllPages(long seed) throws Exception {
    var dice = new Random(seed);
    fill(dice);
    for (int number = 0; number < STATEMENTS; number++) {
      Sample sample = junction(dice, 2);
      boolean pkDescends = dice.nextBoolean();
      boolean skDescends = dice.nextBoolean();
      String text =
          "SELECT * FROM sorted WHERE pk IN ['a', 'c', 'd'] AND (%s) ORDER BY pk%s, sk%s"
              .formatted(sample.text, pkDescends ? " DESC" : "", skDescends ? " DESC" : " ASC");
      Comparator<Row> byPk = Comparator.comparing(Row::pk);
      Comparator<Row> bySk = Comparator.comparing(Row::sk);
      Comparator<Row> order =
          (pkDescends ? byPk.reversed() : byPk).thenComparing(skDescends ? bySk.reversed() : bySk);
      List<Row> expected =
          rows.stream()
              .filter(row -> !row.pk.equals("b"))
              .filter(sample.meaning)
              .sorted(order)
              .toList();
      Integer limit = dice.nextBoolean() ? null : 1 + dice.nextInt(5);
      assertThat(answered(text, limit))
          .as("seed %d, limit %s: %s", seed, limit, text)
          .isEqualTo(expected);
    }
  }
}
