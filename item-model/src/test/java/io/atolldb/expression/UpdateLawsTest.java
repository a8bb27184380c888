package io.atolldb.expression;

import static org.assertj.core.api.Assertions.assertThat;

import io.atolldb.item.AttributeValue;
import io.atolldb.item.Item;
import io.atolldb.item.RandomItems;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class UpdateLawsTest {

  private static final int UPDATES = 500;

  private static final List<String> PATHS =
      List.of(
          "a",
          "b",
          "li[0]",
          "li[1]",
          "li[2]",
          "li[3]",
          "li[5]",
          "li[9]",
          "li[1].x",
          "li[1].y[0]",
          "li[1].y[2]",
          "tree",
          "tree.x",
          "tree.y",
          "tree.y[0]",
          "tree.y[1].z",
          "tree.w.v",
          "a.x");

  static LongStream seeds() {
    return LongStream.range(0, 20);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void anUpdateDoesWhatTheObviousModelDoes(long seed) throws InvalidExpression {
    var dice = new Random(seed);
    var items = new RandomItems(seed);
    int applied = 0;
    for (int made = 0; made < UPDATES; made++) {
      Item before = item(items);
      var values = new TreeMap<String, AttributeValue>();
      var model = new UpdateModel(before);
      boolean possible = true;
      var sets = new ArrayList<String>();
      var removes = new ArrayList<String>();
      for (String path : somePaths(dice)) {
        AttributeValue value = dice.nextInt(3) == 0 ? null : items.value();
        if (value == null) {
          removes.add(path);
        } else {
          String placeholder = ":v" + values.size();
          values.put(placeholder, value);
          sets.add(path + " = " + placeholder);
        }
        possible &= model.put(path, value);
      }
      String text = text(sets, removes);
      Update update = UpdateParser.parseUpdate(text, new Placeholders(new TreeMap<>(), values));
      assertThat(update.apply(before))
          .as("seed %d: %s of %s", seed, text, before)
          .isEqualTo(
              possible
                  ? new Update.Outcome.Applied(model.after())
                  : new Update.Outcome.Refused(
                      "The document path provided in the update expression is invalid for update"));
      if (possible) applied++;
    }
    assertThat(applied)
        .as("seed %d: updates that could be applied", seed)
        .isBetween(UPDATES / 4, UPDATES - 1);
  }

  private static Item item(RandomItems items) {
    return Values.item(
        "a", items.value(),
        "li",
            Values.list(
                items.value(),
                Values.map("x", items.value(), "y", Values.list(items.value())),
                items.value(),
                items.value()),
        "tree", Values.map("x", items.value(), "y", Values.list(items.value(), Values.map())),
        "untouched", items.value());
  }

  /// One to four that neither overlap nor conflict, in any order.
  private static List<String> somePaths(Random dice) {
    var paths = new ArrayList<>(PATHS);
    Collections.shuffle(paths, dice);
    var chosen = new ArrayList<String>();
    for (String path : paths.subList(0, 1 + dice.nextInt(4))) {
      chosen.add(path);
      if (Refusals.of(ExpressionKind.PROJECTION, String.join(",", chosen)) != null) {
        chosen.removeLast();
      }
    }
    return chosen;
  }

  private static String text(List<String> sets, List<String> removes) {
    String set = sets.isEmpty() ? "" : "SET " + String.join(", ", sets);
    String remove = removes.isEmpty() ? "" : " REMOVE " + String.join(", ", removes);
    return set + remove;
  }
}
