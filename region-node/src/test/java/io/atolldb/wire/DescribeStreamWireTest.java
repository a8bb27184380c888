package io.atolldb.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.atolldb.wire.LiveTables.Reply;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// DescribeStream: a stream and its shards (reference: DynamoDB, 4.10 and Appendix C).
class DescribeStreamWireTest {

  @AutoClose private LiveTables tables;
  private String arn;

  @BeforeEach
  void start() throws Exception {
    tables = new LiveTables();
    tables.createTable("NEW_IMAGE");
    arn = tables.streamArn();
  }

  private Reply describe(String more) throws Exception {
    return tables.stream("DescribeStream", "{'StreamArn':'%s'%s}", arn, more);
  }

  @Test
  void aNewStreamHasOneOpenShard() throws Exception {
    assertThat(arn)
        .isEqualTo(
            "arn:aws:dynamodb:us-east-1:000000000000:table/tbl/stream/2023-11-14T22:13:20.000");
    assertThat(describe("").body())
        .startsWith("{\"StreamDescription\":{\"StreamArn\":\"" + arn + "\",")
        .contains("\"StreamLabel\":\"2023-11-14T22:13:20.000\",\"StreamStatus\":\"ENABLED\"")
        .contains("\"StreamViewType\":\"NEW_IMAGE\",\"CreationRequestDateTime\":1700000000.000")
        .contains("\"KeySchema\":[{\"AttributeName\":\"id\",\"KeyType\":\"HASH\"}]")
        .contains("\"ShardId\":\"shardId-00000001700000000000-")
        .doesNotContain("EndingSequenceNumber", "ParentShardId", "LastEvaluatedShardId");
  }

  @Test
  void shardsRollAreChainedAndCanBePaged() throws Exception {
    String first = tables.lastShard(arn);
    tables.clock.addAndGet(TimeUnit.HOURS.toMillis(5));
    tables.put("a", "one");
    String second = tables.lastShard(arn);

    assertThat(describe("").body())
        .containsSubsequence(first, "EndingSequenceNumber", second, "ParentShardId\":\"" + first);
    assertThat(describe(",'Limit':1").body())
        .contains("\"LastEvaluatedShardId\":\"" + first + "\"")
        .doesNotContain(second);
    assertThat(describe(",'ExclusiveStartShardId':'" + first + "'").body())
        .contains("\"ShardId\":\"" + second + "\"")
        .doesNotContain("\"ShardId\":\"" + first + "\"");
    assertThat(describe(",'ShardFilter':{'Type':'CHILD_SHARDS','ShardId':'" + first + "'}").body())
        .contains("\"ShardId\":\"" + second + "\"")
        .doesNotContain("\"ShardId\":\"" + first + "\"");
  }

  @Test
  void aShardThatClosedADayAgoIsGone() throws Exception {
    String first = tables.lastShard(arn);
    tables.clock.addAndGet(TimeUnit.HOURS.toMillis(5));
    tables.put("a", "one");
    tables.clock.addAndGet(TimeUnit.HOURS.toMillis(24));

    assertThat(describe("").body()).doesNotContain(first).contains("\"ShardId\"");
  }

  @Test
  void aStreamOfATableThatIsGoneIsStillDescribed() throws Exception {
    LiveTables.done(tables.table("DeleteTable", "{'TableName':'tbl'}"));

    assertThat(describe("").body())
        .contains("\"StreamStatus\":\"DISABLED\"", "\"TableName\":\"tbl\"");
  }

  @Test
  void anotherRegionsStreamIsNotHere() throws Exception {
    String elsewhere = arn.replace("us-east-1", "eu-west-1");
    assertThat(tables.stream("DescribeStream", "{'StreamArn':'%s'}", elsewhere).body())
        .isEqualTo(
            "{\"__type\":\"com.amazonaws.dynamodb.v20120810#ResourceNotFoundException\","
                + "\"message\":\"Requested resource not found: Stream: "
                + elsewhere
                + " not found\"}");
    assertThat(tables.stream("DescribeStream", "{}").body())
        .contains("Value at 'StreamArn' failed to satisfy constraint: Member must not be null");
  }
}
