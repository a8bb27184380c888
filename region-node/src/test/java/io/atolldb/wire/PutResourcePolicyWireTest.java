package io.atolldb.wire;

import static io.atolldb.wire.TableStories.constraint;
import static io.atolldb.wire.Tagging.resource;
import static org.assertj.core.api.Assertions.assertThat;

import io.atolldb.wire.WireClient.Reply;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PutResourcePolicyWireTest {

  private static final String OTHER_REVISION =
      TableStories.fault(
          "PolicyNotFoundException",
          "The resource-based policy has another revision than the ExpectedRevisionId that was"
              + " provided.");

  @AutoClose private WireClient client;

  @BeforeEach
  void start() throws Exception {
    client = WireClient.start();
  }

  private String put(String policy, String members) throws Exception {
    String escaped = policy.replace("\"", "\\\"");
    return client
        .call("PutResourcePolicy", resource("\"Policy\":\"" + escaped + "\"" + members))
        .body();
  }

  @Test
  void everyOtherPolicyHasAHigherRevisionAndTheSameOneKeepsIts() throws Exception {
    assertThat(put("{}", "")).isEqualTo("{\"RevisionId\":\"1700000000123\"}");
    assertThat(put("{}", "")).isEqualTo("{\"RevisionId\":\"1700000000123\"}");
    assertThat(put("{\"Statement\":[]}", "")).isEqualTo("{\"RevisionId\":\"1700000000124\"}");
  }

  @Test
  void anExpectedRevisionIsCompared() throws Exception {
    String none = ",\"ExpectedRevisionId\":\"NO_POLICY\"";

    assertThat(put("{}", none)).isEqualTo("{\"RevisionId\":\"1700000000123\"}");
    assertThat(put("{ }", none)).isEqualTo(OTHER_REVISION);
    assertThat(put("{ }", ",\"ExpectedRevisionId\":\"1\"")).isEqualTo(OTHER_REVISION);
    assertThat(put("{ }", ",\"ExpectedRevisionId\":\"1700000000123\""))
        .isEqualTo("{\"RevisionId\":\"1700000000124\"}");
  }

  @Test
  void aPolicyIsAJsonObjectOfAtMostTwentyKilobytes() throws Exception {
    String fits = "{\"a\":\"" + "x".repeat(20 * 1024 - 8) + "\"}";

    assertThat(put(fits, "")).contains("RevisionId");
    assertThat(put(fits + " ", ""))
        .isEqualTo(Reply.validation("Resource policy exceeds the maximum size of 20480 bytes"));
    for (String wrong : new String[] {"", "[]", "{", "{} {}"}) {
      assertThat(put(wrong, ""))
          .as(wrong)
          .isEqualTo(Reply.validation("Invalid policy document: it is not a JSON object"));
    }
    assertThat(client.call("PutResourcePolicy", resource("")).body())
        .isEqualTo(constraint("Policy", "not be null"));
  }

  @Test
  void aStreamHasAPolicyOfItsOwn() throws Exception {
    client.call(
        "UpdateTable",
        "{\"TableName\":\"plain\",\"StreamSpecification\":"
            + "{\"StreamEnabled\":true,\"StreamViewType\":\"KEYS_ONLY\"}}");
    String onStream =
        resource("\"Policy\":\"{}\"").replace("plain", "plain/stream/2023-11-14T22:13:20.123");

    assertThat(client.call("PutResourcePolicy", onStream).body()).contains("RevisionId");
    assertThat(client.call("GetResourcePolicy", resource("")).body())
        .contains("PolicyNotFoundException");
    String other = onStream.replace("20.123", "20.999");
    assertThat(client.call("PutResourcePolicy", other).body())
        .isEqualTo(Tagging.notFound(Tagging.ARN + "/stream/2023-11-14T22:13:20.999"));
  }
}
