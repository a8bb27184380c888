package io.atolldb.wire;

import io.atolldb.capacity.TableMeters;
import io.atolldb.clock.ClockBound;
import io.atolldb.clock.DriftLimits;
import io.atolldb.clock.RegionId;
import io.atolldb.log.LogLimits;
import io.atolldb.log.MemoryDisk;
import io.atolldb.operation.CollectionLimit;
import io.atolldb.region.RegionCore;
import io.atolldb.replication.AgentRunner;
import io.atolldb.request.TablePorts;
import io.atolldb.store.MemoryStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A region with its log and a data port, in memory, whose clock the test sets.
final class LiveTables implements AutoCloseable {

  static final RegionId HERE = new RegionId("us-east-1");

  /// 2023-11-14T22:13:20Z.
  static final long START = 1_700_000_000_000L;

  private static final long DISK_BYTES = 64 << 20;

  /// What came back.
  record Reply(int status, String body) {

    /// The text of the first member of this name, wherever it stands.
    String text(String member) {
      Matcher matcher = Pattern.compile("\"" + member + "\":\"([^\"]*)\"").matcher(body);
      if (!matcher.find()) throw new AssertionError("no " + member + " in " + body);
      return matcher.group(1);
    }

    boolean has(String member) {
      return body.contains("\"" + member + "\":");
    }
  }

  final AtomicLong clock = new AtomicLong(START);
  final RegionCore core;
  private final AgentRunner writer;
  private final DataPort port;
  private final HttpClient http = HttpClient.newHttpClient();

  LiveTables() throws Exception {
    this(TableMeters.counting(), CollectionLimit.USUAL);
  }

  LiveTables(TableMeters meters, CollectionLimit collectionLimit) throws Exception {
    var limits = new LogLimits(1 << 20, 1 << 20, 1 << 16, 0);
    this.core =
        RegionCore.open(
            HERE,
            new RegionCore.Ports(
                new MemoryDisk(DISK_BYTES),
                limits,
                new MemoryStore(),
                new NoBound(),
                clock::get,
                DriftLimits.DEFAULT),
            meters,
            collectionLimit);
    this.writer = new AgentRunner(core.writer());
    writer.start();
    var ports =
        new TablePorts(
            core.region(),
            new TreeMap<>(),
            (_, _) -> OptionalInt.empty(),
            core.streams(),
            UUID::randomUUID,
            clock::get);
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    this.port = new DataPort(address, DataPortLimits.USUAL, ports, null);
    port.start();
  }

  /// A table `tbl` with the key `id` and a stream of this view; none if empty.
  void createTable(String view) throws Exception {
    String stream =
        view.isEmpty()
            ? ""
            : ",'StreamSpecification':{'StreamEnabled':true,'StreamViewType':'" + view + "'}";
    done(
        table(
            "CreateTable",
            "{'TableName':'tbl','BillingMode':'PAY_PER_REQUEST',"
                + "'AttributeDefinitions':[{'AttributeName':'id','AttributeType':'S'}],"
                + "'KeySchema':[{'AttributeName':'id','KeyType':'HASH'}]"
                + stream
                + "}"));
  }

  void put(String id, String text) throws Exception {
    done(
        table(
            "PutItem", "{'TableName':'tbl','Item':{'id':{'S':'%s'},'text':{'S':'%s'}}}", id, text));
  }

  void delete(String id) throws Exception {
    done(table("DeleteItem", "{'TableName':'tbl','Key':{'id':{'S':'%s'}}}", id));
  }

  String streamArn() throws Exception {
    return table("DescribeTable", "{'TableName':'tbl'}").text("LatestStreamArn");
  }

  /// The id of the shard that was described last.
  String lastShard(String arn) throws Exception {
    String body = stream("DescribeStream", "{'StreamArn':'%s'}", arn).body();
    int at = body.lastIndexOf("\"ShardId\":\"") + "\"ShardId\":\"".length();
    return body.substring(at, body.indexOf('"', at));
  }

  String iterator(String arn, String shard, String type) throws Exception {
    return stream(
            "GetShardIterator",
            "{'StreamArn':'%s','ShardId':'%s','ShardIteratorType':'%s'}",
            arn,
            shard,
            type)
        .text("ShardIterator");
  }

  Reply records(String iterator) throws Exception {
    return stream("GetRecords", "{'ShardIterator':'%s'}", iterator);
  }

  static Reply done(Reply reply) {
    if (reply.status() != 200) throw new AssertionError(reply.body());
    return reply;
  }

  /// An operation on tables and items. Apostrophes stand for quotation marks.
  @SuppressWarnings("AnnotateFormatMethod") // the annotation is not on the test class path
  Reply table(String operation, String json, Object... parts) throws Exception {
    return call(OperationTable.TARGET_PREFIX + operation, json.formatted(parts));
  }

  /// An operation on streams.
  @SuppressWarnings("AnnotateFormatMethod") // the annotation is not on the test class path
  Reply stream(String operation, String json, Object... parts) throws Exception {
    return call(StreamRows.TARGET_PREFIX + operation, json.formatted(parts));
  }

  private Reply call(String target, String json) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port.port() + "/"))
            .header("Content-Type", "application/x-amz-json-1.0")
            .header("X-Amz-Target", target)
            .header("Authorization", "AWS4-HMAC-SHA256 Credential=any")
            .POST(HttpRequest.BodyPublishers.ofString(json.replace('\'', '"')))
            .build();
    HttpResponse<String> reply = http.send(request, HttpResponse.BodyHandlers.ofString());
    return new Reply(reply.statusCode(), reply.body());
  }

  @Override
  public void close() throws IOException {
    http.close();
    port.stop();
    writer.close();
    core.close();
  }

  private static final class NoBound implements ClockBound {
    @Override
    public long restored() {
      return 0;
    }

    @Override
    public void raiseTo(long packed) {
      // the region ends with the test
    }
  }
}
