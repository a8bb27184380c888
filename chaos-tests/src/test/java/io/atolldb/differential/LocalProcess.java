package io.atolldb.differential;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// DynamoDB Local in a process of its own, since its libraries are others than ours, on loopback,
/// keeping nothing.
final class LocalProcess implements AutoCloseable {

  private static final Duration READY_WITHIN = Duration.ofSeconds(60);
  private static final long STOP_SECONDS_MAX = 20;

  private final Process process;
  private final int port;

  private LocalProcess(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /// @param jars the folder with everything it needs, native libraries too
  /// @param log where it may write what it has to say
  static LocalProcess start(Path jars, Path log) throws IOException, InterruptedException {
    int port = freePort();
    var command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx512m",
            "-XX:+UseSerialGC",
            "--enable-native-access=ALL-UNNAMED",
            "-Djava.library.path=" + jars,
            "-cp",
            jars + "/*",
            "com.amazonaws.services.dynamodbv2.local.main.ServerRunner",
            "-inMemory",
            "-disableTelemetry",
            "-port",
            "" + port);
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    var local = new LocalProcess(process, port);
    local.awaitReady(log);
    return local;
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + port);
  }

  private void awaitReady(Path log) throws InterruptedException {
    Instant last = Instant.now().plus(READY_WITHIN);
    while (!listens()) {
      boolean ended = process.waitFor(100, TimeUnit.MILLISECONDS);
      if (ended || Instant.now().isAfter(last)) {
        close();
        throw new IllegalStateException("DynamoDB Local does not start, see " + log);
      }
    }
  }

  private boolean listens() {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_SECONDS_MAX, TimeUnit.SECONDS)) process.destroyForcibly();
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
