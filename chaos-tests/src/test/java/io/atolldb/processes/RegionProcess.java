package io.atolldb.processes;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// One region in a process of its own, with its broker inside. Keeps its ports and its data over
/// restarts.
final class RegionProcess implements AutoCloseable {

  private static final long READY_SECONDS_MAX = 120;
  private static final long STOP_SECONDS_MAX = 30;

  final String region;
  final int dataPort = freePort();
  final int adminPort = freePort();
  final int kafkaPort = freePort();
  private final Path folder;
  private List<RegionProcess> neighbours = List.of();
  private Process process;

  RegionProcess(String region, Path parent) {
    this.region = region;
    this.folder = parent.resolve(region);
  }

  void knows(List<RegionProcess> others) {
    neighbours = List.copyOf(others);
  }

  URI data() {
    return URI.create("http://127.0.0.1:" + dataPort);
  }

  Admin admin() {
    return new Admin(URI.create("http://127.0.0.1:" + adminPort));
  }

  Path log() {
    return folder.resolveSibling(region + ".log");
  }

  /// Where its item store is; to be opened only while it is down.
  Path store() {
    return folder.resolve("store");
  }

  /// Starts it and returns at once; `awaitReady` waits.
  CompletableFuture<String> start() {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx384m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.add("io.atolldb.wiring.AtollNode");
    command.addAll(List.of("--region", region, "--faults"));
    command.addAll(List.of("--port", "" + dataPort, "--admin-port", "" + adminPort));
    command.addAll(List.of("--kafka", "embedded:" + kafkaPort, "--data", folder.toString()));
    for (RegionProcess neighbour : neighbours) {
      command.add("--peer");
      command.add(
          "%s=127.0.0.1:%d=http://127.0.0.1:%d"
              .formatted(neighbour.region, neighbour.kafkaPort, neighbour.adminPort));
    }
    try {
      process =
          new ProcessBuilder(command)
              .redirectError(ProcessBuilder.Redirect.appendTo(log().toFile()))
              .start();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    var ready = new CompletableFuture<String>();
    Thread.ofVirtual().start(() -> readOutput(process, ready));
    return ready;
  }

  private void readOutput(Process started, CompletableFuture<String> ready) {
    try (var lines =
        new BufferedReader(
            new InputStreamReader(started.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("READY ")) ready.complete(line);
      }
      ready.completeExceptionally(new IllegalStateException("it ended; " + lastLines()));
    } catch (IOException broken) {
      ready.completeExceptionally(broken);
    }
  }

  void startAndWait() {
    await(start());
  }

  void await(CompletableFuture<String> ready) {
    try {
      ready.get(READY_SECONDS_MAX, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException failed) {
      throw new IllegalStateException(region + " is not ready: " + lastLines(), failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  /// Without any warning, as a power cut would.
  void kill() {
    process.destroyForcibly();
    awaitEnd();
  }

  private void awaitEnd() {
    try {
      if (!process.waitFor(STOP_SECONDS_MAX, TimeUnit.SECONDS)) process.destroyForcibly();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private String lastLines() {
    try {
      List<String> lines = Files.readAllLines(log());
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 30), lines.size()));
    } catch (IOException unreadable) {
      return "no log: " + unreadable;
    }
  }

  @Override
  public void close() {
    if (process == null || !process.isAlive()) return;
    process.destroy();
    awaitEnd();
  }

  /// A port that was free a moment ago; nodes have to be told each other's before they start.
  private static int freePort() {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
