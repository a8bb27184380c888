package io.atolldb.wire;

import static io.atolldb.wire.TableStories.constraint;
import static io.atolldb.wire.Tagging.resource;
import static io.atolldb.wire.Tagging.tag;
import static org.assertj.core.api.Assertions.assertThat;

import io.atolldb.wire.WireClient.Reply;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UntagResourceWireTest {

  @AutoClose private WireClient client;

  @BeforeEach
  void start() throws Exception {
    client = WireClient.start();
    String two = "\"Tags\":[" + tag("a", "1") + "," + tag("b", "2") + "]";
    client.call("TagResource", resource(two));
  }

  private String call(String members) throws Exception {
    return client.call("UntagResource", resource(members)).body();
  }

  @Test
  void namedTagsAreTakenAwayAndUnknownOnesAreNoError() throws Exception {
    assertThat(call("\"TagKeys\":[\"a\",\"unknown\"]")).isEqualTo("{}");
    assertThat(client.call("ListTagsOfResource", resource("")).body())
        .isEqualTo("{\"Tags\":[" + tag("b", "2") + "]}");

    call("\"TagKeys\":[\"b\"]");
    assertThat(client.call("ListTagsOfResource", resource("")).body()).isEqualTo("{\"Tags\":[]}");
  }

  @Test
  void keysHaveToBeThere() throws Exception {
    assertThat(call("")).isEqualTo(constraint("TagKeys", "not be null"));
    assertThat(call("\"TagKeys\":[]"))
        .isEqualTo(Reply.validation("Atleast one Tag Key needs to be provided as Input."));
    assertThat(call("\"TagKeys\":[\"\"]"))
        .isEqualTo(constraint("TagKeys.1.member", "have length greater than or equal to 1"));
  }
}
