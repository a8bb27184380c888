package io.atolldb.expression;

import io.atolldb.item.AttributeValue;
import io.atolldb.item.Item;
import io.atolldb.item.RandomItems;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Conditions as text, each with what [ConditionModel] says it means, and items that they have
/// something to say about; all decided by a seed.
final class RandomConditions {

  record Sample(String text, Predicate<Item> meaning) {}

  private record Part(String text, Function<Item, @Nullable AttributeValue> value) {}

  private static final List<String> PATHS =
      List.of("p", "q", "r", "lacking", "li[0]", "li[1]", "li[7]", "tree.p", "tree.li[0].p", "p.q");
  private static final List<String> TYPES =
      List.of("S", "N", "B", "BOOL", "NULL", "L", "M", "SS", "NS", "BS");

  private final Random dice;
  private final RandomItems items;
  private final TreeMap<String, AttributeValue> values = new TreeMap<>();

  RandomConditions(long seed) {
    this.dice = new Random(seed);
    this.items = new RandomItems(seed);
  }

  /// The placeholders of all conditions made so far.
  Placeholders placeholders() {
    return new Placeholders(new TreeMap<>(), values);
  }

  Item item() {
    return Values.item(
        "p", value(),
        "q", value(),
        "r", value(),
        "li", Values.list(value(), value()),
        "tree", Values.map("p", value(), "li", Values.list(Values.map("p", value()))));
  }

  Sample condition(int depth) {
    if (depth == 0) return simple();
    return switch (dice.nextInt(4)) {
      case 0 -> {
        Sample inner = condition(depth - 1);
        yield new Sample("NOT (" + inner.text + ")", inner.meaning.negate());
      }
      case 1 -> {
        Sample left = condition(depth - 1);
        Sample right = condition(depth - 1);
        yield new Sample(
            "(" + left.text + ") AND (" + right.text + ")", left.meaning.and(right.meaning));
      }
      case 2 -> {
        Sample left = condition(depth - 1);
        Sample right = condition(depth - 1);
        yield new Sample(
            "(" + left.text + ") or (" + right.text + ")", left.meaning.or(right.meaning));
      }
      default -> unbracketed();
    };
  }

  /// Leaves what belongs together to the rules of precedence.
  private Sample unbracketed() {
    Sample a = simple();
    Sample b = simple();
    Sample c = simple();
    return new Sample(
        a.text + " OR NOT " + b.text + " AND " + c.text,
        a.meaning.or(b.meaning.negate().and(c.meaning)));
  }

  private Sample simple() {
    return switch (dice.nextInt(9)) {
      case 0 -> exists();
      case 1 -> type();
      case 2 -> {
        Part subject = operand();
        Part start = operand();
        yield new Sample(
            "begins_with(" + subject.text + ", " + start.text + ")",
            item -> ConditionModel.beginsWith(subject.value.apply(item), start.value.apply(item)));
      }
      case 3 -> {
        Part subject = operand();
        Part member = operand();
        yield new Sample(
            "contains(" + subject.text + ", " + member.text + ")",
            item -> ConditionModel.contains(subject.value.apply(item), member.value.apply(item)));
      }
      case 4 -> between();
      case 5 -> in();
      case 6 -> equality();
      default -> order();
    };
  }

  private Sample exists() {
    Part path = path();
    return dice.nextBoolean()
        ? new Sample("attribute_exists(" + path.text + ")", item -> path.value.apply(item) != null)
        : new Sample(
            "attribute_not_exists(" + path.text + ")", item -> path.value.apply(item) == null);
  }

  private Sample type() {
    Part path = path();
    String code = TYPES.get(dice.nextInt(TYPES.size()));
    String placeholder = placeholder(Values.s(code));
    return new Sample(
        "attribute_type(" + path.text + ", " + placeholder + ")",
        item -> {
          AttributeValue value = path.value.apply(item);
          return value != null && value.typeCode().equals(code);
        });
  }

  private Sample between() {
    Part subject = operand();
    Part low = operand();
    Part high = operand();
    return new Sample(
        subject.text + " BETWEEN " + low.text + " AND " + high.text,
        item ->
            ConditionModel.ordered(
                    subject.value.apply(item), sign -> sign >= 0, low.value.apply(item))
                && ConditionModel.ordered(
                    subject.value.apply(item), sign -> sign <= 0, high.value.apply(item)));
  }

  private Sample in() {
    Part subject = operand();
    List<Part> candidates =
        IntStream.rangeClosed(0, dice.nextInt(4)).mapToObj(_ -> operand()).toList();
    return new Sample(
        subject.text
            + candidates.stream().map(Part::text).collect(Collectors.joining(", ", " IN (", ")")),
        item ->
            candidates.stream()
                .anyMatch(candidate ->
                    ConditionModel.equal(subject.value.apply(item), candidate.value.apply(item))));
  }

  private Sample equality() {
    Part left = operand();
    Part right = operand();
    Predicate<Item> equal =
        item -> ConditionModel.equal(left.value.apply(item), right.value.apply(item));
    return dice.nextBoolean()
        ? new Sample(left.text + " = " + right.text, equal)
        : new Sample(left.text + " <> " + right.text, equal.negate());
  }

  private Sample order() {
    Part left = operand();
    Part right = operand();
    IntPredicate sign;
    String comparator;
    switch (dice.nextInt(4)) {
      case 0 -> {
        comparator = " < ";
        sign = it -> it < 0;
      }
      case 1 -> {
        comparator = "<=";
        sign = it -> it <= 0;
      }
      case 2 -> {
        comparator = " > ";
        sign = it -> it > 0;
      }
      default -> {
        comparator = ">= ";
        sign = it -> it >= 0;
      }
    }
    return new Sample(
        left.text + comparator + right.text,
        item -> ConditionModel.ordered(left.value.apply(item), sign, right.value.apply(item)));
  }

  private Part operand() {
    return switch (dice.nextInt(8)) {
      case 0 -> {
        Part subject = path();
        yield new Part(
            "size(" + subject.text + ")", item -> ConditionModel.size(subject.value.apply(item)));
      }
      case 1, 2 -> {
        AttributeValue constant = value();
        yield new Part(placeholder(constant), _ -> constant);
      }
      default -> path();
    };
  }

  private Part path() {
    String path = PATHS.get(dice.nextInt(PATHS.size()));
    return new Part(path, item -> ConditionModel.read(item, path));
  }

  private String placeholder(AttributeValue value) {
    String placeholder = ":v" + values.size();
    values.put(placeholder, value);
    return placeholder;
  }

  /// Few different ones among them, so that some are equal.
  private AttributeValue value() {
    return switch (dice.nextInt(6)) {
      case 0 -> Values.n(dice.nextInt(4));
      case 1 -> Values.s("ab".substring(dice.nextInt(3)));
      case 2 -> Values.b("ab".substring(dice.nextInt(2)));
      case 3 -> Values.ss("a", "ab");
      default -> items.value();
    };
  }
}
