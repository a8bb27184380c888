package io.atolldb.wire;

import static io.atolldb.wire.TableStories.constraint;
import static io.atolldb.wire.TableStories.invalid;
import static io.atolldb.wire.Tagging.resource;
import static io.atolldb.wire.Tagging.tag;
import static org.assertj.core.api.Assertions.assertThat;

import io.atolldb.catalog.MergeSetting;
import io.atolldb.merge.MergePolicy;
import io.atolldb.wire.WireClient.Reply;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TagResourceWireTest {

  @AutoClose private WireClient client;

  @BeforeEach
  void start() throws Exception {
    client = WireClient.start();
  }

  private String call(String members) throws Exception {
    return client.call("TagResource", resource(members)).body();
  }

  private String tags() throws Exception {
    return client.call("ListTagsOfResource", resource("")).body();
  }

  private static String numbered(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(number -> tag("k" + number, "v"))
        .collect(Collectors.joining(",", "\"Tags\":[", "]"));
  }

  @Test
  void tagsAreAddedAndReplaced() throws Exception {
    Reply reply = client.call("TagResource", resource("\"Tags\":[" + tag("team", "a") + "]"));
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.body()).isEqualTo("{}");

    call("\"Tags\":[" + tag("env", "") + "," + tag("team", "b") + "]");
    assertThat(tags()).isEqualTo("{\"Tags\":[" + tag("env", "") + "," + tag("team", "b") + "]}");
  }

  @Test
  void aTableHasAtMostFiftyTags() throws Exception {
    call(numbered(0, 50));

    assertThat(call(numbered(49, 51))).isEqualTo(invalid("A table can have at most 50 tags"));
    assertThat(call(numbered(49, 50))).isEqualTo("{}");
  }

  @Test
  void whatIsMissingOrTooLongIsNamed() throws Exception {
    assertThat(client.call("TagResource", "{}").body())
        .isEqualTo(constraint("ResourceArn", "not be null"));
    assertThat(call("")).isEqualTo(constraint("Tags", "not be null"));
    assertThat(call("\"Tags\":[]"))
        .isEqualTo(Reply.validation("Atleast one Tag needs to be provided as Input."));
    assertThat(call("\"Tags\":[{\"Key\":\"a\"}]"))
        .isEqualTo(constraint("Tags.1.member.Value", "not be null"));
    assertThat(call("\"Tags\":[" + tag("k".repeat(129), "v") + "]"))
        .isEqualTo(constraint("Tags.1.member.Key", "have length less than or equal to 128"));
    assertThat(call("\"Tags\":[" + tag("k", "v".repeat(257)) + "]"))
        .isEqualTo(constraint("Tags.1.member.Value", "have length less than or equal to 256"));
  }

  @Test
  void keysAreUniqueAndNotTheServicesOwn() throws Exception {
    assertThat(call("\"Tags\":[" + tag("a", "1") + "," + tag("a", "2") + "]"))
        .isEqualTo(invalid("Duplicate tag key: a"));
    assertThat(call("\"Tags\":[" + tag("aws:a", "1") + "]"))
        .isEqualTo(invalid("Tag keys that begin with aws: are reserved: aws:a"));
  }

  @Test
  void aTagChoosesTheMergePolicy() throws Exception {
    assertThat(call("\"Tags\":[" + tag("atoll:merge-policy", "by-attribute") + "]"))
        .isEqualTo("{}");
    assertThat(tags()).isEqualTo("{\"Tags\":[" + tag("atoll:merge-policy", "by-attribute") + "]}");
    assertThat(MergeSetting.of(client.region.tables().named("plain").descriptor()))
        .isEqualTo(MergePolicy.BY_ATTRIBUTE);

    assertThat(call("\"Tags\":[" + tag("atoll:merge-policy", "latest") + "]"))
        .isEqualTo(
            invalid(
                "The tag atoll:merge-policy is one of last-writer-wins, by-attribute,"
                    + " counters-and-sets, not latest"));
    assertThat(
            client.call("UntagResource", resource("\"TagKeys\":[\"atoll:merge-policy\"]")).body())
        .isEqualTo("{}");
    assertThat(tags()).isEqualTo("{\"Tags\":[]}");
    assertThat(MergeSetting.of(client.region.tables().named("plain").descriptor()))
        .isEqualTo(MergePolicy.LAST_WRITER_WINS);
  }

  @Test
  void onlyATableOfThisRegionCanBeTagged() throws Exception {
    String tags = "\",\"Tags\":[" + tag("a", "1") + "]}";
    String missing = "arn:aws:dynamodb:us-east-1:000000000000:table/missing";
    String elsewhere = "arn:aws:dynamodb:eu-west-1:000000000000:table/plain";
    String stream = Tagging.ARN + "/stream/2023-11-14T22:13:20.123";

    assertThat(client.call("TagResource", "{\"ResourceArn\":\"" + missing + tags).body())
        .isEqualTo(Tagging.notFound(missing));
    assertThat(client.call("TagResource", "{\"ResourceArn\":\"" + elsewhere + tags).body())
        .isEqualTo(Tagging.notFound(elsewhere));
    for (String wrong : new String[] {"plain", stream}) {
      assertThat(client.call("TagResource", "{\"ResourceArn\":\"" + wrong + tags).body())
          .isEqualTo(
              Reply.validation("Invalid TableArn: Invalid ResourceArn provided as input " + wrong));
    }
  }
}
