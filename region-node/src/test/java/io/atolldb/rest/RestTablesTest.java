package io.atolldb.rest;

import static io.atolldb.rest.RestClient.Reply.problem;
import static org.assertj.core.api.Assertions.assertThat;

import io.atolldb.rest.RestClient.Reply;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Tables, and the pages of their items, through the REST API.
class RestTablesTest {

  private static final Pattern KEY = Pattern.compile("\"pk\":\"(\\w+)\"");
  private static final Pattern NEXT = Pattern.compile("\"next\":\"([^\"]+)\"");

  @AutoClose private RestClient client;

  @BeforeEach
  void start() throws Exception {
    client = RestClient.start();
  }

  @Test
  void tablesAreListedAPageAtATime() throws Exception {
    assertThat(client.get("/v1/tables").body())
        .isEqualTo("{\"tables\":[\"binary\",\"creating\",\"plain\",\"sorted\"]}");
    assertThat(client.get("/v1/tables?limit=2").body())
        .isEqualTo("{\"tables\":[\"binary\",\"creating\"],\"next\":\"creating\"}");
    assertThat(client.get("/v1/tables?limit=2&next=creating").body())
        .isEqualTo("{\"tables\":[\"plain\",\"sorted\"]}");
  }

  @Test
  void aTableIsCreatedWithItsReplicas() throws Exception {
    Reply created =
        client.put(
            "/v1/tables/reef",
            "{\"partitionKey\":\"id\",\"sortKey\":\"at\",\"sortKeyType\":\"number\","
                + "\"replicas\":[\"us-east-1\",\"eu-west-1\",\"ap-northeast-1\"]}");

    assertThat(created.status()).isEqualTo(201);
    assertThat(created.body())
        .isEqualTo(
            "{\"table\":\"reef\",\"status\":\"CREATING\",\"partitionKey\":\"id\","
                + "\"partitionKeyType\":\"string\",\"sortKey\":\"at\",\"sortKeyType\":\"number\","
                + "\"items\":0,\"bytes\":0,\"created\":\"2023-11-14T22:13:20.123Z\","
                + "\"region\":\"us-east-1\",\"replicas\":["
                + "{\"region\":\"ap-northeast-1\",\"status\":\"CREATING\"},"
                + "{\"region\":\"eu-west-1\",\"status\":\"CREATING\"}]}");
    assertThat(client.put("/v1/tables/reef/items/a/1", "{}").status()).isEqualTo(201);
    assertThat(client.get("/v1/tables/reef").body())
        .contains("\"status\":\"UPDATING\"", "\"items\":1,");
  }

  @Test
  void aTableThatExistsIsAConflict() throws Exception {
    assertThat(client.put("/v1/tables/plain", "{\"partitionKey\":\"id\"}").body())
        .isEqualTo(problem(409, "Conflict", "Table already exists: plain"));
  }

  @Test
  void aRegionThatHasATableOfThatNameGetsNoReplica() throws Exception {
    client.europe.holds("reef");

    Reply reply =
        client.put("/v1/tables/reef", "{\"partitionKey\":\"id\",\"replicas\":[\"eu-west-1\"]}");

    assertThat(reply.status()).isEqualTo(400);
    assertThat(client.get("/v1/tables/reef").status()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | A table needs a 'partitionKey'",
        "{\"partitionKey\":1} | 'partitionKey' is a string",
        "{\"partitionKey\":\"a\",\"sortKey\":\"a\"} | Both keys have the same name",
        "{\"partitionKey\":\"a\",\"partitionKeyType\":\"S\"} | 'partitionKeyType' is"
            + " \\\"string\\\", \\\"number\\\" or \\\"binary\\\"",
        "{\"partitionKey\":\"a\",\"replicas\":\"b\"} | 'replicas' is an array of regions",
        "{\"partitionKey\":\"a\",\"keys\":\"b\"} | A table has no 'keys'",
      })
  void aTableThatIsNoneIsABadRequest(String body, String detail) throws Exception {
    assertThat(client.put("/v1/tables/reef", body).body())
        .isEqualTo(problem(400, "Bad Request", detail));
  }

  @Test
  void aDeletedTableIsGone() throws Exception {
    assertThat(client.delete("/v1/tables/plain").status()).isEqualTo(204);
    assertThat(client.get("/v1/tables/plain").status()).isEqualTo(404);
    assertThat(client.delete("/v1/tables/plain").status()).isEqualTo(404);
  }

  @Test
  void everyItemIsOnOnePageAndOnOneOnly() throws Exception {
    var expected = new TreeSet<String>();
    for (int at = 0; at < 25; at++) {
      client.put("/v1/tables/plain/items/k" + at, "{}");
      expected.add("k" + at);
    }

    var seen = new TreeSet<String>();
    int pages = 0;
    String next = "";
    do {
      String body = client.get("/v1/tables/plain/items?limit=10" + next).body();
      Matcher keys = KEY.matcher(body);
      while (keys.find()) assertThat(seen.add(keys.group(1))).as(keys.group(1)).isTrue();
      Matcher continuation = NEXT.matcher(body);
      next = continuation.find() ? "&next=" + continuation.group(1) : "";
      pages++;
    } while (!next.isEmpty());

    assertThat(seen).isEqualTo(expected);
    assertThat(pages).isEqualTo(3);
  }

  @Test
  void aPageEndsAtAMegabyte() throws Exception {
    String large = "{\"v\":\"" + "x".repeat(300_000) + "\"}";
    for (int at = 0; at < 6; at++) client.put("/v1/tables/plain/items/k" + at, large);

    Matcher keys = KEY.matcher(client.get("/v1/tables/plain/items").body());

    assertThat(keys.results().count()).isEqualTo(4);
  }

  @Test
  void aContinuationBelongsToItsTable() throws Exception {
    for (String key : new String[] {"a", "b"}) client.put("/v1/tables/plain/items/" + key, "{}");
    Matcher next = NEXT.matcher(client.get("/v1/tables/plain/items?limit=1").body());
    assertThat(next.find()).isTrue();

    String problem = problem(400, "Bad Request", "'next' is no continuation of this table");
    assertThat(client.get("/v1/tables/sorted/items?next=" + next.group(1)).body())
        .isEqualTo(problem);
    assertThat(client.get("/v1/tables/plain/items?next=made-up").body()).isEqualTo(problem);
    assertThat(client.get("/v1/tables/plain/items?next=*").body()).isEqualTo(problem);
  }

  @ParameterizedTest
  @CsvSource({"limit=0", "limit=1001", "limit=ten", "limit=", "limit=1&limit=2", "limt=1"})
  void aLimitIsACountFrom1To1000(String query) throws Exception {
    assertThat(client.get("/v1/tables/plain/items?" + query).status()).isEqualTo(400);
  }
}
