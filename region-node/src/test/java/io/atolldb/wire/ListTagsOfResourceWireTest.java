package io.atolldb.wire;

import static io.atolldb.wire.TableStories.constraint;
import static io.atolldb.wire.Tagging.resource;
import static io.atolldb.wire.Tagging.tag;
import static org.assertj.core.api.Assertions.assertThat;

import io.atolldb.wire.WireClient.Reply;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ListTagsOfResourceWireTest {

  @AutoClose private WireClient client;

  @BeforeEach
  void start() throws Exception {
    client = WireClient.start();
  }

  private String call(String body) throws Exception {
    return client.call("ListTagsOfResource", body).body();
  }

  @Test
  void aTableWithoutTagsHasAnEmptyList() throws Exception {
    assertThat(call(resource(""))).isEqualTo("{\"Tags\":[]}");
  }

  @Test
  void tagsGivenWithTheTableAreThere() throws Exception {
    String tags = "\"BillingMode\":\"PAY_PER_REQUEST\",\"Tags\":[" + tag("a", "1") + "]";
    client.call("CreateTable", TableStories.tableOf("tagged", tags));

    assertThat(call(resource("").replace("plain", "tagged")))
        .isEqualTo("{\"Tags\":[" + tag("a", "1") + "]}");
  }

  @Test
  void aTableThatIsNotThereHasNone() throws Exception {
    assertThat(call(resource("").replace("plain", "missing")))
        .isEqualTo(Tagging.notFound(Tagging.ARN.replace("plain", "missing")));
  }

  @Test
  void noTokenIsEverGivenOutSoAnyIsWrong() throws Exception {
    assertThat(call(resource("\"NextToken\":\"x\"")))
        .isEqualTo(Reply.validation("Invalid NextToken: it was not given out by this operation"));
    assertThat(call("{}")).isEqualTo(constraint("ResourceArn", "not be null"));
  }
}
