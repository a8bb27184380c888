package io.atolldb.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Makes the calls that show a difference fewer and smaller while they still show the same one.
final class Shrink {

  private final Function<List<Call>, Duel.@Nullable Loss> duel;
  private final String signature;
  private int runsLeft;
  private Duel.Loss best;

  private Shrink(Function<List<Call>, Duel.@Nullable Loss> duel, Duel.Loss loss, int runsMax) {
    this.duel = duel;
    this.signature = loss.signature();
    this.best = loss;
    this.runsLeft = runsMax;
  }

  /// @param duel runs calls from empty tables on
  /// @param runsMax how many runs it may take; then the smallest so far is the answer
  static Duel.Loss of(Function<List<Call>, Duel.@Nullable Loss> duel, Duel.Loss loss, int runsMax) {
    var shrink = new Shrink(duel, loss, runsMax);
    shrink.fewerCalls();
    boolean smaller = true;
    while (smaller && shrink.runsLeft > 0) smaller = shrink.smallerCalls();
    return shrink.best;
  }

  private boolean stillShows(List<Call> calls) {
    if (runsLeft == 0) return false;
    runsLeft--;
    Duel.Loss loss = duel.apply(calls);
    if (loss == null || !loss.signature().equals(signature)) return false;
    best = loss;
    return true;
  }

  private void fewerCalls() {
    for (int chunk = Math.max(1, best.calls().size() / 2); chunk >= 1; chunk /= 2) {
      for (int end = best.calls().size() - 1; end > 0; end -= chunk) {
        if (end > best.calls().size() - 1) continue;
        var fewer = new ArrayList<>(best.calls());
        fewer.subList(Math.max(0, end - chunk), end).clear();
        stillShows(fewer);
      }
    }
  }

  /// One round over all places of all calls; true if anything became smaller.
  private boolean smallerCalls() {
    boolean smaller = false;
    for (int at = best.calls().size() - 1; at >= 0; at--) {
      int place = 0;
      while (runsLeft > 0 && at < best.calls().size()) {
        Call changed = best.calls().get(at).copy();
        var edit = new Edit(place);
        edit.in(changed.body());
        if (!edit.done) break;
        new Expressionless(changed.body()).dropUnused();
        var calls = new ArrayList<>(best.calls());
        calls.set(at, changed);
        if (stillShows(calls)) smaller = true;
        else place++;
      }
    }
    return smaller;
  }

  /// Makes the tree smaller at one place, counted from its beginning.
  private static final class Edit {

    private int placesLeft;
    private boolean done;

    Edit(int place) {
      this.placesLeft = place;
    }

    private boolean here() {
      if (done || placesLeft-- > 0) return false;
      done = true;
      return true;
    }

    void in(Map<String, Object> object) {
      for (String name : List.copyOf(object.keySet())) {
        if (here()) object.remove(name);
        else if (!done) object.put(name, smaller(name, object.get(name)));
        if (done) return;
      }
    }

    private Object smaller(String name, Object value) {
      if (value instanceof Map<?, ?>) in(Json.members(value));
      if (value instanceof List<?>) in(Json.elements(value));
      if (value instanceof String text) return smallerText(name, text);
      return value;
    }

    private void in(List<Object> list) {
      for (int at = 0; at < list.size(); at++) {
        if (here()) list.remove(at);
        else list.set(at, smaller("", list.get(at)));
        if (done) return;
      }
    }

    private String smallerText(String name, String text) {
      if (name.endsWith("Expression") || name.equals("Statement")) {
        for (String joint : List.of(" OR ", " AND ", ", ", " SET ", " REMOVE ", " ADD ")) {
          for (int at = text.indexOf(joint); at >= 0; at = text.indexOf(joint, at + 1)) {
            if (here()) return text.substring(0, at);
            if (here()) return text.substring(at + joint.length());
          }
        }
      }
      if (text.length() > 20 && name.length() < 3 && here()) {
        return text.substring(0, text.length() / 2);
      }
      return text;
    }
  }

  /// Names and values that no expression has any more.
  private record Expressionless(Map<String, Object> body) {

    void dropUnused() {
      String expressions = expressions();
      for (String aliases : List.of("ExpressionAttributeNames", "ExpressionAttributeValues")) {
        Map<String, Object> members = Json.members(body.get(aliases));
        if (members.isEmpty()) continue;
        members.keySet().removeIf(alias -> !expressions.contains(alias));
        if (members.isEmpty()) body.remove(aliases);
      }
    }

    private String expressions() {
      var all = new StringBuilder();
      body.forEach((name, value) -> all.append(name.endsWith("Expression") ? value : ""));
      return all.toString();
    }
  }
}
