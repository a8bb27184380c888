package io.atolldb.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.atolldb.wire.LiveTables.Reply;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// GetRecords: what a shard shows (reference: DynamoDB, 4.10).
class GetRecordsWireTest {

  @AutoClose private LiveTables tables;

  @BeforeEach
  void start() throws Exception {
    tables = new LiveTables();
  }

  private Reply fromTheBeginning() throws Exception {
    String arn = tables.streamArn();
    return tables.records(tables.iterator(arn, tables.lastShard(arn), "TRIM_HORIZON"));
  }

  @Test
  void everyChangeIsARecordWithItsImagesAndSizes() throws Exception {
    tables.createTable("NEW_AND_OLD_IMAGES");
    tables.put("101", "New item!");
    tables.put("101", "This item has changed");
    tables.delete("101");

    Reply reply = fromTheBeginning();

    String keys = "\"Keys\":{\"id\":{\"S\":\"101\"}}";
    String first = "{\"id\":{\"S\":\"101\"},\"text\":{\"S\":\"New item!\"}}";
    String second = "{\"id\":{\"S\":\"101\"},\"text\":{\"S\":\"This item has changed\"}}";
    assertThat(reply.body())
        .contains("\"eventName\":\"INSERT\",\"eventVersion\":\"1.1\"")
        .contains("\"eventSource\":\"aws:dynamodb\",\"awsRegion\":\"us-east-1\"")
        .contains("\"ApproximateCreationDateTime\":1700000000," + keys + ",\"NewImage\":" + first)
        .contains("\"SizeBytes\":23,\"StreamViewType\":\"NEW_AND_OLD_IMAGES\"")
        .contains("\"eventName\":\"MODIFY\"")
        .contains(keys + ",\"NewImage\":" + second + ",\"OldImage\":" + first)
        .contains("\"eventName\":\"REMOVE\"")
        .contains(keys + ",\"OldImage\":" + second)
        .doesNotContain("userIdentity");
    assertThat(reply.text("SequenceNumber")).hasSize(21).containsOnlyDigits();
    assertThat(reply.text("eventID")).hasSize(32);
  }

  @Test
  void eachViewShowsItsImages() throws Exception {
    tables.createTable("KEYS_ONLY");
    tables.put("a", "one");
    assertThat(fromTheBeginning().body()).contains("\"INSERT\"").doesNotContain("Image\":");

    tables.clock.addAndGet(1);
    switchTo("NEW_IMAGE");
    tables.put("a", "two");
    assertThat(fromTheBeginning().body()).contains("NewImage").doesNotContain("OldImage");

    tables.clock.addAndGet(1);
    switchTo("OLD_IMAGE");
    tables.put("a", "three");
    assertThat(fromTheBeginning().body()).contains("OldImage", "two").doesNotContain("NewImage");
  }

  private void switchTo(String view) throws Exception {
    LiveTables.done(
        tables.table(
            "UpdateTable", "{'TableName':'tbl','StreamSpecification':{'StreamEnabled':false}}"));
    tables.clock.addAndGet(1);
    LiveTables.done(
        tables.table(
            "UpdateTable",
            "{'TableName':'tbl','StreamSpecification':{'StreamEnabled':true,'StreamViewType':'%s'}}",
            view));
  }

  @Test
  void aWriteThatChangesNothingIsNoRecord() throws Exception {
    tables.createTable("NEW_AND_OLD_IMAGES");
    tables.put("a", "one");
    tables.put("a", "one");
    tables.delete("b");

    assertThat(fromTheBeginning().body()).containsOnlyOnce("eventName");
  }

  @Test
  void readingGoesOnWhereItStoppedAndAnIdleShardHasAnEmptyList() throws Exception {
    tables.createTable("KEYS_ONLY");
    tables.put("a", "one");
    tables.put("b", "two");
    String arn = tables.streamArn();
    String begin = tables.iterator(arn, tables.lastShard(arn), "TRIM_HORIZON");

    Reply one = tables.stream("GetRecords", "{'ShardIterator':'%s','Limit':1}", begin);
    Reply two = tables.records(one.text("NextShardIterator"));
    Reply none = tables.records(two.text("NextShardIterator"));

    assertThat(one.body()).contains("\"S\":\"a\"").doesNotContain("\"S\":\"b\"");
    assertThat(two.body()).contains("\"S\":\"b\"").doesNotContain("\"S\":\"a\"");
    assertThat(none.body()).startsWith("{\"Records\":[],\"NextShardIterator\":");
  }

  @Test
  void aShardThatWasRolledEndsAndItsChildGoesOn() throws Exception {
    tables.createTable("KEYS_ONLY");
    tables.put("a", "one");
    String arn = tables.streamArn();
    String parent = tables.lastShard(arn);
    tables.clock.addAndGet(TimeUnit.HOURS.toMillis(4));
    tables.put("b", "two");
    String child = tables.lastShard(arn);

    Reply old = tables.records(tables.iterator(arn, parent, "TRIM_HORIZON"));
    Reply young = tables.records(tables.iterator(arn, child, "TRIM_HORIZON"));

    assertThat(child).isNotEqualTo(parent);
    assertThat(old.body()).contains("\"S\":\"a\"").doesNotContain("\"S\":\"b\"");
    assertThat(old.has("NextShardIterator")).isFalse();
    assertThat(young.body()).contains("\"S\":\"b\"").doesNotContain("\"S\":\"a\"");
    assertThat(young.has("NextShardIterator")).isTrue();
  }

  @Test
  void aStreamThatIsOffIsReadableUntilItIsTrimmed() throws Exception {
    tables.createTable("KEYS_ONLY");
    tables.put("a", "one");
    String arn = tables.streamArn();
    String shard = tables.lastShard(arn);
    LiveTables.done(
        tables.table(
            "UpdateTable", "{'TableName':'tbl','StreamSpecification':{'StreamEnabled':false}}"));
    tables.put("b", "unseen");

    Reply reply = tables.records(tables.iterator(arn, shard, "TRIM_HORIZON"));
    assertThat(reply.body()).containsOnlyOnce("eventName").contains("\"S\":\"a\"");
    assertThat(reply.has("NextShardIterator")).isFalse();

    tables.clock.addAndGet(TimeUnit.HOURS.toMillis(24));
    assertThat(tables.stream("DescribeStream", "{'StreamArn':'%s'}", arn).body())
        .contains("ResourceNotFoundException", "Stream: " + arn + " not found");
  }

  @Test
  void anIteratorIsGoodForFifteenMinutes() throws Exception {
    tables.createTable("KEYS_ONLY");
    String arn = tables.streamArn();
    String iterator = tables.iterator(arn, tables.lastShard(arn), "LATEST");
    tables.clock.addAndGet(TimeUnit.MINUTES.toMillis(15));
    assertThat(tables.records(iterator).status()).isEqualTo(200);

    tables.clock.addAndGet(1);
    assertThat(tables.records(iterator).body())
        .startsWith("{\"__type\":\"com.amazonaws.dynamodb.v20120810#ExpiredIteratorException\"");
  }

  @Test
  void whatIsOlderThanADayIsPassedOverFromTheHorizonAndRefusedByNumber() throws Exception {
    tables.createTable("KEYS_ONLY");
    tables.put("a", "one");
    String arn = tables.streamArn();
    String shard = tables.lastShard(arn);
    String number =
        tables.records(tables.iterator(arn, shard, "TRIM_HORIZON")).text("SequenceNumber");
    tables.clock.addAndGet(TimeUnit.HOURS.toMillis(24));

    assertThat(tables.records(tables.iterator(arn, shard, "TRIM_HORIZON")).body())
        .startsWith("{\"Records\":[],");
    String at =
        tables.stream(
                "GetShardIterator",
                "{'StreamArn':'%s','ShardId':'%s','ShardIteratorType':'AT_SEQUENCE_NUMBER',"
                    + "'SequenceNumber':'%s'}",
                arn,
                shard,
                number)
            .text("ShardIterator");
    assertThat(tables.records(at).body()).contains("#TrimmedDataAccessException");
  }

  @Test
  void whatIsNoIteratorIsRefused() throws Exception {
    assertThat(tables.stream("GetRecords", "{}").body())
        .contains("Value at 'ShardIterator' failed to satisfy constraint: Member must not be null");
    assertThat(tables.records("never issued").body())
        .contains("ValidationException", "Invalid ShardIterator");
    assertThat(tables.stream("GetRecords", "{'ShardIterator':'x|1|AAAA','Limit':1}").body())
        .contains("Invalid ShardIterator");
  }
}
