package io.atolldb.benchmarks;

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// What is to be measured, as the command line says it. `replicas`: regions that the table is to
/// have replicas in, beside the one that is loaded.
record LoadPlan(
    URI endpoint,
    URI admin,
    String table,
    Workload workload,
    List<String> replicas,
    int indexes,
    int connections,
    int seconds,
    int warmupSeconds,
    int rate,
    int keys,
    int itemBytes) {

  static final int INDEXES_MAX = 2;
  private static final int ADMIN_PORT_BEYOND_DATA = 90;

  LoadPlan {
    if (indexes < 0 || indexes > INDEXES_MAX) {
      throw new IllegalArgumentException("indexes are 0 to " + INDEXES_MAX + ", not " + indexes);
    }
    if (keys < Workload.COLLECTION_ITEMS) {
      throw new IllegalArgumentException("at least " + Workload.COLLECTION_ITEMS + " keys");
    }
  }

  static LoadPlan of(String[] arguments) {
    Map<String, String> given = options(arguments);
    URI endpoint = URI.create(given.getOrDefault("endpoint", "http://127.0.0.1:8000"));
    var workload = Workload.named(given.getOrDefault("operation", "put"));
    int indexes = number(given, "indexes", 0);
    List<String> replicas =
        Pattern.compile(",")
            .splitAsStream(given.getOrDefault("replicas", ""))
            .filter(name -> !name.isEmpty())
            .toList();
    String usualTable =
        workload.table()
            + (indexes == 0 ? "" : "-indexed-" + indexes)
            + (replicas.isEmpty() ? "" : "-global");
    return new LoadPlan(
        endpoint,
        URI.create(given.getOrDefault("admin", usualAdmin(endpoint))),
        given.getOrDefault("table", usualTable),
        workload,
        replicas,
        indexes,
        number(given, "connections", 32),
        number(given, "seconds", 10),
        number(given, "warmup", 5),
        number(given, "rate", 0),
        number(given, "keys", 100_000),
        number(given, "item-bytes", 200));
  }

  private static String usualAdmin(URI endpoint) {
    return "http://%s:%d"
        .formatted(endpoint.getHost(), endpoint.getPort() + ADMIN_PORT_BEYOND_DATA);
  }

  static Map<String, String> options(String[] arguments) {
    var options = new HashMap<String, String>();
    for (String argument : arguments) {
      List<String> parts = List.of(argument.split("=", 2));
      if (!parts.getFirst().startsWith("--") || parts.size() < 2) {
        throw new IllegalArgumentException("options are --name=value, not " + argument);
      }
      options.put(parts.getFirst().substring(2), parts.get(1));
    }
    return options;
  }

  static int number(Map<String, String> options, String name, int usual) {
    return Integer.parseInt(options.getOrDefault(name, Integer.toString(usual)));
  }
}
