package io.atolldb.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.atolldb.wire.LiveTables.Reply;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// GetShardIterator: where reading begins (reference: DynamoDB, 4.10 and Appendix C).
class GetShardIteratorWireTest {

  @AutoClose private static LiveTables tables;
  private static String arn;
  private static String shard;
  private static String second;

  @BeforeAll
  static void start() throws Exception {
    tables = new LiveTables();
    tables.createTable("KEYS_ONLY");
    for (String id : new String[] {"a", "b", "c"}) tables.put(id, "text");
    arn = tables.streamArn();
    shard = tables.lastShard(arn);
    String begin = tables.iterator(arn, shard, "TRIM_HORIZON");
    Reply first = tables.stream("GetRecords", "{'ShardIterator':'%s','Limit':1}", begin);
    second = tables.records(first.text("NextShardIterator")).text("SequenceNumber");
  }

  private static String read(String type, String sequence) throws Exception {
    return tables.records(place(type, sequence).text("ShardIterator")).body();
  }

  private static Reply place(String type, String sequence) throws Exception {
    return tables.stream(
        "GetShardIterator",
        "{'StreamArn':'%s','ShardId':'%s','ShardIteratorType':'%s','SequenceNumber':'%s'}",
        arn,
        shard,
        type,
        sequence);
  }

  @Test
  void aSequenceNumberNamesARecordOrTheOneBehindIt() throws Exception {
    assertThat(read("AT_SEQUENCE_NUMBER", second))
        .contains("\"S\":\"b\"", "\"S\":\"c\"")
        .doesNotContain("\"S\":\"a\"");
    assertThat(read("AFTER_SEQUENCE_NUMBER", second))
        .contains("\"S\":\"c\"")
        .doesNotContain("\"S\":\"b\"");
  }

  @Test
  void theLatestPlaceShowsWhatComesAfterIt() throws Exception {
    String latest = tables.iterator(arn, shard, "LATEST");
    Reply before = tables.records(latest);
    tables.put("later", "text");

    assertThat(before.body()).startsWith("{\"Records\":[],");
    assertThat(tables.records(before.text("NextShardIterator")).body())
        .containsOnlyOnce("eventName")
        .contains("\"S\":\"later\"");
    tables.delete("later");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "{}; Value at 'StreamArn' failed to satisfy constraint: Member must not be null",
        "{'StreamArn':'short'}; Value at 'StreamArn' failed to satisfy constraint: Member must have"
            + " length greater than or equal to 37",
        "{'StreamArn':'ARN'}; Value at 'ShardId' failed to satisfy constraint: Member must not be"
            + " null",
        "{'StreamArn':'ARN','ShardId':'short'}; Value at 'ShardId' failed to satisfy constraint:"
            + " Member must have length greater than or equal to 28",
        "{'StreamArn':'ARN','ShardId':'SHARD','ShardIteratorType':'SOON'}; Member must satisfy enum"
            + " value set: [AFTER_SEQUENCE_NUMBER, LATEST, TRIM_HORIZON, AT_SEQUENCE_NUMBER]",
        "{'StreamArn':'ARN','ShardId':'SHARD','ShardIteratorType':'AT_SEQUENCE_NUMBER'};"
            + " SequenceNumber is required",
        "{'StreamArn':'ARN','ShardId':'SHARD','ShardIteratorType':'LATEST','SequenceNumber':"
            + "'100000000000000000001'}; SequenceNumber must not be given",
        "{'StreamArn':'ARN','ShardId':'shardId-00000000000000000000-00000000','ShardIteratorType':'LATEST'};"
            + " Requested resource not found: Shard: shardId-00000000000000000000-00000000",
        "{'StreamArn':'ARNx','ShardId':'SHARD','ShardIteratorType':'LATEST'}; Requested resource"
            + " not found: Stream: ",
      })
  void whatNamesNoPlaceIsRefused(String request, String message) throws Exception {
    String sent = request.replace("ARN", arn).replace("'SHARD'", "'" + shard + "'");
    Reply reply = tables.stream("GetShardIterator", sent.replace("%", "%%"));

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.body()).contains(message);
  }

  @Test
  void aSequenceNumberOfAnotherShardIsRefused() throws Exception {
    assertThat(place("AT_SEQUENCE_NUMBER", "1" + "9".repeat(20)).body())
        .contains("ValidationException", "Invalid SequenceNumber");
    assertThat(place("AT_SEQUENCE_NUMBER", "100000000000000999999").body())
        .contains("ValidationException", "Invalid SequenceNumber");
  }
}
