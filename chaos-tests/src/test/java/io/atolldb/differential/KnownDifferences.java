package io.atolldb.differential;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Where DynamoDB Local is known to answer otherwise than the service, each with its reason. Counts
/// how often each was met.
final class KnownDifferences {

  static final String RESOURCE = "/differential/known-differences.json";

  /// One of them. What is absent says nothing; patterns look for a part of their text.
  ///
  /// @param at the whole path of the [Mismatch]
  /// @param request in the text of the request's body
  /// @param table in the text of the body that created the table which the request names first
  /// @param beside only where the answers differ at this path as well
  /// @param numbers only where both are the same number, written differently
  /// @param part only where Atoll has a part of the tree that DynamoDB Local has, or nothing
  /// @param once only where Atoll has every element of the list of DynamoDB Local, each once
  /// @param lost only where DynamoDB Local has some of the elements of Atoll's list, and no others
  /// @param billed only where Atoll tells the units of the [Bill]
  /// @param beyond true: only for reads of an index that ask for more than it holds; false: for no
  ///   such read
  /// @param mistyped only for requests with another JSON type somewhere than the model gives
  /// @param misworded only for requests with a word that an enumeration of the model has not
  record Known(
      String id,
      Pattern at,
      @Nullable Pattern operation,
      @Nullable Pattern request,
      @Nullable Pattern table,
      @Nullable Pattern local,
      @Nullable Pattern atoll,
      @Nullable String beside,
      boolean numbers,
      boolean part,
      boolean once,
      boolean lost,
      boolean billed,
      @Nullable Boolean beyond,
      boolean mistyped,
      boolean misworded,
      String reason) {

    static Known of(Map<String, Object> entry) {
      return new Known(
          entry.get("id").toString(),
          Pattern.compile("^(?:" + entry.get("at") + ")$"),
          pattern(entry.get("operation")),
          pattern(entry.get("request")),
          pattern(entry.get("table")),
          pattern(entry.get("local")),
          pattern(entry.get("atoll")),
          (String) entry.get("beside"),
          Boolean.TRUE.equals(entry.get("numbers")),
          Boolean.TRUE.equals(entry.get("part")),
          Boolean.TRUE.equals(entry.get("once")),
          Boolean.TRUE.equals(entry.get("lost")),
          Boolean.TRUE.equals(entry.get("billed")),
          (Boolean) entry.get("beyond"),
          Boolean.TRUE.equals(entry.get("mistyped")),
          Boolean.TRUE.equals(entry.get("misworded")),
          entry.get("reason").toString());
    }

    private static @Nullable Pattern pattern(@Nullable Object regex) {
      return regex == null ? null : Pattern.compile(regex.toString(), Pattern.DOTALL);
    }

    boolean explains(Asked asked, Mismatch mismatch, Set<String> places) {
      return (beside == null || places.contains(beside)) && explains(asked, mismatch);
    }

    private boolean explains(Asked asked, Mismatch mismatch) {
      return at.matcher(mismatch.at()).find()
          && (operation == null || operation.matcher(asked.call().operation()).matches())
          && finds(request, asked.call().toString())
          && finds(table, asked.created())
          && (!billed || asked.billed())
          && (beyond == null || beyond == asked.beyond())
          && finds(local, mismatch.local())
          && finds(atoll, mismatch.atoll())
          && (!numbers || sameNumber(mismatch.local(), mismatch.atoll()))
          && (!once || isOnce(mismatch.local(), mismatch.atoll()))
          && (!mistyped || !ModelTypes.fit(asked.call()))
          && (!misworded || !ModelTypes.knowWords(asked.call()))
          && (!lost || isLost(mismatch.local(), mismatch.atoll()))
          && (!part || isPart(mismatch.local(), mismatch.atoll()));
    }

    private static boolean isOnce(String local, String atoll) {
      List<String> these = Comparison.canonicalTexts(Json.elements(Json.parse(local)));
      List<String> those = Comparison.canonicalTexts(Json.elements(Json.parse(atoll)));
      return those.size() == Set.copyOf(those).size()
          && Set.copyOf(those).equals(Set.copyOf(these));
    }

    private static boolean isLost(String local, String atoll) {
      var those = new ArrayList<>(Comparison.canonicalTexts(Json.elements(Json.parse(atoll))));
      for (String one : Comparison.canonicalTexts(Json.elements(Json.parse(local)))) {
        if (!those.remove(one)) return false;
      }
      return !those.isEmpty();
    }

    private static boolean isPart(String local, String atoll) {
      if (atoll.equals(Mismatch.NOTHING)) return true;
      return !local.equals(Mismatch.NOTHING)
          && Comparison.isPart(Json.parse(atoll), Json.parse(local));
    }

    private static boolean sameNumber(String local, String atoll) {
      try {
        return number(local).compareTo(number(atoll)) == 0;
      } catch (NumberFormatException none) {
        return false;
      }
    }

    private static BigDecimal number(String text) {
      return new BigDecimal(text.replace("\"", ""));
    }

    private static boolean finds(@Nullable Pattern pattern, String text) {
      return pattern == null || pattern.matcher(text).find();
    }
  }

  /// What the two were asked.
  ///
  /// @param created the body that created the table which the request names first
  /// @param billed whether Atoll tells the units of the [Bill]
  /// @param beyond whether it asks for more than the index that it reads holds
  record Asked(Call call, String created, boolean billed, boolean beyond) {}

  private final List<Known> known;
  private final TreeMap<String, Integer> met = new TreeMap<>();

  /// By name of an entry: what it explained first.
  private final Map<String, String> examples = new TreeMap<>();

  KnownDifferences(List<Known> known) {
    this.known = known;
    known.forEach(one -> met.put(one.id(), 0));
  }

  static KnownDifferences load() {
    try (InputStream data = KnownDifferences.class.getResourceAsStream(RESOURCE)) {
      String text = new String(data.readAllBytes(), StandardCharsets.UTF_8);
      return new KnownDifferences(
          Json.elements(Json.parse(text)).stream()
              .map(entry -> Known.of(Json.members(entry)))
              .toList());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /// What no entry explains, texts left out.
  List<Mismatch> unexplained(Asked asked, List<Mismatch> mismatches) {
    Set<String> places = mismatches.stream().map(Mismatch::at).collect(Collectors.toSet());
    return mismatches.stream()
        .filter(mismatch -> !mismatch.isText() && !explained(asked, mismatch, places))
        .toList();
  }

  private boolean explained(Asked asked, Mismatch mismatch, Set<String> places) {
    for (Known one : known) {
      if (!one.explains(asked, mismatch, places)) continue;
      met.merge(one.id(), 1, Integer::sum);
      examples.putIfAbsent(one.id(), asked.call() + "\n  " + mismatch);
      return true;
    }
    return false;
  }

  Map<String, Integer> met() {
    return met;
  }

  List<String> never() {
    return met.keySet().stream().filter(id -> met.get(id) == 0).toList();
  }

  /// Each entry with its reason, how often it was met, and what it explained first: so that a
  /// reader can tell whether the reason holds.
  String report() {
    var text = new StringBuilder();
    for (Known one : known) {
      text.append("%s: %d times%n%s%n".formatted(one.id(), met.get(one.id()), one.reason()));
      text.append("  %s%n%n".formatted(examples.getOrDefault(one.id(), "never met")));
    }
    return text.toString();
  }

  List<Known> all() {
    return known;
  }
}
