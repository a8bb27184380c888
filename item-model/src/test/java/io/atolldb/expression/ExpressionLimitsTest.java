package io.atolldb.expression;

import static org.assertj.core.api.Assertions.assertThat;

import io.atolldb.item.AttributeValue;
import io.atolldb.item.Item;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.FutureTask;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionLimitsTest {

  /// Half of what the JVM gives a thread when nobody asks for more.
  private static final int SMALL_STACK_BYTES = 512 * 1024;

  @ParameterizedTest
  @EnumSource(ExpressionKind.class)
  void anExpressionHasAtMost4096Bytes(ExpressionKind kind) {
    String text =
        switch (kind) {
          case CONDITION, FILTER, KEY_CONDITION -> "k = :n";
          case PROJECTION -> "k";
          case UPDATE -> "SET k = :n";
        };
    String longest = text + " ".repeat(4096 - text.length());
    assertThat(Refusals.of(kind, longest)).isNull();
    assertThat(Refusals.of(kind, longest + " ")).isEqualTo(tooLong(kind, 4097));
    assertThat(Refusals.of(kind, "é".repeat(2049)))
        .as("bytes, before syntax is looked at")
        .isEqualTo(tooLong(kind, 4098));
  }

  private static String tooLong(ExpressionKind kind, int bytes) {
    return "Invalid "
        + kind.wireName()
        + ": Expression size has exceeded the maximum allowed size; expression size: "
        + bytes;
  }

  @Test
  void aConditionHasAtMost300Operators() {
    // 150 comparators and 149 times AND.
    String many = repeated(150, "k>:n", " AND ");
    assertThat(condition("NOT " + many)).isNull();
    assertThat(condition("NOT NOT " + many)).isEqualTo(tooManyOperators(301));
    assertThat(condition(repeated(80, "(a=:n or b<:n)", "AND"))).isEqualTo(tooManyOperators(319));
  }

  @Test
  void functionsAndParenthesesAreNoOperators() {
    assertThat(condition(repeated(150, "(size(k)>:n)", "AND"))).isNull();
    assertThat(condition(repeated(186, "begins_with(k,:s)", "or "))).isNull();
  }

  @Test
  void betweenAndInCountOnce() {
    String betweens = repeated(75, "a between b AND c", " OR ");
    String ins = repeated(76, "a IN(b,c)", " OR ");
    assertThat(condition(betweens + " AND " + ins.substring(13)))
        .as("75 + 74 + 1 + 75 + 74")
        .isNull();
    assertThat(condition(betweens + " AND " + ins))
        .as("75 + 74 + 1 + 76 + 75")
        .isEqualTo(tooManyOperators(301));
  }

  @Test
  void anUpdateHasAtMost300Operators() {
    String many =
        IntStream.range(0, 300).mapToObj(i -> "k" + i + "=:n+:n").collect(Collectors.joining(","));
    assertThat(Refusals.of(ExpressionKind.UPDATE, "SET " + many)).isNull();
    assertThat(Refusals.of(ExpressionKind.UPDATE, "SET " + many + ",z=:n - :n"))
        .isEqualTo(
            "Invalid UpdateExpression: The expression contains too many operators; operator"
                + " count: 301");
  }

  @Test
  void inHasAtMost100Values() {
    assertThat(condition("k IN (" + repeated(100, ":n", ",") + ")")).isNull();
    assertThat(condition("k IN (" + repeated(101, ":n", ",") + ")"))
        .isEqualTo(
            "Invalid ConditionExpression: The IN operator is provided with too many operands;"
                + " number of operands: 101");
  }

  @Test
  void aPathHasAtMost32Parts() {
    assertThat(projection("a" + ".a".repeat(31))).isNull();
    assertThat(projection("a" + ".a[0]".repeat(15) + ".a")).isNull();
    assertThat(projection("a" + ".a".repeat(32))).isEqualTo(tooDeep(33));
    assertThat(projection("a" + "[0]".repeat(40))).isEqualTo(tooDeep(41));
  }

  @Test
  void anIndexIsReadWhateverItsLength() {
    assertThat(projection("a[2147483647]")).isNull();
    assertThat(projection("a[0]")).isNull();
    assertThat(projection("a[07]"))
        .isEqualTo("Invalid ProjectionExpression: Syntax error; token: \"7\", near: \"07]\"");
    assertThat(projection("a[" + "9".repeat(4000) + "]"))
        .startsWith(
            "Invalid ProjectionExpression: List index is not within the allowable range;"
                + " index: [99");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"(", "NOT ", "NOT(", "NOT (", "size(", "f(", "(a AND ", "(a=b AND(", "f(f,("})
  void nestingIsRefusedOnASmallStackHoweverDeep(String opening) throws Exception {
    String text = opening.repeat(4096 / opening.length());
    for (ExpressionKind kind : ExpressionKind.values()) {
      String nested = kind == ExpressionKind.UPDATE ? "SET a=" + text.substring(6) : text;
      assertThat(onSmallStack(() -> Refusals.of(kind, nested)))
          .startsWith("Invalid " + kind.wireName() + ": ");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 301, 400, 600, 800, 1000, 2000})
  void groupsInGroupsAreRedundant(int depth) throws Exception {
    String text = "(".repeat(depth) + "a = b" + ")".repeat(depth);
    assertThat(onSmallStack(() -> condition(text)))
        .isEqualTo("Invalid ConditionExpression: The expression has redundant parentheses;");
  }

  @Test
  void theDeepestAcceptableConditionIsParsedAndEvaluatedOnASmallStack() throws Exception {
    // 300 negations in 299 groups.
    String text = "NOT(".repeat(299) + "a=b" + ")".repeat(299);
    assertThat(onSmallStack(() -> condition(text))).isNull();
    Condition condition =
        ConditionParser.parseCondition(text, ExpressionKind.CONDITION, Placeholders.none());
    Item item = Values.item("a", Values.n(1), "b", Values.n(2));
    assertThat(onSmallStack(() -> ConditionEvaluator.holds(condition, item))).isTrue();
  }

  @Test
  void theDeepestAcceptableValueIsParsedAndComputedOnASmallStack() throws Exception {
    String text = "SET a=" + "if_not_exists(b,".repeat(100) + ":n" + ")".repeat(100);
    Map<String, AttributeValue> values = new TreeMap<>(Map.of(":n", Values.n(7)));
    var placeholders = new Placeholders(new TreeMap<>(), values);
    Update update = onSmallStack(() -> UpdateParser.parseUpdate(text, placeholders));
    assertThat(onSmallStack(() -> update.apply(Item.ABSENT)))
        .isEqualTo(new Update.Outcome.Applied(Values.item("a", Values.n(7))));
  }

  private static <T> T onSmallStack(java.util.concurrent.Callable<T> work) throws Exception {
    var task = new FutureTask<>(work);
    var thread = new Thread(null, task, "small-stack", SMALL_STACK_BYTES);
    thread.start();
    thread.join();
    return task.get();
  }

  private static String condition(String text) {
    return Refusals.of(ExpressionKind.CONDITION, text);
  }

  private static String projection(String text) {
    return Refusals.of(ExpressionKind.PROJECTION, text);
  }

  private static String repeated(int times, String text, String separator) {
    return IntStream.range(0, times).mapToObj(_ -> text).collect(Collectors.joining(separator));
  }

  private static String tooManyOperators(int count) {
    return "Invalid ConditionExpression: The expression contains too many operators; operator"
        + " count: "
        + count;
  }

  private static String tooDeep(int depth) {
    return "Invalid ProjectionExpression: The document path has too many nesting levels; nesting"
        + " levels: "
        + depth;
  }
}
