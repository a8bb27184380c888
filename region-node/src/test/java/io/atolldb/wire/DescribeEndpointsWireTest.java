package io.atolldb.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// DescribeEndpoints (reference: DynamoDB, 4.1.6).
class DescribeEndpointsWireTest {

  private static WireClient client;

  @BeforeAll
  static void start() throws Exception {
    client = WireClient.start();
  }

  @AfterAll
  static void stop() {
    client.close();
  }

  @Test
  void theEndpointIsTheAddressThatTheClientHasReached() throws Exception {
    assertThat(client.call("DescribeEndpoints", "{}").body())
        .isEqualTo(
            "{\"Endpoints\":[{\"Address\":\"127.0.0.1:%d\",\"CachePeriodInMinutes\":1440}]}"
                .formatted(client.port.port()));
  }
}
