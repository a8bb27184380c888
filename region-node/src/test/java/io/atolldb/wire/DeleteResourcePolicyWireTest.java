package io.atolldb.wire;

import static io.atolldb.wire.Tagging.resource;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeleteResourcePolicyWireTest {

  @AutoClose private WireClient client;

  @BeforeEach
  void start() throws Exception {
    client = WireClient.start();
    client.call("PutResourcePolicy", resource("\"Policy\":\"{}\""));
  }

  private String delete(String members) throws Exception {
    return client.call("DeleteResourcePolicy", resource(members)).body();
  }

  @Test
  void theRevisionThatIsGoneIsAnsweredAndASecondTimeIsNoError() throws Exception {
    assertThat(delete("")).isEqualTo("{\"RevisionId\":\"1700000000123\"}");
    assertThat(delete("")).isEqualTo("{}");
    assertThat(client.call("GetResourcePolicy", resource("")).body())
        .contains("PolicyNotFoundException");
  }

  @Test
  void anotherRevisionThanTheExpectedOneStays() throws Exception {
    assertThat(delete("\"ExpectedRevisionId\":\"7\"")).contains("PolicyNotFoundException");
    assertThat(client.call("GetResourcePolicy", resource("")).body()).contains("1700000000123");
    assertThat(delete("\"ExpectedRevisionId\":\"1700000000123\"")).contains("1700000000123");
    assertThat(delete("\"ExpectedRevisionId\":\"1700000000123\""))
        .contains("PolicyNotFoundException");
  }
}
