package io.atolldb.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// DescribeLimits (reference: DynamoDB, Appendix A).
class DescribeLimitsWireTest {

  @AutoClose private static WireClient client;

  @BeforeAll
  static void start() throws Exception {
    client = WireClient.start();
  }

  @Test
  void theLimitsAreThoseThatClientsKnow() throws Exception {
    assertThat(client.call("DescribeLimits", "{}").body())
        .isEqualTo(
            "{\"AccountMaxReadCapacityUnits\":80000,\"AccountMaxWriteCapacityUnits\":80000,"
                + "\"TableMaxReadCapacityUnits\":40000,\"TableMaxWriteCapacityUnits\":40000}");
  }
}
