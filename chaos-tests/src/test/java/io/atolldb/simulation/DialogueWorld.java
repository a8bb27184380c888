package io.atolldb.simulation;

import io.atolldb.clock.RegionId;
import io.atolldb.conflicts.Conflict;
import io.atolldb.simulation.ClientWrite.Kind;
import io.atolldb.simulation.History.Answer;
import io.atolldb.simulation.History.Call;
import io.atolldb.simulation.Network.Cut;
import io.atolldb.stored.ItemVersion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A calm world that is spoken to in commands, and answers with what became true by them.
final class DialogueWorld {

  /// Time goes on at a full second after everything has settled, so that the timestamps of an
  /// answer do not tell how long the settling took.
  private static final long SECOND = 1_000;

  private static final long ANSWER_MILLIS_MAX = 100;

  private @Nullable World world;
  private final List<String> seen = new ArrayList<>();
  private final Map<RegionId, Integer> conflictsTold = new TreeMap<>();

  String answer(String command) {
    List<String> words = Arrays.asList(command.split(" ", -1));
    List<String> rest = words.subList(1, words.size());
    seen.clear();
    return switch (words.getFirst()) {
      case "regions" -> begin(rest);
      case "put", "insert", "update", "delete" -> write(words.getFirst(), rest);
      case "get" -> told(world().at(region(rest.getFirst())).read(rest.get(1)));
      case "settle" -> settle();
      case "tick" -> tick(Long.parseLong(rest.getFirst()));
      case "cut" -> cut(region(rest.getFirst()), region(rest.get(1)));
      case "heal" -> done(() -> world().healAll());
      case "crash" -> done(() -> at(rest).crash());
      case "start" -> done(() -> at(rest).start());
      case "kafka-down" -> done(() -> at(rest).kafka().goesDown());
      case "kafka-up" -> done(() -> at(rest).kafka().comesBack());
      case "kafka-loses-topic" -> done(() -> at(rest).kafka().losesItsTopic());
      case "clock" -> done(() -> at(rest).clockIsOffBy(Long.parseLong(rest.get(1))));
      case "links" -> links(at(rest));
      default -> throw new IllegalArgumentException("no command: " + command);
    };
  }

  private World world() {
    World there = world;
    if (there == null) throw new IllegalStateException("a dialogue begins with its regions");
    return there;
  }

  private static RegionId region(String name) {
    return new RegionId(name);
  }

  private SimulatedRegion at(List<String> words) {
    return world().at(region(words.getFirst()));
  }

  private static String done(Runnable action) {
    action.run();
    return "ok";
  }

  private String begin(List<String> names) {
    var begun = new World(1, Weather.CALM, names.stream().map(RegionId::new).toList());
    world = begun;
    begun.check(new TimestampsNeverRegress(), new AcknowledgedWritesStay(), new Scribe());
    begun.withTable(region(names.getFirst()));
    nextSecond();
    return "ok";
  }

  private String write(String kind, List<String> words) {
    Kind asked = Kind.valueOf(kind.toUpperCase(Locale.ROOT));
    RegionId at = region(words.getFirst());
    String name = words.get(1);
    Call call = world().ask(at, asked, name, words.size() > 2 ? words.get(2) : "");
    for (int waited = 0; call.answer() instanceof Answer.Awaited; waited++) {
      if (waited == ANSWER_MILLIS_MAX) return "no answer";
      world().run(1);
    }
    return switch (call.answer()) {
      case Answer.Acknowledged _, Answer.Unchanged _ -> told(world().at(at).read(name));
      case Answer.Refused(var message) -> "refused: " + message;
      case Answer.Unknown _ -> "unknown";
      case Answer.Awaited _ -> throw new IllegalStateException("still waiting");
    };
  }

  private String settle() {
    world().settle();
    nextSecond();
    return told();
  }

  private String tick(long millis) {
    world().run(millis);
    return told();
  }

  private void nextSecond() {
    long now = world().timeline().nowMillis();
    world().run(SECOND - now % SECOND);
  }

  private String cut(RegionId one, RegionId other) {
    world().cut(one, other, Cut.REFUSES);
    world().cut(other, one, Cut.REFUSES);
    return "ok";
  }

  private static String links(SimulatedRegion region) {
    var told = new ArrayList<String>();
    region
        .running()
        .agents()
        .links()
        .forEach((origin, link) -> {
          var status = link.status();
          told.add(
              origin
                  + " "
                  + status.state()
                  + (status.trouble().isEmpty() ? "" : ": ")
                  + status.trouble());
        });
    return String.join("\n", told);
  }

  /// What the regions show anew, and the conflicts they have found, since the last answer.
  private String told() {
    var told = new ArrayList<>(seen);
    for (SimulatedRegion region : world().regions()) {
      if (!region.isRunning()) continue;
      List<Conflict> conflicts = NoWriteIsLostInSilence.conflictsOf(region).reversed();
      int before = conflictsTold.getOrDefault(region.id(), 0);
      for (Conflict conflict : conflicts.subList(before, conflicts.size())) {
        told.add(region.id() + ": conflict " + conflict.kind() + ", lost " + told(conflict.lost()));
      }
      conflictsTold.put(region.id(), conflicts.size());
    }
    return told.isEmpty() ? "nothing new" : String.join("\n", told);
  }

  private static String told(ItemVersion item) {
    if (!item.wasWritten()) return "never written";
    String what = item.exists() ? ClientWrite.valueOf(item.item()) : "deleted";
    return what + " " + item.version();
  }

  /// Writes down what regions show, as they come to show it.
  private final class Scribe implements Invariant {
    @Override
    public void shown(SimulatedRegion region, String name, ItemVersion item) {
      seen.add(region.id() + ": " + name + " -> " + told(item));
    }
  }
}
