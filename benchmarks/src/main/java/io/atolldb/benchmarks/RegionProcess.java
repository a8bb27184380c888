package io.atolldb.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;

/// The process that is measured, as its own metrics tell it. On a machine that others use as well,
/// the processor time of a request says more than how many there were in a second.
record RegionProcess(String metrics) {

  private static final double MEGABYTE = 1 << 20;
  private static final double NANOS_PER_SECOND = 1e9;

  static RegionProcess at(URI admin) throws IOException, InterruptedException {
    try (var http = HttpClient.newHttpClient()) {
      var request = HttpRequest.newBuilder(admin.resolve("/actuator/prometheus")).build();
      return new RegionProcess(http.send(request, BodyHandlers.ofString()).body());
    }
  }

  double cpuSeconds() {
    return sum("process_cpu_time_ns_total\\S*") / NANOS_PER_SECOND;
  }

  /// Everything a figure depends on that is not in this repository.
  String machine() throws IOException {
    return "%d cores of %s, %s %s, JVM %s, heap of the region %,.0f MB"
        .formatted(
            Runtime.getRuntime().availableProcessors(),
            processor(),
            System.getProperty("os.name"),
            System.getProperty("os.version"),
            found("jvm_info\\{.*?version=\"([^\"]*)\".*"),
            heapBytes() / MEGABYTE);
  }

  /// The generations of ZGC may each become as large as the heap, those of the others share it.
  private double heapBytes() {
    double largest = told("jvm_memory_max_bytes\\{area=\"heap\",id=\"ZGC.*\\}").max().orElse(0);
    return largest > 0 ? largest : sum("jvm_memory_max_bytes\\{area=\"heap\".*\\}");
  }

  private static String processor() throws IOException {
    Path processors = Path.of("/proc/cpuinfo");
    if (!Files.isReadable(processors)) return System.getProperty("os.arch");
    Matcher model = Pattern.compile("model name\\s*: (.*)").matcher(Files.readString(processors));
    return model.find() ? model.group(1) : System.getProperty("os.arch");
  }

  private String found(String line) {
    Matcher matcher = Pattern.compile("(?m)^" + line + "$").matcher(metrics);
    return matcher.find() ? matcher.group(1) : "unknown";
  }

  private double sum(String metric) {
    return told(metric).sum();
  }

  /// Of a metric, all that it is told of; what has no limit counts as -1 and becomes zero.
  private DoubleStream told(String metric) {
    return Pattern.compile("(?m)^" + metric + " (\\S+)$")
        .matcher(metrics)
        .results()
        .mapToDouble(found -> Math.max(0, Double.parseDouble(found.group(1))));
  }
}
