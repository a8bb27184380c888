package io.atolldb.rest;

import static io.atolldb.rest.RestClient.Reply.problem;
import static org.assertj.core.api.Assertions.assertThat;

import io.atolldb.rest.RestClient.Reply;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Items through the REST API: what comes back, and what is refused how.
class RestItemsTest {

  private static final String PLAIN = "/v1/tables/plain/items/";

  @AutoClose private static RestClient client;

  @BeforeAll
  static void start() throws Exception {
    client = RestClient.start();
  }

  @Test
  void anItemIsPutAndReadAsOrdinaryJson() throws Exception {
    String item =
        "{\"depth\":12.5,\"name\":\"Große Barriere\",\"pk\":\"reef\",\"tags\":[\"a\",null]}";

    Reply created = client.put(PLAIN + "reef", item);
    Reply replaced = client.put(PLAIN + "reef", item);
    Reply read = client.get(PLAIN + "reef");

    assertThat(created.status()).isEqualTo(201);
    assertThat(replaced.status()).isEqualTo(200);
    assertThat(read.status()).isEqualTo(200);
    assertThat(read.body()).isEqualTo(item).isEqualTo(created.body());
    assertThat(read.header("Content-Type")).startsWith("application/json");
    assertThat(read.header("ETag"))
        .isEqualTo(replaced.header("ETag"))
        .isNotEqualTo(created.header("ETag"));
  }

  /// Every type, and every digit.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "12345678901234567890123456789012345678",
        "0.1",
        "-99999999999999999999999999999999999999",
        "0.00000000000000000000000000000000000001",
        "true",
        "null",
        "\"\"",
        "[]",
        "{}",
        "[[1],{\"a\":{\"b\":[false]}}]",
        "{\"$binary\":\"AAEC/w==\"}",
        "{\"$set\":[\"\",\"a\",\"é\"]}",
        "{\"$set\":[-1,0,1e3]}",
        "{\"$set\":[{\"$binary\":\"AA==\"},{\"$binary\":\"/w==\"}]}",
        "{\"$map\":{\"$set\":[\"not a set\"]}}",
        "{\"$map\":{\"$binary\":1}}",
        "{\"$map\":{\"$map\":{}}}",
        "{\"$money\":1}",
        "{\"$a\":1,\"$set\":2}",
      })
  void aValueComesBackAsItWentIn(String value) throws Exception {
    Reply put = client.put(PLAIN + "value", "{\"v\":" + value + "}");

    assertThat(put.body())
        .isEqualTo("{\"pk\":\"value\",\"v\":" + value.replace("1e3", "1000") + "}");
    assertThat(client.get(PLAIN + "value").body()).isEqualTo(put.body());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"v\":{\"$set\":[]}} | A set has at least one member",
        "{\"v\":{\"$set\":[1,1.0]}} | A set has no member twice",
        "{\"v\":{\"$set\":{}}} | '$set' stands before an array",
        "{\"v\":{\"$set\":[1],\"b\":2}} | '$set' must be the only member of its object",
        "{\"v\":{\"$binary\":\"*\"}} | Binary values are written in base64",
        "{\"v\":{\"$map\":1}} | '$map' stands before an object",
        "{\"\":1} | The name of an attribute must not be empty",
        "{\"pk\":\"other\"} | The key attribute 'pk' differs from the one in the path",
      })
  void aValueThatIsNoneIsABadRequest(String body, String detail) throws Exception {
    Reply reply = client.put(PLAIN + "bad", body);

    assertThat(reply.body()).isEqualTo(problem(400, "Bad Request", detail));
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.header("Content-Type")).startsWith("application/problem+json");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "1",
        "{",
        "{\"a\":1,\"a\":2}",
        "{} {}",
        "{\"a\":NaN}",
        "{\"a\":1e1000000000}",
        "{\"a\":123456789012345678901234567890123456789}",
        "{\"a\":\"\\ud800\"}",
        "{\"a\":{\"$set\":[1,\"b\"]}}",
        "{\"a\":{\"$set\":[1",
      })
  void aBodyThatCannotBeReadIsABadRequest(String body) throws Exception {
    Reply reply = client.put(PLAIN + "bad", body);

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.header("Content-Type")).startsWith("application/problem+json");
    assertThat(reply.body()).doesNotContain("Exception", "\\tat ");
    assertThat(client.get(PLAIN + "bad").status()).isEqualTo(404);
  }

  @Test
  void listsAndMapsMayLie31Deep() throws Exception {
    String deepest = "[".repeat(31) + "]".repeat(31);

    assertThat(client.put(PLAIN + "deep", "{\"v\":" + deepest + "}").status()).isEqualTo(201);
    assertThat(client.put(PLAIN + "deep", "{\"v\":[" + deepest + "]}").body())
        .isEqualTo(problem(400, "Bad Request", "Lists and maps may lie at most 31 deep"));
    assertThat(client.put(PLAIN + "deep", "{\"v\":{\"a\":" + deepest + "}}").status())
        .isEqualTo(400);
    assertThat(client.patch(PLAIN + "deep", "{\"v\":{\"a\":" + deepest + "}}").status())
        .isEqualTo(400);
    assertThat(
            client
                .patch(PLAIN + "deep", "{\"v\":" + "{\"a\":".repeat(900) + "1" + "}".repeat(901))
                .status())
        .isEqualTo(400);
  }

  @Test
  void anItemHasAtMost400Kilobytes() throws Exception {
    String most = "x".repeat(409_600 - "pk".length() - "big".length() - "v".length());

    assertThat(client.put(PLAIN + "big", "{\"v\":\"" + most + "\"}").status()).isEqualTo(201);
    assertThat(client.put(PLAIN + "big", "{\"v\":\"" + most + "x\"}").body())
        .isEqualTo(problem(400, "Bad Request", "Item size has exceeded the maximum allowed size"));
    assertThat(client.patch(PLAIN + "big", "{\"w\":1}").status()).isEqualTo(400);
  }

  @Test
  void aBodyHasAtMost16Megabytes() throws Exception {
    Reply reply = client.put(PLAIN + "huge", "{\"v\":\"" + "x".repeat(16 << 20) + "\"}");

    assertThat(reply.status()).isEqualTo(413);
    assertThat(reply.header("Content-Type")).startsWith("application/problem+json");
  }

  /// Slashes, percents, plus signs and letters beyond ASCII may stand in keys.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"a%2Fb|a/b", "100%25|100%", "a+b|a+b", "%C3%A9|é", "a%20b|a b", "%3B|;"})
  void aKeyInThePathIsPercentEncoded(String path, String key) throws Exception {
    Reply put = client.put(PLAIN + path, "{}");

    assertThat(put.body()).isEqualTo("{\"pk\":\"" + key + "\"}");
    assertThat(client.get(PLAIN + path).body()).isEqualTo(put.body());
  }

  @Test
  void keysAreReadByTheirTypes() throws Exception {
    assertThat(client.put("/v1/tables/sorted/items/a/1e3", "{}").body())
        .isEqualTo("{\"pk\":\"a\",\"sk\":1000}");
    assertThat(client.get("/v1/tables/sorted/items/a/1000.0").status()).isEqualTo(200);
    assertThat(client.put("/v1/tables/binary/items/AAH_/x", "{}").body())
        .isEqualTo("{\"pk\":{\"$binary\":\"AAH/\"},\"sk\":\"x\"}");
    assertThat(client.get("/v1/tables/sorted/items/a/one").status()).isEqualTo(400);
    assertThat(client.get("/v1/tables/binary/items/*/x").status()).isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/v1/tables/sorted/items/a|400",
        "/v1/tables/plain/items/a/b|400",
        "/v1/tables/plain/items/|400",
        "/v1/tables/plain/items/a?x=1|400",
        "/v1/tables/plain/items/nobody|404",
        "/v1/tables/missing/items/a|404",
        "/v1/tables/creating/items/a|404",
        "/v1/tables/plain/things|404",
        "/v1/tables/plain/items/a/b/c|404",
        "/v1/other|404",
        "/v1/|404",
      })
  void aPathThatNamesNothingIsSaidToDoSo(String path, int status) throws Exception {
    Reply reply = client.get(path);

    assertThat(reply.status()).isEqualTo(status);
    assertThat(reply.header("Content-Type")).startsWith("application/problem+json");
    assertThat(reply.body()).contains("\"status\":" + status);
  }

  @Test
  void aDeletedItemIsGone() throws Exception {
    client.put(PLAIN + "gone", "{}");

    Reply deleted = client.delete(PLAIN + "gone");

    assertThat(deleted.status()).isEqualTo(204);
    assertThat(deleted.body()).isEmpty();
    assertThat(client.get(PLAIN + "gone").status()).isEqualTo(404);
    assertThat(client.delete(PLAIN + "gone").status()).isEqualTo(404);
  }

  @Test
  void anotherMethodIsNotAllowed() throws Exception {
    Reply reply = client.send(client.request(PLAIN + "a").POST(BodyPublishers.ofString("{}")));

    assertThat(reply.status()).isEqualTo(405);
    assertThat(reply.header("Allow")).isEqualTo("GET, HEAD, PUT, PATCH, DELETE");
  }

  @Test
  void anotherTypeOfBodyIsNotSupported() throws Exception {
    assertThat(client.put(PLAIN + "a", "a=1", "Content-Type", "text/plain").body())
        .isEqualTo(
            problem(
                415,
                "Unsupported Media Type",
                "The body must be JSON: send Content-Type: application/json"));
    assertThat(
            client
                .put(PLAIN + "a", "{}", "Content-Type", "Application/JSON; charset=utf-8")
                .status())
        .isLessThan(300);
  }

  @Test
  void headAnswersTheHeadersOfGet() throws Exception {
    String tag = client.put(PLAIN + "head", "{}").header("ETag");

    Reply head = client.send(client.request(PLAIN + "head").HEAD());

    assertThat(head.status()).isEqualTo(200);
    assertThat(head.header("ETag")).isEqualTo(tag);
    assertThat(head.body()).isEmpty();
  }

  @Test
  void aBrowserMayAskFromElsewhere() throws Exception {
    Reply reply =
        client.send(client.request(PLAIN + "a").method("OPTIONS", BodyPublishers.noBody()));

    assertThat(reply.status()).isEqualTo(204);
    assertThat(reply.header("Access-Control-Allow-Methods")).contains("PATCH");
  }
}
