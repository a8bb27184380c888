package io.atolldb.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// DescribeEndpoints (reference: DynamoDB, 4.1.6).
class DescribeEndpointsWireTest {

  @AutoClose private static WireClient client;

  @BeforeAll
  static void start() throws Exception {
    client = WireClient.start();
  }

  @Test
  void theEndpointIsTheAddressThatTheClientHasReached() throws Exception {
    assertThat(client.call("DescribeEndpoints", "{}").body())
        .isEqualTo(
            "{\"Endpoints\":[{\"Address\":\"127.0.0.1:%d\",\"CachePeriodInMinutes\":1440}]}"
                .formatted(client.port.port()));
  }
}
