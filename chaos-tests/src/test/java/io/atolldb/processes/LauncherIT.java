package io.atolldb.processes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `./atoll` where something is not as it should be: exit status 2 and one line that says what, and
/// a signal that ends what was started.
class LauncherIT {

  private static final Path LAUNCHER = Path.of("..", "atoll").toAbsolutePath().normalize();
  private static final int CANNOT_START = 2;
  private static final long SECONDS_MAX = 180;

  @TempDir private Path folder;
  private final List<Process> started = new ArrayList<>();

  /// What a launcher left behind: its status and everything it said.
  private record Ended(int status, String said) {}

  @AfterEach
  void stop() {
    for (Process process : started) process.destroyForcibly();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "sail | there is no command 'sail'; './atoll help' lists them",
        "demo --fast | './atoll demo' has no option '--fast'; './atoll help demo' lists them",
        "demo --data | --data needs a directory",
        "demo --regions a,b,a | a region is named twice in 'a,b,a'",
        "demo --regions a,b_c | 'b_c' is no region name: letters, digits and '-'",
        "demo --data /proc/none | the directory /proc/none cannot be made",
        "sample | './atoll sample' needs the data port of a region",
        "build now | './atoll build' takes no options",
      })
  void whatItDoesNotUnderstandIsSaidInOneLine(String arguments, String said) throws Exception {
    Ended ended = run(LAUNCHER, arguments.split(" ", -1));

    assertThat(ended.status()).isEqualTo(CANNOT_START);
    assertThat(ended.said()).startsWith("atoll: " + said).hasLineCount(1);
  }

  @Test
  void aMachineWithoutAnyJdkThatIsNewEnoughIsTold() throws Exception {
    Path demanding = folder.resolve("atoll");
    String script = Files.readString(LAUNCHER).replaceFirst("(?m)^jdk_min=\\d+$", "jdk_min=9999");
    Files.writeString(demanding, script);
    assertThat(demanding.toFile().setExecutable(true)).isTrue();

    Ended ended = run(demanding, "demo");

    assertThat(ended.status()).isEqualTo(CANNOT_START);
    assertThat(ended.said()).startsWith("atoll: no JDK 9999 or newer found").contains("JAVA_HOME");
  }

  @Test
  void aPortThatIsInUseIsNamed() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());
      Ended data = node("--port", port, "--admin-port", "0", "--in-memory");
      Ended admin = node("--port", "0", "--admin-port", port, "--in-memory");

      assertThat(data.said())
          .contains("atoll: the data port " + port + " is in use; choose another with --port");
      assertThat(admin.said())
          .contains("the admin port " + port + " is in use; choose another with --admin-port");
      assertThat(List.of(data.status(), admin.status())).containsOnly(CANNOT_START);
    }
  }

  @Test
  void aDirectoryThatIsNotTheRegionsOwnIsLeftAlone() throws Exception {
    Path letters = Files.createDirectory(folder.resolve("letters"));
    Files.writeString(letters.resolve("dear.txt"), "Dear Ingibjörg");

    Ended ended = node("--port", "0", "--admin-port", "0", "--data", letters.toString());

    assertThat(ended.status()).isEqualTo(CANNOT_START);
    assertThat(ended.said()).contains("atoll: ").contains(letters.toString());
    try (var files = Files.list(letters)) {
      assertThat(files).containsExactly(letters.resolve("dear.txt"));
    }
  }

  @Test
  void aNodeThatIsToldToEndDoesAndLeavesItsDirectoryToTheNext() throws Exception {
    String data = folder.resolve("data").toString();
    for (int round = 0; round < 2; round++) {
      Path said = folder.resolve("said-" + round);
      Process node =
          start(LAUNCHER, said, nodeWith("--port", "0", "--admin-port", "0", "--data", data));
      ThreeRegions.eventually("the node is ready", () -> text(said).contains("READY "));
      Ended second = node("--port", "0", "--admin-port", "0", "--data", data);
      assertThat(second.status()).as("one directory, two nodes").isEqualTo(CANNOT_START);
      assertThat(second.said()).contains(data);

      node.destroy(); // SIGTERM. A shell may have its children ignore SIGINT, which does the same.

      assertThat(node.waitFor(SECONDS_MAX, TimeUnit.SECONDS)).isTrue();
      assertThat(accepts(dataPort(text(said)))).isFalse();
    }
  }

  private Ended node(String... options) throws Exception {
    return run(LAUNCHER, nodeWith(options));
  }

  private static String[] nodeWith(String... options) {
    var arguments = new ArrayList<>(List.of("node", "--kafka", "embedded:0"));
    arguments.addAll(List.of(options));
    return arguments.toArray(String[]::new);
  }

  private Ended run(Path launcher, String... arguments) throws Exception {
    Path said = Files.createTempFile(folder, "said", "");
    Process process = start(launcher, said, arguments);
    assertThat(process.waitFor(SECONDS_MAX, TimeUnit.SECONDS)).as(() -> text(said)).isTrue();
    return new Ended(process.exitValue(), text(said));
  }

  private Process start(Path launcher, Path said, String... arguments) throws IOException {
    var command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    started.add(process);
    return process;
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new AssertionError(unreadable);
    }
  }

  private static int dataPort(String said) {
    String address = said.replaceAll("(?s).*READY \\S+ data=http://127\\.0\\.0\\.1:(\\d+).*", "$1");
    return Integer.parseInt(address);
  }

  private static boolean accepts(int port) {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException refused) {
      return false;
    }
  }
}
