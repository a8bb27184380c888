package io.atolldb.peer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.atolldb.clock.RegionId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AdminRelayTest {

  private static final RegionId REEF = new RegionId("reef");
  private static final RegionId COVE = new RegionId("cove");

  private HttpServer reef;
  private AdminRelay relay;

  /// Answers with what it was asked.
  @BeforeEach
  void open() throws Exception {
    reef = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    reef.createContext(
        "/",
        exchange -> {
          String asked =
              exchange.getRequestMethod()
                  + " "
                  + exchange.getRequestURI()
                  + " "
                  + new String(exchange.getRequestBody().readAllBytes(), UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "application/problem+json");
          exchange.sendResponseHeaders(418, 0);
          try (var body = exchange.getResponseBody()) {
            if (asked.contains("flood")) {
              var block = new byte[1 << 20];
              for (int sent = 0; sent < 17; sent++) body.write(block);
            } else {
              body.write(asked.getBytes(UTF_8));
            }
          }
        });
    reef.start();
    relay =
        new AdminRelay(
            new TreeMap<>(
                Map.of(REEF, URI.create("http://127.0.0.1:" + reef.getAddress().getPort()))));
  }

  @AfterEach
  void close() {
    reef.stop(0);
  }

  @Test
  void aRequestArrivesAsItIsAndSoDoesTheAnswer() throws Exception {
    var answer =
        relay.ask(REEF, "PUT", "/api/v1/tables/a%2Fb/items?pk=%C3%AD", "{}".getBytes(UTF_8));
    assertThat(answer).isNotNull();
    assertThat(new String(answer.body(), UTF_8))
        .isEqualTo("PUT /api/v1/tables/a%2Fb/items?pk=%C3%AD {}");
    assertThat(answer.status()).isEqualTo(418);
    assertThat(answer.type()).isEqualTo("application/problem+json");
  }

  @Test
  void aRegionThatIsNotKnownIsNotAsked() throws Exception {
    assertThat(relay.regions()).containsExactly(REEF);
    assertThat(relay.ask(COVE, "GET", "/api/v1/region", new byte[0])).isNull();
  }

  @Test
  void silenceAndFloodsAreFailures() {
    assertThatThrownBy(() -> relay.ask(REEF, "GET", "/flood", new byte[0]))
        .isInstanceOf(IOException.class);
    reef.stop(0);
    assertThatThrownBy(() -> relay.ask(REEF, "GET", "/api/v1/region", new byte[0]))
        .isInstanceOf(IOException.class);
  }
}
