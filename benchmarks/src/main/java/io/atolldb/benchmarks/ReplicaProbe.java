package io.atolldb.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import tools.jackson.databind.JsonNode;

/// How long it takes until a table of many items has a replica in another region that serves, and
/// what it costs to prove both equal. Fills the table first, unless it is there already.
public final class ReplicaProbe {

  private static final int BATCH = 25;
  private static final int VERIFICATIONS = 5;

  private record Plan(
      URI from, URI admin, String region, ProbedTable table, int items, int lanes) {}

  private ReplicaProbe() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Map<String, String> given = LoadPlan.options(arguments);
    var plan =
        new Plan(
            URI.create(given.getOrDefault("from", "http://127.0.0.1:8000")),
            URI.create(given.getOrDefault("admin", "http://127.0.0.1:8090")),
            given.getOrDefault("region", "eu-west-1"),
            new ProbedTable(
                given.getOrDefault("table", "copied"), LoadPlan.number(given, "item-bytes", 200)),
            LoadPlan.number(given, "items", 1_000_000),
            LoadPlan.number(given, "connections", 8));
    if (plan.table().create(plan.from())) fill(plan);
    copy(plan);
    try (var admin = new AdminPort(plan.admin())) {
      for (int round = 0; round < VERIFICATIONS; round++) verify(plan, admin);
    }
  }

  private static void fill(Plan plan) throws IOException, InterruptedException {
    long begin = System.nanoTime();
    var failure = new AtomicReference<IOException>();
    List<Thread> lanes = new ArrayList<>();
    for (int lane = 0; lane < plan.lanes(); lane++) {
      int first = lane * BATCH;
      lanes.add(
          Thread.ofVirtual()
              .start(() -> {
                try {
                  fillFrom(plan, first);
                } catch (IOException broken) {
                  failure.set(broken);
                }
              }));
    }
    for (Thread lane : lanes) lane.join();
    if (failure.get() != null) throw failure.get();
    System.out.printf("filled %,d items in %.1f s%n", plan.items(), seconds(begin));
  }

  private static void fillFrom(Plan plan, int first) throws IOException {
    try (var connection = new DynamoConnection(plan.from())) {
      for (int from = first; from < plan.items(); from += BATCH * plan.lanes()) {
        var puts = new ArrayList<String>();
        for (int item = from; item < Math.min(plan.items(), from + BATCH); item++) {
          puts.add("{\"PutRequest\":{\"Item\":%s}}".formatted(plan.table().item(item)));
        }
        String body =
            "{\"RequestItems\":{\"%s\":[%s]}}"
                .formatted(plan.table().name(), String.join(",", puts));
        String answer = ProbedTable.call(connection, "BatchWriteItem", body);
        if (!answer.contains("\"UnprocessedItems\":{}")) throw new IOException(answer);
      }
    }
  }

  private static void copy(Plan plan) throws IOException {
    long begin = System.nanoTime();
    if (new GlobalTable(plan.from(), plan.table().name()).addReplica(plan.region())) {
      System.out.printf("replica of %,d items ready in %.1f s%n", plan.items(), seconds(begin));
    } else {
      System.out.println(plan.region() + " has a replica already");
    }
  }

  private static void verify(Plan plan, AdminPort admin) throws IOException, InterruptedException {
    long begin = System.nanoTime();
    JsonNode result = admin.post("/tables/" + plan.table().name() + "/verify");
    System.out.printf(
        "verified in %.3f s: equal %s, %,d items, %,d bytes between regions%n",
        seconds(begin),
        result.get("equal"),
        result.get("compared").asLong(),
        result.get("bytes").asLong());
  }

  private static double seconds(long begin) {
    return (System.nanoTime() - begin) / 1e9;
  }
}
