package io.atolldb.differential;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Asks Atoll and DynamoDB Local the same and fails on every difference that nobody has explained.
/// Not part of the usual build: `CONTRIBUTING.md` says how to run it.
class DifferentialRun {

  /// Different ones that are shrunk and told; the first runs are full of them.
  private static final int LOSSES_MAX = Integer.getInteger("differential.losses", 10);

  private static final int SHRINKING_RUNS_MAX = 60;

  /// Kinds of texts that are told.
  private static final int TEXTS_MAX = 20;

  /// Requests between two lines about how far the run is.
  private static final int STEP = 1_000;

  private static final Path FOLDER = Path.of("target", "differential");

  private final KnownDifferences known = KnownDifferences.load();
  private final Map<String, Duel.Loss> losses = new LinkedHashMap<>();

  @Test
  @Timeout(value = 1, unit = TimeUnit.HOURS)
  void bothAnswerTheSame() throws Exception {
    long seed = Long.getLong("differential.seed", System.nanoTime());
    int wanted = Integer.getInteger("differential.requests", 25_000);
    Files.createDirectories(FOLDER);
    System.out.println("differential.seed=" + seed);
    try (AtollRegion region = AtollRegion.start();
        Local local = Local.open();
        Side one = new Side(local.uri());
        Side other = new Side(region.uri())) {
      var duel = new Duel(one, other, known);
      for (long episode = 0; duel.calls() < wanted && losses.size() < LOSSES_MAX; episode++) {
        int before = duel.calls();
        Duel.Loss loss = duel.run(Episodes.of(seed + episode));
        if (duel.calls() / STEP > before / STEP) tellProgress(duel, wanted);
        if (loss == null || losses.containsKey(loss.signature())) continue;
        var quiet = new Duel(one, other, KnownDifferences.load());
        Duel.Loss small = Shrink.of(quiet::run, loss, SHRINKING_RUNS_MAX);
        losses.put(loss.signature(), small);
        System.out.println("unexplained in episode " + episode + ": " + loss.signature());
        System.out.println(small.report());
      }
      tell(duel);
    }
    assertThat(losses.keySet()).as("differences with the seed " + seed).isEmpty();
  }

  private void tellProgress(Duel duel, int wanted) {
    System.out.println(
        "%,d of %,d requests, %d kinds of unexplained differences"
            .formatted(duel.calls(), wanted, losses.size()));
  }

  private void tell(Duel duel) throws IOException {
    tell("kinds of errors in other words, the most frequent:", duel.texts(), TEXTS_MAX);
    tell("operations:", duel.operations(), Integer.MAX_VALUE);
    tell("known differences:", known.met(), Integer.MAX_VALUE);
    List<String> never = known.never();
    System.out.println("known differences never met: " + (never.isEmpty() ? "none" : never));
    Path examples = FOLDER.resolve("known-differences.txt");
    Files.writeString(examples, known.report());
    System.out.println("an example of each: " + examples.toAbsolutePath());
    System.out.println(
        """
        %,d requests in %d episodes, %d of them ended by an index that DynamoDB Local never finished
        %,d done by both, %,d answered the same, the others with known differences
        %d kinds of unexplained differences\
        """
            .formatted(
                duel.calls(),
                duel.episodes(),
                duel.stuck(),
                duel.done(),
                duel.same(),
                losses.size()));
  }

  private static void tell(String what, Map<String, Integer> times, int limit) {
    System.out.println(times.size() + " " + what);
    times.entrySet().stream()
        .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
        .limit(limit)
        .forEach(one -> System.out.println("%7d  %s".formatted(one.getValue(), one.getKey())));
  }

  /// One that runs already, or one of our own.
  private record Local(URI uri, Runnable end) implements AutoCloseable {

    static Local open() throws Exception {
      String running = System.getProperty("differential.local");
      if (running != null) return new Local(URI.create(running), () -> {});
      Path jars = Path.of(System.getProperty("differential.jars")).toAbsolutePath();
      LocalProcess process = LocalProcess.start(jars, FOLDER.resolve("dynamodb-local.log"));
      return new Local(process.uri(), process::close);
    }

    @Override
    public void close() {
      end.run();
    }
  }
}
