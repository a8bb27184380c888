package io.atolldb.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atolldb.wire.WireClient.Reply;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.http.SdkHttpConfigurationOption;

/// How a data port starts, ends, and gets rid of clients that do not get on with it.
@Timeout(60)
class DataPortLifeTest {

  private static final String PUT = "{\"TableName\":\"plain\",\"Item\":{\"pk\":{\"S\":\"a\"}}}";

  /// Limits of an impatient port: milliseconds in which to read, and to stop.
  private static DataPortLimits limits(int readMillisMax, int stopMillisMax) {
    return new DataPortLimits(100, 60_000, readMillisMax, stopMillisMax);
  }

  @Test
  void aPortInUseIsNamed() throws Exception {
    try (WireClient first = WireClient.start();
        WireClient second = WireClient.unstarted(first.port.port())) {
      assertThatThrownBy(second.port::start)
          .isInstanceOf(PortUnavailable.class)
          .hasMessageContaining(Integer.toString(first.port.port()));
      assertThat(first.call("PutItem", PUT).status()).isEqualTo(200);
    }
  }

  @Test
  void aPortThatStopsLetsRequestsUnderWayEnd() throws Exception {
    var writing = new CountDownLatch(1);
    var mayGoOn = new CountDownLatch(1);
    try (WireClient client = WireClient.start();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      client.region.beforeWrite(() -> {
        writing.countDown();
        await(mayGoOn);
      });
      Future<Reply> put = threads.submit(() -> client.call("PutItem", PUT));
      await(writing);

      Future<?> stopped = threads.submit(client.port::stop);
      while (accepts(client.port.port())) Thread.onSpinWait();
      assertThat(put.isDone()).isFalse();
      mayGoOn.countDown();

      assertThat(put.get().status()).isEqualTo(200);
      stopped.get();
    }
  }

  @Test
  void aPortThatStopsWaitsNoLongerThanItsLimit() throws Exception {
    var writing = new CountDownLatch(1);
    var mayGoOn = new CountDownLatch(1);
    try (WireClient client = WireClient.start(limits(20_000, 50), null);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      client.region.beforeWrite(() -> {
        writing.countDown();
        await(mayGoOn);
      });
      Future<Reply> put = threads.submit(() -> client.call("PutItem", PUT));
      await(writing);

      client.port.stop(); // Comes back although the write has not ended.

      assertThat(accepts(client.port.port())).isFalse();
      mayGoOn.countDown();
      assertThatThrownBy(put::get).hasCauseInstanceOf(IOException.class);
    }
  }

  /// A client that sends its headers, or its body, byte after byte and then no more.
  @Test
  void aClientThatStopsSendingIsCutOff() throws Exception {
    try (WireClient client = WireClient.start(limits(200, 1_000), null)) {
      assertThat(answerTo(client, "POST / HTTP/1.1\r\nHost: a\r\nX-Amz-Tar")).isLessThan(500);
      assertThat(
              answerTo(
                  client,
                  "POST / HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-amz-json-1.0\r\n"
                      + "X-Amz-Target: DynamoDB_20120810.PutItem\r\nContent-Length: 100\r\n\r\n{"))
          .isLessThan(500);
      assertThat(client.call("PutItem", PUT).status()).isEqualTo(200);
    }
  }

  /// After a refusal as after any other answer.
  @Test
  void aConnectionThatIsNotUsedEndsInTheEnd() throws Exception {
    var impatient = new DataPortLimits(100, 200, 20_000, 1_000);
    try (WireClient client = WireClient.start(impatient, null);
        var connection = new RawHttp(client.port.port())) {
      connection.send(RawHttp.request("PutItem", "{}"));
      assertThat(connection.reply().status()).isEqualTo(400);
      assertThat(connection.rest()).isEmpty();
    }
  }

  /// A request that meets a port that is just hanging up fails, and a write is not always repeated.
  @Test
  void theClientIsTheOneToEndAConnectionThatIsNotUsed() {
    Duration keptBySdk =
        SdkHttpConfigurationOption.GLOBAL_HTTP_DEFAULTS.get(
            SdkHttpConfigurationOption.CONNECTION_MAX_IDLE_TIMEOUT);

    assertThat(Duration.ofMillis(DataPortLimits.USUAL.idleMillisMax())).isGreaterThan(keptBySdk);
  }

  /// The number of bytes that come back until the port closes the connection.
  private static int answerTo(WireClient client, String sent) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), client.port.port())) {
      socket.getOutputStream().write(sent.getBytes(StandardCharsets.US_ASCII));
      return socket.getInputStream().readAllBytes().length;
    }
  }

  private static boolean accepts(int port) {
    if (port < 0) return false;
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException _) {
      return false;
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }
}
