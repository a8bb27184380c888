package io.atolldb.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.atolldb.wire.WireClient.Reply;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the data port does whatever the operation is (reference: DynamoDB, 4.1).
class DataPortTest {

  private static final String PUT =
      "{\"TableName\":\"plain\",\"Item\":{\"pk\":{\"S\":\"a\"},\"v\":{\"S\":\"Zürich\"}}}";
  private static final String UNKNOWN =
      "{\"__type\":\"com.amazon.coral.service#UnknownOperationException\"}";
  private static final String MALFORMED =
      "{\"__type\":\"com.amazon.coral.service#SerializationException\"}";

  private static WireClient client;

  @BeforeAll
  static void start() throws Exception {
    client =
        WireClient.start(
            DataPortLimits.USUAL,
            request -> {
              String query = request.getQueryString();
              String url = request.getRequestURI() + (query == null ? "" : "?" + query);
              return HttpAnswer.text(200, "text/plain", "rest " + url);
            });
  }

  @AfterAll
  static void stop() {
    client.close();
  }

  @AfterEach
  void writeAgain() {
    client.region.beforeWrite(() -> {});
  }

  private static Reply send(String operation, BodyPublisher body) throws Exception {
    return client.send(client.request(operation).POST(body).build());
  }

  private static HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(client.uri(path));
  }

  /// 4.1.2: the checksum is that of the bytes as sent; SDKs compare it.
  @ParameterizedTest
  @ValueSource(strings = {PUT, "{", "{\"TableName\":\"missing\",\"Item\":{}}"})
  void everyAnswerHasAnIdAndAChecksum(String body) throws Exception {
    Reply reply = client.call("PutItem", body);
    var headers = reply.http().headers();
    var crc = new CRC32();
    crc.update(reply.http().body());

    assertThat(headers.firstValue("x-amzn-RequestId").orElseThrow()).matches("[A-Z0-9]{52}");
    assertThat(headers.firstValueAsLong("x-amz-crc32")).hasValue(crc.getValue());
    assertThat(headers.firstValue("Content-Type")).hasValue("application/x-amz-json-1.0");
    assertThat(headers.firstValue("Server")).hasValue("Server");
    assertThat(headers.firstValue("Date")).isPresent();
    assertThat(headers.firstValueAsLong("Content-Length")).hasValue(reply.http().body().length);
  }

  /// 4.1.3.
  @ParameterizedTest
  @ValueSource(strings = {"/", "/ping"})
  void theRootSaysThatItIsHealthy(String path) throws Exception {
    Reply reply = client.send(to(path).GET().build());

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.body()).isEqualTo("healthy: dynamodb.us-east-1.amazonaws.com ");
    assertThat(reply.http().headers().firstValue("x-amzn-RequestId")).isPresent();
  }

  /// 1.1: what is not served is unknown.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "DynamoDB_20120810.CreateBackup",
        "DynamoDB_20120810.putitem",
        "DynamoDB_20111205.PutItem",
        "DynamoDBStreams_20120810.PutItem",
        "PutItem",
        ""
      })
  void anOperationThatIsNotServedIsUnknown(String target) throws Exception {
    var request = client.request("PutItem").setHeader("X-Amz-Target", target);
    Reply reply = client.send(request.POST(BodyPublishers.ofString(PUT)).build());

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.body()).isEqualTo(UNKNOWN);
  }

  /// 4.1.5.
  @ParameterizedTest
  @CsvSource({
    "/, text/plain",
    "/, application/x-www-form-urlencoded",
    "/other, application/x-amz-json-1.0"
  })
  void aWrongPathOrContentTypeIsNotFound(String path, String type) throws Exception {
    Reply reply =
        client.send(
            to(path)
                .header("Content-Type", type)
                .header("X-Amz-Target", "DynamoDB_20120810.PutItem")
                .POST(BodyPublishers.ofString(PUT))
                .build());

    assertThat(reply.status()).isEqualTo(404);
    assertThat(reply.body()).isEqualTo("<UnknownOperationException/>\n");
    assertThat(reply.http().headers().firstValue("x-amz-crc32")).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/json", "application/x-amz-json-1.0; charset=utf-8"})
  void otherSpellingsOfTheContentTypeAreTaken(String type) throws Exception {
    var request = client.request("PutItem").setHeader("Content-Type", type);

    assertThat(client.send(request.POST(BodyPublishers.ofString(PUT)).build()).status())
        .isEqualTo(200);
  }

  /// Any credentials are taken, but there must be some.
  @Test
  void aRequestThatNobodySentIsRefused() throws Exception {
    var unsigned =
        to("/")
            .header("Content-Type", "application/x-amz-json-1.0")
            .header("X-Amz-Target", "DynamoDB_20120810.PutItem")
            .POST(BodyPublishers.ofString(PUT))
            .build();
    var presigned =
        HttpRequest.newBuilder(unsigned, (_, _) -> true)
            .uri(client.uri("/?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Signature=abc"))
            .build();

    assertThat(client.send(unsigned).status()).isEqualTo(400);
    assertThat(client.send(unsigned).body())
        .contains("com.amazon.coral.service#MissingAuthenticationTokenException");
    assertThat(client.send(presigned).status()).isEqualTo(200);
  }

  /// 4.1.7.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "nonsense",
        "{\"TableName\":\"plain\"",
        "{\"TableName\":\"plain\"} more",
        "{\"TableName\":\"plain\",\"TableName\":\"other\"}",
        "{\"TableName\":\"plain\",}",
        "{'TableName':'plain'}",
        "{\"TableName\":\"tab\tstop\"}",
        "{\"Unknown\":[1,2,}"
      })
  void aBodyThatIsNoJsonIsASerializationException(String body) throws Exception {
    Reply reply = client.call("PutItem", body);

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.body()).isEqualTo(MALFORMED);
  }

  @Test
  void bytesThatAreNoUtf8AreASerializationException() throws Exception {
    byte[] body = PUT.getBytes(StandardCharsets.ISO_8859_1);

    assertThat(send("PutItem", BodyPublishers.ofByteArray(body)).body()).isEqualTo(MALFORMED);
  }

  @ParameterizedTest
  @CsvSource({"[], Start of list found where not expected", "1, Unexpected value type in payload"})
  void aBodyThatIsNoObjectIsASerializationException(String body, String message) throws Exception {
    assertThat(client.call("PutItem", body).body()).isEqualTo(Reply.serialization(message));
  }

  /// Half a surrogate pair has no bytes in UTF-8: it could not be stored, nor said in an answer.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "PutItem | {\"TableName\":\"plain\",\"Item\":{\"pk\":{\"S\":\"\\ud800\"}}}",
        "PutItem |"
            + " {\"TableName\":\"plain\",\"Item\":{\"pk\":{\"S\":\"a\"},\"\\udc00\":{\"S\":\"b\"}}}",
        "PutItem |"
            + " {\"TableName\":\"plain\",\"Item\":{\"pk\":{\"S\":\"a\"},\"v\":{\"SS\":[\"\\ud800x\"]}}}",
        "PutItem |"
            + " {\"TableName\":\"plain\",\"Item\":{\"pk\":{\"S\":\"a\"},\"v\":{\"N\":\"1\\ud800\"}}}",
        "PutItem | {\"TableName\":\"\\ud800\",\"Item\":{\"pk\":{\"S\":\"a\"}}}",
        "PutItem |"
            + " {\"TableName\":\"plain\",\"Item\":{\"pk\":{\"S\":\"a\"}},\"ConditionExpression\":\"a"
            + " = \\ud800\"}",
        "GetItem |"
            + " {\"TableName\":\"plain\",\"Key\":{\"pk\":{\"S\":\"a\"}},\"ProjectionExpression\":\"#a\",\"ExpressionAttributeNames\":{\"#a\\ud800\":\"v\"}}",
        "PutItem |"
            + " {\"TableName\":\"plain\",\"Item\":{\"pk\":{\"S\":\"a\"}},\"ConditionExpression\":\"a"
            + " = :a\",\"ExpressionAttributeValues\":{\":\\ud800\":{\"S\":\"\"}}}",
        "PutItem |"
            + " {\"TableName\":\"plain\",\"Item\":{\"pk\":{\"S\":\"a\"}},\"Expected\":{\"\\ud800\":{\"Exists\":false}}}",
        "UpdateItem |"
            + " {\"TableName\":\"plain\",\"Key\":{\"pk\":{\"S\":\"a\"}},\"AttributeUpdates\":{\"\\ud800\":{\"Value\":{\"S\":\"a\"}}}}",
        "BatchGetItem | {\"RequestItems\":{\"\\ud800\":{\"Keys\":[{\"pk\":{\"S\":\"a\"}}]}}}",
        "BatchWriteItem |"
            + " {\"RequestItems\":{\"\\ud800\":[{\"DeleteRequest\":{\"Key\":{\"pk\":{\"S\":\"a\"}}}}]}}",
        "Query |"
            + " {\"TableName\":\"plain\",\"KeyConditions\":{\"\\ud800\":{\"ComparisonOperator\":\"EQ\",\"AttributeValueList\":[{\"S\":\"a\"}]}}}",
        "Query |"
            + " {\"TableName\":\"plain\",\"KeyConditions\":{\"pk\":{\"ComparisonOperator\":\"\\ud800\",\"AttributeValueList\":[{\"S\":\"a\"}]}}}",
      })
  void halfASurrogatePairIsASerializationException(String operation, String body) throws Exception {
    assertThat(client.call(operation, body).body()).isEqualTo(MALFORMED);
  }

  @Test
  void membersThatTheApiDoesNotKnowAreIgnored() throws Exception {
    assertThat(client.call("PutItem", "{\"New\":{\"a\":[1]}," + PUT.substring(1)).body())
        .isEqualTo("{}");
  }

  /// 4.1.4: however deep it goes, it is answered, and the port goes on.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"Unknown\": | [",
        "{\"Item\":{\"v\": | {\"L\":[",
        "{\"Item\":{\"v\": | {\"M\":{\"a\":"
      })
  void aBodyNestedWithoutEndIsAnswered(String start, String level) throws Exception {
    String body = start + level.repeat(1_000_000);

    assertThat(client.call("PutItem", body).body())
        .isEqualTo(
            Reply.validation(
                "Nesting Levels have exceeded supported limits: Attributes in the item have nested"
                    + " levels beyond supported limit"));
    assertThat(client.call("PutItem", PUT).status()).isEqualTo(200);
  }

  /// 4.1.4: with a declared length and without.
  @Test
  void aBodyOfMoreThan16MegabytesIsTooLarge() throws Exception {
    byte[] tooMuch = new byte[RequestBody.BYTES_MAX + 1];
    java.util.Arrays.fill(tooMuch, (byte) ' ');

    assertThat(send("PutItem", BodyPublishers.ofByteArray(tooMuch)).status()).isEqualTo(413);
    assertThat(send("PutItem", inChunks(tooMuch)).status()).isEqualTo(413);
  }

  private static BodyPublisher inChunks(byte[] body) {
    return BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(body));
  }

  @Test
  void aBodyMayComeInChunks() throws Exception {
    byte[] body = PUT.getBytes(StandardCharsets.UTF_8);

    assertThat(send("PutItem", inChunks(body)).body()).isEqualTo("{}");
  }

  /// 5: requests may come compressed; a small one that unpacks to a huge one is too large.
  @Test
  void aBodyMayComeCompressedButNotWithoutLimit() throws Exception {
    assertThat(sendGzip(RawHttp.gzip(PUT.getBytes(StandardCharsets.UTF_8))).body()).isEqualTo("{}");
    assertThat(sendGzip(RawHttp.gzip(new byte[RequestBody.BYTES_MAX + 1])).status()).isEqualTo(413);
    assertThat(sendGzip(PUT.getBytes(StandardCharsets.UTF_8)).body())
        .isEqualTo(Reply.serialization("Malformed gzip body"));
  }

  private static Reply sendGzip(byte[] body) throws Exception {
    var request = client.request("PutItem").header("Content-Encoding", "gzip");
    return client.send(request.POST(BodyPublishers.ofByteArray(body)).build());
  }

  @Test
  void anEncodingThatIsNotKnownIsRefused() throws Exception {
    var request = client.request("PutItem").header("Content-Encoding", "br");

    assertThat(client.send(request.POST(BodyPublishers.ofString(PUT)).build()).body())
        .isEqualTo(Reply.serialization("Unsupported Content-Encoding: br"));
  }

  /// 4.1.4.
  @Test
  void headersOfMoreThan16KilobytesAreRefused() throws Exception {
    var request = client.request("PutItem").header("X-Much", "x".repeat(17_000));

    assertThat(client.send(request.POST(BodyPublishers.ofString(PUT)).build()).status())
        .isEqualTo(400);
  }

  /// 4.1.3.
  @Test
  void pagesOfOtherOriginsMayAsk() throws Exception {
    Reply preflight =
        client.send(
            to("/")
                .header("Origin", "https://example.com")
                .header("Access-Control-Request-Headers", "x-amz-target,content-type")
                .header("Access-Control-Request-Method", "POST")
                .method("OPTIONS", BodyPublishers.noBody())
                .build());
    var headers = preflight.http().headers();

    assertThat(preflight.status()).isEqualTo(200);
    assertThat(headers.firstValue("Access-Control-Allow-Origin")).hasValue("*");
    assertThat(headers.firstValue("Access-Control-Allow-Headers"))
        .hasValue("x-amz-target,content-type");
    assertThat(headers.firstValue("Access-Control-Allow-Methods")).hasValue("POST");
    assertThat(headers.firstValue("Access-Control-Max-Age")).hasValue("172800");
  }

  @Test
  void thePlainApiLivesBesideTheProtocol() throws Exception {
    Reply reply = client.send(to("/v1/tables/a%2Fb").GET().build());

    assertThat(reply.body()).isEqualTo("rest /v1/tables/a%2Fb");
    assertThat(reply.http().headers().firstValue("x-amzn-RequestId")).isPresent();
  }

  /// As browsers and JavaScript send them.
  @Test
  void aPathOfThePlainApiMayHoldWhatUrlsLeaveAsItIs() throws Exception {
    try (var connection = new RawHttp(client.port.port())) {
      connection.send(
          RawHttp.bytes("GET /v1/tables/a[1]^|?b={[\\|^`]} HTTP/1.1\r\nHost: a\r\n\r\n"));

      assertThat(connection.reply().body()).isEqualTo("rest /v1/tables/a[1]^|?b={[\\|^`]}");
    }
  }

  @Test
  void whatBreaksIsAnsweredWithoutAStackTrace() throws Exception {
    client.region.beforeWrite(() -> {
      throw new IllegalStateException("a secret of the house");
    });

    Reply reply = client.call("PutItem", PUT);

    assertThat(reply.status()).isEqualTo(500);
    assertThat(reply.body())
        .isEqualTo(
            "{\"__type\":\"com.amazonaws.dynamodb.v20120810#InternalServerError\","
                + "\"message\":\"Internal server error\"}");
  }

  /// Tomcat ends a connection after 100 requests unless it is told not to.
  @Test
  void aConnectionLastsAsLongAsItsClientUsesIt() throws Exception {
    byte[] health = RawHttp.bytes("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    try (var connection = new RawHttp(client.port.port())) {
      for (int count = 0; count < 300; count++) {
        assertThat(connection.send(health).reply().saysGoodbye()).isFalse();
      }
    }
  }
}
