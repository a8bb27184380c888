package io.atolldb.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.atolldb.wire.RawHttp.Reply;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is asked of HTTP beside what [DataPortTest] asks. Above all: which answers leave their
/// connection open? All but those to what could not be read.
class DataPortHttpTest {

  private static final String PUT = "{\"TableName\":\"plain\",\"Item\":{\"pk\":{\"S\":\"a\"}}}";
  private static final String NO_KEY = "{\"TableName\":\"plain\",\"Item\":{}}";

  private static WireClient client;
  private RawHttp connection;

  @BeforeAll
  static void start() throws Exception {
    client =
        WireClient.start(
            DataPortLimits.USUAL,
            request -> {
              String status = request.getRequestURI().substring(RestApi.PREFIX.length());
              return HttpAnswer.text(Integer.parseInt(status), "text/plain", "rest");
            });
  }

  @AfterAll
  static void stop() {
    client.close();
  }

  @BeforeEach
  void connect() throws IOException {
    connection = new RawHttp(client.port.port());
  }

  @AfterEach
  void hangUp() throws IOException {
    client.region.beforeWrite(() -> {});
    connection.close();
  }

  private void isServedOn() throws IOException {
    Reply reply = connection.send(RawHttp.request("PutItem", PUT)).reply();
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.body()).isEqualTo("{}");
  }

  private void isRefusedAndServedOn(byte[] request, String type) throws IOException {
    for (int time = 0; time < 2; time++) {
      Reply reply = connection.send(request).reply();
      assertThat(reply.status()).isEqualTo(400);
      assertThat(reply.headers()).doesNotContainKey("connection");
      assertThat(reply.body()).contains("#" + type + "\"");
    }
    isServedOn();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "PutItem | {\"TableName\":\"plain\",\"Item\":{}} | ValidationException",
        "PutItem | {\"TableName\":\"none\",\"Item\":{\"pk\":{\"S\":\"a\"}}} |"
            + " ResourceNotFoundException",
        "PutItem | {\"TableName\":\"plain\",\"Item\":{\"pk\":{\"S\":\"never\"}},"
            + "\"ConditionExpression\":\"attribute_exists(pk)\"} |"
            + " ConditionalCheckFailedException",
        "TransactWriteItems | {\"TransactItems\":[{\"Put\":{\"TableName\":\"plain\","
            + "\"Item\":{\"pk\":{\"S\":\"never\"}},"
            + "\"ConditionExpression\":\"attribute_exists(pk)\"}}]} |"
            + " TransactionCanceledException",
        "PutItem | {\"TableName\": | SerializationException",
        "PutItem | `` | SerializationException",
        "NoOperation | {} | UnknownOperationException",
      })
  void aRefusalLeavesTheConnectionOpen(String operation, String body, String type)
      throws Exception {
    isRefusedAndServedOn(RawHttp.request(operation, body), type);
  }

  @Test
  void aRefusedBodyMayHaveComeInChunksOrCompressed() throws Exception {
    byte[] plain = NO_KEY.getBytes(UTF_8);
    var gzip = Map.of("Content-Encoding", "gzip");
    String type = "ValidationException";

    isRefusedAndServedOn(RawHttp.chunked("PutItem", Map.of(), plain), type);
    isRefusedAndServedOn(RawHttp.request("PutItem", gzip, RawHttp.gzip(plain)), type);
    isRefusedAndServedOn(RawHttp.chunked("PutItem", gzip, RawHttp.gzip(plain)), type);
  }

  /// Tomcat drops what is left of it before it looks for the next request.
  @Test
  void aRefusedBodyNeedNotHaveBeenRead() throws Exception {
    byte[] padding = new byte[1 << 20];
    Arrays.fill(padding, (byte) 'P');
    var unknown = Map.of("Content-Encoding", "br");
    var gzip = Map.of("Content-Encoding", "gzip");

    isRefusedAndServedOn(
        RawHttp.request("NoOperation", Map.of(), padding), "UnknownOperationException");
    isRefusedAndServedOn(
        RawHttp.chunked("NoOperation", Map.of(), padding), "UnknownOperationException");
    isRefusedAndServedOn(RawHttp.request("PutItem", unknown, padding), "SerializationException");
    isRefusedAndServedOn(RawHttp.request("PutItem", gzip, padding), "SerializationException");
  }

  @Test
  void requestsMayBeSentBeforeTheRefusalOfTheLastIsRead() throws Exception {
    byte[] refused = RawHttp.request("PutItem", NO_KEY);
    byte[] done = RawHttp.request("PutItem", PUT);

    connection.send(RawHttp.joined(refused, done, refused, refused, done));

    for (int status : new int[] {400, 200, 400, 400, 200}) {
      assertThat(connection.reply().status()).isEqualTo(status);
    }
  }

  /// The plain API speaks in statuses of its own.
  @ParameterizedTest
  @ValueSource(ints = {400, 401, 404, 405, 409, 412, 415, 429, 500, 503})
  void aRefusalOfThePlainApiLeavesTheConnectionOpen(int status) throws Exception {
    for (int time = 0; time < 2; time++) {
      connection.send(RawHttp.head("GET /v1/" + status + " HTTP/1.1", "None", Map.of()));
      Reply reply = connection.reply();
      assertThat(reply.status()).isEqualTo(status);
      assertThat(reply.body()).isEqualTo("rest");
      assertThat(reply.headers()).doesNotContainKey("connection");

      connection.send(RawHttp.head("HEAD /v1/" + status + " HTTP/1.1", "None", Map.of()));
      assertThat(connection.head().status()).isEqualTo(status);
    }
    isServedOn();
  }

  @Test
  void anInternalErrorLeavesTheConnectionOpen() throws Exception {
    client.region.beforeWrite(() -> {
      throw new IllegalStateException("broken");
    });
    assertThat(connection.send(RawHttp.request("PutItem", PUT)).reply().status()).isEqualTo(500);
    client.region.beforeWrite(() -> {});
    isServedOn();
  }

  @Test
  void aClientThatWantsTheConnectionToEndHasItsWay() throws Exception {
    var close = Map.of("Connection", "close");

    Reply reply =
        connection.send(RawHttp.request("PutItem", close, NO_KEY.getBytes(UTF_8))).reply();

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.saysGoodbye()).isTrue();
    assertThat(connection.rest()).isEmpty();
  }

  @Test
  void aClientOfHttp10HasToAskForMore() throws Exception {
    byte[] body = NO_KEY.getBytes(UTF_8);
    String length = Integer.toString(body.length);
    var plain = Map.of("Content-Length", length);
    var lasting = Map.of("Content-Length", length, "Connection", "keep-alive");

    for (int time = 0; time < 2; time++) {
      connection.send(RawHttp.joined(RawHttp.head("POST / HTTP/1.0", "PutItem", lasting), body));
      Reply kept = connection.reply();
      assertThat(kept.status()).isEqualTo(400);
      assertThat(kept.headers()).containsEntry("connection", "keep-alive");
    }
    connection.send(RawHttp.joined(RawHttp.head("POST / HTTP/1.0", "PutItem", plain), body));
    assertThat(connection.reply().saysGoodbye()).isTrue();
    assertThat(connection.rest()).isEmpty();
  }

  /// As the SDK for Java sends it: the body waits for a word from the port.
  @Test
  void aBodyThatIsAskedForMayBeRefused() throws Exception {
    byte[] body = NO_KEY.getBytes(UTF_8);
    var expecting =
        Map.of("Content-Length", Integer.toString(body.length), "Expect", "100-continue");

    connection.send(RawHttp.head("POST / HTTP/1.1", "PutItem", expecting));
    assertThat(connection.head().status()).isEqualTo(100);
    assertThat(connection.send(body).reply().status()).isEqualTo(400);
    isServedOn();
  }

  /// The client may send the body all the same, or the next request: nobody can tell.
  @Test
  void aBodyThatIsNotAskedForEndsTheConnection() throws Exception {
    var expecting = Map.of("Content-Length", "100", "Expect", "100-continue");

    connection.send(RawHttp.head("POST / HTTP/1.1", "NoOperation", expecting));

    Reply reply = connection.reply();
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.saysGoodbye()).isTrue();
    assertThat(connection.rest()).isEmpty();
  }

  /// The client hears why, though it sends everything before it listens.
  @Test
  void aBodyThatIsTooLargeEndsTheConnection() throws Exception {
    byte[] tooMuch = new byte[RequestBody.BYTES_MAX + 1];

    Reply reply = connection.send(RawHttp.request("PutItem", Map.of(), tooMuch)).reply();

    assertThat(reply.status()).isEqualTo(413);
    assertThat(reply.saysGoodbye()).isTrue();
    assertThat(connection.rest()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no request at all\r\n\r\n",
        "POST / HTTP/1.1\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n{}",
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked, gzip\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: a\r\nA name: value\r\n\r\n",
        "GET /%zz HTTP/1.1\r\nHost: a\r\n\r\n",
      })
  void whatIsNoHttpEndsTheConnection(String request) throws Exception {
    Reply reply = connection.send(RawHttp.bytes(request)).reply();

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.saysGoodbye()).isTrue();
    assertThat(connection.rest()).isIn("", "0\r\n\r\n");
  }

  @Test
  void headersThatAreTooLongEndTheConnection() throws Exception {
    var much = Map.of("X-Much", "x".repeat(17_000));

    Reply reply = connection.send(RawHttp.request("PutItem", much, new byte[0])).reply();

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.saysGoodbye()).isTrue();
    assertThat(connection.rest()).isEmpty();
  }

  /// The length of a chunk that is none: where the next request begins cannot be told.
  @Test
  void aBodyWithoutAnEndEndsTheConnection() throws Exception {
    byte[] head =
        RawHttp.head("POST / HTTP/1.1", "PutItem", Map.of("Transfer-Encoding", "chunked"));

    connection.send(RawHttp.joined(head, RawHttp.bytes("nonsense\r\n{}\r\n0\r\n\r\n")));

    assertThat(connection.reply().status()).isGreaterThanOrEqualTo(400);
    assertThat(connection.rest()).isEmpty();
  }

  /// Names of containers are no domains.
  @ParameterizedTest
  @ValueSource(strings = {"atoll_us-east-1:8000", "_", "[::1]:8000", "10.0.0.1", "Zürich", ""})
  void theHostMayHaveAnyName(String name) throws Exception {
    String length = Integer.toString(PUT.length());
    byte[] head =
        RawHttp.head("POST / HTTP/1.1", "PutItem", Map.of("Content-Length", length, "Host", name));

    connection.send(RawHttp.joined(head, PUT.getBytes(UTF_8)));

    assertThat(connection.reply().status()).isEqualTo(200);
    isServedOn();
  }
}
