package io.atolldb.wire;

import static io.atolldb.wire.Tagging.resource;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GetResourcePolicyWireTest {

  @AutoClose private WireClient client;

  @BeforeEach
  void start() throws Exception {
    client = WireClient.start();
  }

  @Test
  void aPolicyComesBackToTheLetter() throws Exception {
    client.call("PutResourcePolicy", resource("\"Policy\":\"{ \\\"Version\\\" : \\\"x\\\"}\""));

    assertThat(client.call("GetResourcePolicy", resource("")).body())
        .isEqualTo(
            "{\"Policy\":\"{ \\\"Version\\\" : \\\"x\\\"}\",\"RevisionId\":\"1700000000123\"}");
  }

  @Test
  void whereThereIsNoneThatIsSaid() throws Exception {
    assertThat(client.call("GetResourcePolicy", resource("")).body())
        .isEqualTo(
            TableStories.fault(
                "PolicyNotFoundException",
                "Resource-based policy not found for the provided ResourceArn."));
    String missing = Tagging.ARN.replace("plain", "missing");
    assertThat(client.call("GetResourcePolicy", "{\"ResourceArn\":\"" + missing + "\"}").body())
        .isEqualTo(Tagging.notFound(missing));
  }
}
