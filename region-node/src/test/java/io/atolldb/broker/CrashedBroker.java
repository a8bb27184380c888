package io.atolldb.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;

/// Starts a broker, appends to a stream, and dies without a word, in a process of its own.
final class CrashedBroker {

  private static final int STATUS = 137;

  private CrashedBroker() {}

  static void leaveBehind(Path directory, String origin) throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classPath = System.getProperty("java.class.path");
    List<String> command =
        List.of(
            java, "-cp", classPath, CrashedBroker.class.getName(), directory.toString(), origin);
    Process process = new ProcessBuilder(command).inheritIO().start();
    assertThat(process.waitFor()).isEqualTo(STATUS);
  }

  public static void main(String[] arguments) throws Exception {
    Path directory = Path.of(arguments[0]);
    EmbeddedBroker broker = EmbeddedBroker.start(directory, BrokerAddress.loopback(0));
    var probe = new StreamProbe(arguments[1], broker.address());
    probe.append(1, 10);
    Runtime.getRuntime().halt(STATUS);
  }
}
