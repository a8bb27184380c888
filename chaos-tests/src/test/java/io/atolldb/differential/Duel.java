package io.atolldb.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The same calls to both, from empty tables on.
final class Duel {

  /// The first unexplained difference of a run.
  ///
  /// @param at the index of the call
  record Loss(List<Call> calls, int at, List<Mismatch> mismatches) {

    /// What makes two of them the same mistake.
    String signature() {
      Mismatch first = mismatches.getFirst();
      String values =
          first.at().equals(Mismatch.OUTCOME)
              ? template(first.local()) + " / " + template(first.atoll())
              : "";
      return first.at().equals(Mismatch.OUTCOME)
          ? values
          : calls.get(at).operation()
              + " "
              + first.at().replaceAll("/(Items?|Attributes)/.*/", "/…/");
    }

    String report() {
      var text = new StringBuilder();
      for (Call call : calls) text.append("  ").append(call).append('\n');
      for (Mismatch mismatch : mismatches) text.append("  ").append(mismatch).append('\n');
      return text.toString();
    }
  }

  private static final String FAILED_STATEMENT = "/Responses[]/Error";

  private static final Pattern TABLE = Pattern.compile("table-[a-z]+");

  /// What is to be new in every run is so beside other duels of the same two as well.
  private final String name = Long.toString(System.nanoTime(), Character.MAX_RADIX);

  private final Side local;
  private final Side atoll;
  private final KnownDifferences known;
  private int runs;
  private int calls;
  private int done;
  private int same;
  private int stuck;
  private final TreeMap<String, Integer> operations = new TreeMap<>();
  private final TreeMap<String, Integer> texts = new TreeMap<>();

  Duel(Side local, Side atoll, KnownDifferences known) {
    this.local = local;
    this.atoll = atoll;
    this.known = known;
  }

  /// Null if there is none. Ends early where a known difference leaves the tables different.
  @Nullable Loss run(List<Call> episode) {
    String run = name + "-" + runs++;
    local.clear();
    atoll.clear();
    var said = new ArrayList<Call>();
    var tables = new TreeMap<String, String>();
    var bill = new Bill(local, run);
    var projections = new Projections();
    for (Call call : episode) {
      said.add(call);
      calls++;
      operations.merge(call.operation(), 1, Integer::sum);
      bill.expect(call);
      projections.note(call);
      Answer one = local.ask(call, run);
      Answer other = atoll.ask(call, run);
      if (one.done() && other.done()) done++;
      List<Mismatch> mismatches = Comparison.of(call, one, other);
      boolean billed = bill.agreesWith(other);
      var asked =
          new KnownDifferences.Asked(
              call, created(tables, call), billed, projections.isBeyond(call));
      if (mismatches.stream().allMatch(Mismatch::isText)) same++;
      List<Mismatch> unexplained = known.unexplained(asked, mismatches);
      if (!unexplained.isEmpty()) return new Loss(said, said.size() - 1, unexplained);
      for (Mismatch mismatch : mismatches) {
        if (mismatch.isText()) countText(call, mismatch);
      }
      if (call.writes() && one.done() != other.done()) return null;
      if (partsTables(call, one, mismatches)) return null;
      if (one.done() && call.operation().equals("UpdateTable")) {
        Object table = call.body().get("TableName");
        if (!atoll.settles(table)) throw new IllegalStateException(table + " never settles");
        if (!local.settles(table)) {
          stuck++;
          return null;
        }
      }
    }
    return null;
  }

  /// How the table was created and changed that a request names first; keeps in mind what this one
  /// does.
  private static String created(Map<String, String> tables, Call call) {
    String body = call.toString();
    if (call.operation().equals("CreateTable")) {
      tables.put(String.valueOf(call.body().get("TableName")), body);
    }
    if (call.operation().equals("UpdateTable")) {
      tables.computeIfPresent(
          String.valueOf(call.body().get("TableName")), (name, before) -> before + body);
    }
    Matcher named = TABLE.matcher(body);
    return named.find() ? tables.getOrDefault(named.group(), "") : "";
  }

  /// DynamoDB Local has executed the statements before the one for which it refuses them all, and
  /// the write whose ReturnConsumedCapacity it refuses; and a batch that is answered may have been
  /// done in part.
  private static boolean partsTables(Call call, Answer local, List<Mismatch> mismatches) {
    if (call.writes() && !local.done() && !ModelTypes.knowWords(call)) return true;
    if (!call.operation().equals("BatchExecuteStatement")) return false;
    return !local.done() || mismatches.stream().anyMatch(one -> one.at().equals(FAILED_STATEMENT));
  }

  private void countText(Call call, Mismatch text) {
    texts.merge(
        call.operation()
            + "\n    local: "
            + template(text.local())
            + "\n    atoll: "
            + template(text.atoll()),
        1,
        Integer::sum);
  }

  /// A text without the names and values in it.
  static String template(String text) {
    return text.replaceAll("[#:][a-z]+[0-9]+|\"[^\"]*\"|'[^']*'|[0-9]+", "…")
        .replaceAll("\\{[^{}]*\\}|\\[[^\\[\\]]*\\]", "{…}");
  }

  int calls() {
    return calls;
  }

  /// How many were answered with 200 by both.
  int done() {
    return done;
  }

  /// How many were answered the same by both, texts of errors apart.
  int same() {
    return same;
  }

  /// Episodes that ended because an index of DynamoDB Local was never made.
  int stuck() {
    return stuck;
  }

  int episodes() {
    return runs;
  }

  /// How often each was asked.
  Map<String, Integer> operations() {
    return operations;
  }

  /// Different texts of the same error, and how often.
  Map<String, Integer> texts() {
    return texts;
  }
}
