package io.atolldb.differential;

import static org.assertj.core.api.Assertions.assertThat;

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
  private static final int TEXTS_MAX = 40;

  @Test
  @Timeout(value = 15, unit = TimeUnit.MINUTES)
  void bothAnswerTheSame() throws Exception {
    long seed = Long.getLong("differential.seed", System.nanoTime());
    int wanted = Integer.getInteger("differential.requests", 25_000);
    System.out.println("differential.seed=" + seed);
    KnownDifferences known = KnownDifferences.load();
    var losses = new LinkedHashMap<String, Duel.Loss>();
    try (AtollRegion region = AtollRegion.start();
        Local local = Local.open();
        Side one = new Side(local.uri());
        Side other = new Side(region.uri())) {
      var duel = new Duel(one, other, known);
      for (long episode = 0; duel.calls() < wanted && losses.size() < LOSSES_MAX; episode++) {
        Duel.Loss loss = duel.run(Episodes.of(seed + episode));
        if (loss == null || losses.containsKey(loss.signature())) continue;
        var quiet = new Duel(one, other, KnownDifferences.load());
        Duel.Loss small = Shrink.of(quiet::run, loss, SHRINKING_RUNS_MAX);
        losses.put(loss.signature(), small);
        System.out.println("episode " + episode + ": " + loss.signature());
        System.out.println(small.report());
      }
      tell(duel, known);
    }
    assertThat(losses.keySet()).as("differences with the seed " + seed).isEmpty();
  }

  private static void tell(Duel duel, KnownDifferences known) {
    System.out.println(
        "%d requests in %d episodes, %d done by both"
            .formatted(duel.calls(), duel.episodes(), duel.done()));
    System.out.println(duel.stuck() + " episodes ended by an index that Local never made");
    duel.operations().forEach((name, times) -> System.out.println(times + " times " + name));
    known.met().forEach((id, times) -> System.out.println(times + " times known: " + id));
    List<String> never = known.never();
    System.out.println("known differences never met: " + (never.isEmpty() ? "none" : never));
    System.out.println(duel.texts().size() + " kinds of errors in other words, the most frequent:");
    duel.texts().entrySet().stream()
        .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
        .limit(TEXTS_MAX)
        .forEach(text -> System.out.println(text.getValue() + " times " + text.getKey()));
  }

  /// One that runs already, or one of our own.
  private record Local(URI uri, Runnable end) implements AutoCloseable {

    static Local open() throws Exception {
      String running = System.getProperty("differential.local");
      if (running != null) return new Local(URI.create(running), () -> {});
      Path folder = Files.createDirectories(Path.of("target", "differential"));
      Path jars = Path.of(System.getProperty("differential.jars")).toAbsolutePath();
      LocalProcess process = LocalProcess.start(jars, folder.resolve("dynamodb-local.log"));
      return new Local(process.uri(), process::close);
    }

    @Override
    public void close() {
      end.run();
    }
  }
}
