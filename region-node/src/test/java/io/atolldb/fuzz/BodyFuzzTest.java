package io.atolldb.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.atolldb.fuzz.RawConnection.Reply;
import java.io.IOException;
import java.util.ArrayList;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Requests that were valid before chance changed them, at a whole region: whatever comes, it is
/// answered, in the API's words, and nothing of it stays behind.
///
/// `-Dfuzz.requests=` sends more of them, `-Dfuzz.seed=` others.
class BodyFuzzTest {

  private static final long REQUESTS = Long.getLong("fuzz.requests", 100_000);
  private static final long SEED = Long.getLong("fuzz.seed", 20_261_121);

  private static final int CLIENTS = 4;

  /// How many requests go by until all tables are surely there again.
  private static final int PERIOD = 2_000;

  /// What the log and the items that were written may take, and nothing else.
  private static final long GROWTH_BYTES_MAX = 96L << 20;

  @AutoClose private static LiveRegion region;
  private static Seeds seeds;

  private final AtomicLong done = new AtomicLong();
  private final Verdicts verdicts = new Verdicts();

  @BeforeAll
  static void start() throws Exception {
    region = LiveRegion.start();
    seeds = Seeds.read(region.operations());
    try (RawConnection connection = region.connect()) {
      assertThat(seeds.sendAll(connection)).as("seeds that are no valid requests").isEmpty();
    }
  }

  @Test
  void everyOperationThatIsServedHasASeed() {
    assertThat(seeds.byOperation().keySet())
        .as("src/test/resources/seeds has a file for each operation, with valid requests")
        .containsExactlyInAnyOrderElementsOf(region.operations());
  }

  @Test
  void whateverComesIsAnsweredInTheWordsOfTheApi() throws Exception {
    var mutation = new RequestMutation(new TreeMap<>(seeds.byOperation()));
    long atFirst = 0;
    for (long from = 0, until; from < REQUESTS; from = until) {
      until = Math.min(REQUESTS, from + PERIOD);
      sendAll(new AtomicLong(from), until, mutation);
      try (RawConnection connection = region.connect()) {
        seeds.sendAll(connection);
      }
      if (atFirst == 0 && until >= REQUESTS / 5) atFirst = usedBytes();
    }

    System.out.println("fuzz: seed " + SEED + ", " + verdicts);
    assertThat(verdicts.surprises()).as(() -> "seed " + SEED).isEmpty();
    assertThat(done.get()).isEqualTo(REQUESTS);
    assertThat((long) verdicts.count("200")).as("it is not all noise").isGreaterThan(REQUESTS / 10);
    assertThat(usedBytes() - atFirst).as("bytes that stay behind").isLessThan(GROWTH_BYTES_MAX);
  }

  private void sendAll(AtomicLong next, long end, RequestMutation mutation) throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var clients = new ArrayList<Future<?>>();
      for (int client = 0; client < CLIENTS; client++) {
        clients.add(
            threads.submit(() -> {
              send(next, end, mutation);
              return null;
            }));
      }
      for (Future<?> client : clients) client.get();
    }
  }

  private void send(AtomicLong next, long end, RequestMutation mutation) throws IOException {
    try (RawConnection connection = region.connect()) {
      for (long number = next.getAndIncrement(); number < end; number = next.getAndIncrement()) {
        Request request = mutation.request(SEED, number);
        Reply reply = null;
        String broken = "";
        try {
          reply = connection.exchange(request);
        } catch (IOException | RuntimeException stuck) {
          broken = stuck.toString();
          connection.hangUp();
        }
        verdicts.judge(number, request, reply, broken);
        done.incrementAndGet();
      }
    }
  }

  private static long usedBytes() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
