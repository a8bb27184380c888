package io.atolldb.peer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.atolldb.catalog.HomeRegion;
import io.atolldb.catalog.TableOperation;
import io.atolldb.clock.RegionId;
import io.atolldb.conflicts.ConflictQuery;
import io.atolldb.operation.ChooseHomeRegion;
import io.atolldb.region.PairOfRegions;
import io.atolldb.region.PairOfRegions.Half;
import io.atolldb.region.Regions;
import io.atolldb.request.TablePorts;
import io.atolldb.rest.PlainRest;
import io.atolldb.session.SessionToken;
import io.atolldb.wire.DataPort;
import io.atolldb.wire.DataPortLimits;
import io.atolldb.wire.HomeRegions;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Two regions with real data ports, and a table whose conditions are judged in one of them.
class HomeRegionTest {

  private static final long WAIT_MILLIS = 300;
  private static final String ABSENT = "\"ConditionExpression\":\"attribute_not_exists(id)\"";

  private final HttpClient http = HttpClient.newHttpClient();
  private final List<HttpServer> admins = new ArrayList<>();
  private volatile boolean cut;
  private PairOfRegions pair;
  private DataPort here;
  private DataPort there;

  @BeforeEach
  void open() throws Exception {
    pair = new PairOfRegions();
    var toThere = new TreeMap<RegionId, URI>();
    var toHere = new TreeMap<RegionId, URI>();
    here = port(pair.here, new HttpHomeRegions(toThere, _ -> cut));
    toHere.put(Regions.HERE, admin("http://0.0.0.0:" + here.port()));
    there = port(pair.there, new HttpHomeRegions(toHere, _ -> cut));
    choose(Regions.HERE);
  }

  @AfterEach
  void close() throws Exception {
    http.close();
    for (HttpServer admin : admins) admin.stop(0);
    here.close();
    there.close();
    pair.close();
  }

  private static DataPort port(Half half, HomeRegions homes) throws Exception {
    var ports =
        new TablePorts(
            half.core.region(),
            new TreeMap<>(),
            (_, _) -> OptionalInt.empty(),
            half.core.streams(),
            UUID::randomUUID,
            System::currentTimeMillis);
    var anywhere = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    var rest = new PlainRest(ports);
    var sessions = half.agents.sessions(WAIT_MILLIS);
    var port = new DataPort(anywhere, DataPortLimits.USUAL, ports, rest, sessions, homes);
    port.start();
    return port;
  }

  /// An admin port that answers the one question that is asked here.
  private URI admin(String dataEndpoint) throws Exception {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        HttpPeerRegion.PATH + HttpHomeRegions.DATA_ENDPOINT,
        exchange -> {
          exchange.sendResponseHeaders(200, dataEndpoint.length());
          exchange.getResponseBody().write(dataEndpoint.getBytes(UTF_8));
          exchange.close();
        });
    server.start();
    admins.add(server);
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private TableOperation.Outcome choose(@Nullable RegionId home) {
    var choice = new ChooseHomeRegion(PairOfRegions.NAME, home);
    TableOperation.Outcome outcome = pair.here.core.writer().submit(choice).await();
    RegionId chosen = homeIn(pair.here);
    PairOfRegions.await(
        "both know", () -> String.valueOf(homeIn(pair.there)).equals(String.valueOf(chosen)));
    return outcome;
  }

  private static @Nullable RegionId homeIn(Half half) {
    return HomeRegion.of(half.core.state().tables().of(Regions.TABLE).descriptor());
  }

  private HttpRequest.Builder request(DataPort port, String operation, String body) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port.port() + "/"))
        .header("Content-Type", "application/x-amz-json-1.0")
        .header("X-Amz-Target", "DynamoDB_20120810." + operation)
        .header("Authorization", "AWS4-HMAC-SHA256 Credential=any")
        .POST(BodyPublishers.ofString(body));
  }

  private HttpResponse<String> call(DataPort port, String operation, String body) throws Exception {
    return http.send(request(port, operation, body).build(), BodyHandlers.ofString());
  }

  private static String put(String id, String text, String more) {
    return "{\"TableName\":\"%s\",\"Item\":{\"id\":{\"S\":\"%s\"},\"text\":{\"S\":\"%s\"}}%s}"
        .formatted(PairOfRegions.NAME, id, text, more.isEmpty() ? "" : "," + more);
  }

  private HttpResponse<String> claim(DataPort port, String id, String text) throws Exception {
    return call(port, "PutItem", put(id, text, ABSENT));
  }

  private static int conflictsIn(Half half) {
    var all = new ConflictQuery(null, null, null, null, null, null);
    return half.core.conflicts().find(all, 1_000, null).conflicts().size();
  }

  private void awaitEqual(String id) {
    PairOfRegions.await(
        "both hold the same " + id,
        () -> !pair.here.text(id).isEmpty() && pair.here.text(id).equals(pair.there.text(id)));
  }

  @Test
  void ofClaimsThatRaceInTwoRegionsExactlyOneIsGranted() throws Exception {
    var claims = new ArrayList<Callable<Integer>>();
    for (int at = 0; at < 25; at++) {
      String id = "seat-" + at;
      claims.add(() -> claim(here, id, "here").statusCode());
      claims.add(() -> claim(there, id, "there").statusCode());
    }
    List<Future<Integer>> answers;
    try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
      answers = clients.invokeAll(claims);
    }
    for (int at = 0; at < claims.size(); at += 2) {
      assertThat(List.of(answers.get(at).get(), answers.get(at + 1).get()))
          .as("seat-%d", at / 2)
          .containsExactlyInAnyOrder(200, 400);
      awaitEqual("seat-" + at / 2);
    }
    assertThat(conflictsIn(pair.here)).isZero();
    assertThat(conflictsIn(pair.there)).isZero();
  }

  @Test
  void whatTheHomeSaysIsWhatTheClientHears() throws Exception {
    pair.here.holdBack(); // there cannot know by itself
    pair.here.put("a", "taken");
    String returning = ABSENT + ",\"ReturnValuesOnConditionCheckFailure\":\"ALL_OLD\"";
    HttpResponse<String> refused = call(there, "PutItem", put("a", "mine", returning));
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).contains("ConditionalCheckFailedException").contains("taken");

    HttpResponse<String> invalid =
        call(there, "PutItem", put("a", "mine", "\"ReturnValues\":\"X\""));
    assertThat(invalid.statusCode()).as("that is known without asking").isEqualTo(400);
    assertThat(invalid.body()).contains("ValidationException");
  }

  @Test
  void theSessionOfAClientKnowsWhatItWroteAtHome() throws Exception {
    pair.here.holdBack();
    HttpResponse<String> claimed = claim(there, "a", "mine");
    assertThat(claimed.statusCode()).isEqualTo(200);
    String token = claimed.headers().firstValue(SessionToken.HEADER).orElse("");

    String get =
        "{\"TableName\":\"%s\",\"Key\":{\"id\":{\"S\":\"a\"}}}".formatted(PairOfRegions.NAME);
    HttpRequest read = request(there, "GetItem", get).header(SessionToken.HEADER, token).build();
    assertThat(http.send(read, BodyHandlers.ofString()).statusCode()).isEqualTo(503);
    pair.here.letGo();
    HttpResponse<String> seen = http.send(read, BodyHandlers.ofString());
    assertThat(seen.statusCode()).isEqualTo(200);
    assertThat(seen.body()).contains("mine");
  }

  @Test
  void whereTheHomeIsOutOfReachConditionsAreRefusedAndOtherWritesGoOn() throws Exception {
    cut = true;
    HttpResponse<String> refused = claim(there, "a", "mine");
    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.body())
        .contains("ServiceUnavailableException")
        .contains("has to be judged in region us-east-1")
        .contains("Nothing was written");
    assertThat(pair.there.text("a")).isEmpty();

    assertThat(call(there, "PutItem", put("a", "unconditional", "")).statusCode()).isEqualTo(200);
    assertThat(claim(here, "b", "at home").statusCode()).isEqualTo(200);

    cut = false;
    assertThat(claim(there, "c", "mine").statusCode()).isEqualTo(200);
    awaitEqual("c");
  }

  @Test
  void aHomeThatDoesNotAnswerLeavesTheOutcomeOpenAndSaysSo() throws Exception {
    var silent = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    silent.createContext("/", exchange -> exchange.close());
    silent.start();
    admins.add(silent);
    var homes = new TreeMap<RegionId, URI>();
    homes.put(Regions.HERE, admin("http://127.0.0.1:" + silent.getAddress().getPort()));
    try (DataPort port = port(pair.there, new HttpHomeRegions(homes, _ -> false))) {
      HttpResponse<String> open = claim(port, "a", "mine");
      assertThat(open.statusCode()).isEqualTo(500);
      assertThat(open.body()).contains("InternalServerError").contains("may have been done");
    }
  }

  @Test
  void statementsTransactionsAndThePlainApiAskTheHomeToo() throws Exception {
    pair.here.holdBack();
    pair.here.put("a", "taken");
    String insert =
        "{\"Statement\":\"INSERT INTO \\\"%s\\\" VALUE {'id':'a','text':'mine'}\"}"
            .formatted(PairOfRegions.NAME);
    assertThat(call(there, "ExecuteStatement", insert).body()).contains("DuplicateItemException");

    String transaction =
        ("{\"TransactItems\":[{\"ConditionCheck\":{\"TableName\":\"%1$s\",\"Key\":{\"id\":{\"S\":\"a\"}},"
             + "\"ConditionExpression\":\"attribute_not_exists(id)\"}},{\"Put\":%2$s}]}")
            .formatted(PairOfRegions.NAME, put("b", "mine", ""));
    HttpResponse<String> cancelled = call(there, "TransactWriteItems", transaction);
    assertThat(cancelled.body()).contains("TransactionCanceledException");
    assertThat(pair.there.text("b")).isEmpty();

    var uri = "http://127.0.0.1:" + there.port() + "/v1/tables/" + PairOfRegions.NAME + "/items/a";
    var replace =
        HttpRequest.newBuilder(URI.create(uri))
            .header("Content-Type", "application/json")
            .header("If-None-Match", "*")
            .PUT(BodyPublishers.ofString("{\"id\":\"a\",\"text\":\"mine\"}"))
            .build();
    assertThat(http.send(replace, BodyHandlers.ofString()).statusCode()).isEqualTo(412);
  }

  @Test
  void aBatchOfStatementsIsNotSentOnButSaysWhere() throws Exception {
    String batch =
        "{\"Statements\":[{\"Statement\":\"INSERT INTO \\\"%s\\\" VALUE {'id':'a'}\"}]}"
            .formatted(PairOfRegions.NAME);
    HttpResponse<String> answer = call(there, "BatchExecuteStatement", batch);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body())
        .contains("InternalServerError")
        .contains("are judged in its home region us-east-1");
    assertThat(pair.there.text("a")).isEmpty();
  }

  @Test
  void noRequestIsSentOnTwice() throws Exception {
    HttpRequest sentOn =
        request(there, "PutItem", put("a", "mine", ABSENT))
            .header(HomeRegions.SENT_ON_BY, "elsewhere")
            .build();
    HttpResponse<String> answer = http.send(sentOn, BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).contains("is not sent on");
  }

  @Test
  void aHomeCanBeTakenBackAndHasToHoldTheTable() throws Exception {
    assertThat(choose(new RegionId("mars"))).isInstanceOf(TableOperation.Outcome.Refused.class);
    assertThat(homeIn(pair.here)).isEqualTo(Regions.HERE);
    choose(null);
    cut = true;
    assertThat(claim(there, "a", "mine").statusCode()).as("judged where asked").isEqualTo(200);
  }
}
