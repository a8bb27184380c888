package io.atolldb.peer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.atolldb.catalog.HomeRegion;
import io.atolldb.catalog.TableOperation;
import io.atolldb.clock.RegionId;
import io.atolldb.conflicts.ConflictQuery;
import io.atolldb.item.Item;
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
import java.util.function.Supplier;
import java.util.stream.Stream;
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
    toThere.put(Regions.THERE, admin(() -> "http://0.0.0.0:" + there.port()));
    toHere.put(Regions.HERE, admin(() -> "http://0.0.0.0:" + here.port()));
    here = port(pair.here, new HttpHomeRegions(toThere, _ -> cut));
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
  private URI admin(Supplier<String> dataEndpoint) throws Exception {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        HttpPeerRegion.PATH + HttpHomeRegions.DATA_ENDPOINT,
        exchange -> {
          byte[] answer = dataEndpoint.get().getBytes(UTF_8);
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
    admins.add(server);
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private TableOperation.Outcome choose(@Nullable RegionId home) {
    return choose(home, null);
  }

  private TableOperation.Outcome choose(@Nullable RegionId home, @Nullable String keyAttribute) {
    var choice = new ChooseHomeRegion(PairOfRegions.NAME, home, keyAttribute);
    TableOperation.Outcome outcome = pair.here.core.writer().submit(choice).await();
    Item chosen = settingsIn(pair.here);
    PairOfRegions.await("both know", () -> settingsIn(pair.there).equals(chosen));
    return outcome;
  }

  private static Item settingsIn(Half half) {
    return half.core.state().tables().of(Regions.TABLE).descriptor().settings();
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
    homes.put(Regions.HERE, admin(() -> "http://127.0.0.1:" + silent.getAddress().getPort()));
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
    assertThat(call(there, "ExecuteStatement", insert("a")).body())
        .contains("DuplicateItemException");

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

  private static String insert(String id) {
    return "{\"Statement\":\"INSERT INTO \\\"%s\\\" VALUE {'id':'%s','text':'mine'}\"}"
        .formatted(PairOfRegions.NAME, id);
  }

  private static String batch(String... ids) {
    var statements = Stream.of(ids).map(HomeRegionTest::insert).collect(joining(","));
    return "{\"Statements\":[%s],\"ReturnConsumedCapacity\":\"TOTAL\"}".formatted(statements);
  }

  @Test
  void aBatchOfStatementsIsJudgedAtHomeToo() throws Exception {
    pair.here.holdBack();
    pair.here.put("a", "taken");
    HttpResponse<String> answer = call(there, "BatchExecuteStatement", batch("a", "b"));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).containsOnlyOnce("DuplicateItem").contains("\"ConsumedCapacity\":[{");
    assertThat(pair.here.text("b")).contains("mine");
    assertThat(pair.there.text("b")).as("there hears of it by the stream").isEmpty();
  }

  @Test
  void theStatementsOfABatchAreJudgedEachInItsHomeAndAnsweredInTheirOrder() throws Exception {
    choose(null, "id");
    pair.here.put("us-east-1#a", "taken");
    awaitEqual("us-east-1#a");
    String ours = Regions.THERE + "#b";
    HttpRequest asked =
        request(there, "BatchExecuteStatement", batch(ours, "us-east-1#a", "us-east-1#c", ours))
            .build();
    assertThat(http.send(asked, BodyHandlers.ofString()).body()).contains("duplicates");

    pair.here.holdBack();
    HttpResponse<String> answer =
        call(there, "BatchExecuteStatement", batch("us-east-1#a", ours, "us-east-1#c", "free"));
    assertThat(answer.body())
        .containsPattern("\\[\\{\"Error\":\\{\"Code\":\"DuplicateItem\"[^]]*},(\\{[^{}]*},?){3}]");
    assertThat(pair.there.text(ours)).contains("mine");
    assertThat(pair.here.text("us-east-1#c")).contains("mine");
    assertThat(pair.there.text("us-east-1#c")).isEmpty();
    assertThat(pair.there.text("free")).as("names no region").contains("mine");

    String get =
        "{\"TableName\":\"%s\",\"Key\":{\"id\":{\"S\":\"us-east-1#c\"}}}"
            .formatted(PairOfRegions.NAME);
    String token = answer.headers().firstValue(SessionToken.HEADER).orElse("");
    HttpRequest read = request(there, "GetItem", get).header(SessionToken.HEADER, token).build();
    assertThat(http.send(read, BodyHandlers.ofString()).statusCode()).isEqualTo(503);
    pair.here.letGo();
    assertThat(http.send(read, BodyHandlers.ofString()).body()).contains("mine");
  }

  @Test
  void ofABatchThoseStatementsFailWhoseHomeIsOutOfReach() throws Exception {
    choose(null, "id");
    cut = true;
    HttpResponse<String> answer =
        call(there, "BatchExecuteStatement", batch("us-east-1#a", Regions.THERE + "#b"));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body())
        .containsOnlyOnce("InternalServerError")
        .contains("Nothing was written");
    assertThat(pair.there.text("us-east-1#a")).isEmpty();
    assertThat(pair.there.text(Regions.THERE + "#b")).contains("mine");
  }

  @Test
  void anItemNamesItsHomeInItsKeyAndOthersHaveThatOfTheTable() throws Exception {
    choose(Regions.HERE, "id");
    pair.there.holdBack();
    pair.here.holdBack();
    String theirs = Regions.THERE + "#seat";
    assertThat(claim(here, theirs, "mine").statusCode()).isEqualTo(200);
    assertThat(pair.there.text(theirs)).as("judged there").contains("mine");
    assertThat(pair.here.text(theirs)).isEmpty();
    assertThat(claim(there, Regions.THERE.name(), "whole").statusCode()).isEqualTo(200);
    assertThat(pair.there.text(Regions.THERE.name())).contains("whole");

    for (String id : List.of("mars#seat", Regions.THERE + "seat", "seat")) {
      assertThat(claim(there, id, "mine").statusCode()).isEqualTo(200);
      assertThat(pair.here.text(id)).as("%s is judged where the table is at home", id).isNotEmpty();
      assertThat(pair.there.text(id)).isEmpty();
    }
    pair.here.letGo();
    pair.there.letGo();
  }

  @Test
  void onlyAKeyAttributeOfTypeStringCanNameAHome() {
    assertThat(choose(null, "text")).isInstanceOf(TableOperation.Outcome.Refused.class);
    assertThat(homeIn(pair.here)).as("as before").isEqualTo(Regions.HERE);
  }

  @Test
  void aTransactionIsJudgedInOneRegionOrRefused() throws Exception {
    choose(null, "id");
    String ours = Regions.THERE + "#a";
    String transaction =
        "{\"TransactItems\":[{\"Put\":%s},{\"Put\":%s}]}"
            .formatted(put("us-east-1#a", "mine", ABSENT), put(ours, "mine", ABSENT));
    for (DataPort port : List.of(here, there)) {
      HttpResponse<String> refused = call(port, "TransactWriteItems", transaction);
      assertThat(refused.statusCode()).isEqualTo(400);
      assertThat(refused.body())
          .contains("ValidationException")
          .contains("are judged in one region")
          .contains("us-east-1");
    }
    String unconditional =
        "{\"TransactItems\":[{\"Put\":%s},{\"Put\":%s}]}"
            .formatted(put("us-east-1#a", "mine", ABSENT), put(ours, "mine", ""));
    assertThat(call(there, "TransactWriteItems", unconditional).statusCode()).isEqualTo(200);
    awaitEqual("us-east-1#a");
    awaitEqual(ours);
  }

  @Test
  void theTokenOfATransactionIsKnownAtHomeWhereverItIsRepeated() throws Exception {
    String transaction =
        "{\"TransactItems\":[{\"Put\":%s}],\"ClientRequestToken\":\"once\"}"
            .formatted(put("a", "mine", ABSENT));
    assertThat(call(there, "TransactWriteItems", transaction).statusCode()).isEqualTo(200);
    for (DataPort port : List.of(there, here)) {
      assertThat(call(port, "TransactWriteItems", transaction).statusCode())
          .as("its condition fails now, but it has been done")
          .isEqualTo(200);
    }
    HttpResponse<String> other =
        call(there, "TransactWriteItems", transaction.replace("mine", "another"));
    assertThat(other.body()).contains("IdempotentParameterMismatchException");
  }

  @Test
  void readsAskNoHome() throws Exception {
    pair.here.put("a", "there, too");
    awaitEqual("a");
    cut = true;
    String get =
        "{\"TableName\":\"%s\",\"Key\":{\"id\":{\"S\":\"a\"}},\"ConsistentRead\":true}"
            .formatted(PairOfRegions.NAME);
    assertThat(call(there, "GetItem", get).body()).contains("there, too");
    String select =
        "{\"Statement\":\"SELECT * FROM \\\"%s\\\" WHERE id = 'a'\"}".formatted(PairOfRegions.NAME);
    assertThat(call(there, "ExecuteStatement", select).body()).contains("there, too");
    String together = "{\"TransactStatements\":[%s]}".formatted(select);
    assertThat(call(there, "ExecuteTransaction", together).body()).contains("there, too");
    String statements = "{\"Statements\":[%s]}".formatted(select);
    assertThat(call(there, "BatchExecuteStatement", statements).body()).contains("there, too");
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

    HttpRequest batch =
        request(there, "BatchExecuteStatement", batch("a"))
            .header(HomeRegions.SENT_ON_BY, "elsewhere")
            .build();
    assertThat(http.send(batch, BodyHandlers.ofString()).body())
        .contains("InternalServerError")
        .contains("are judged in its home region us-east-1");
    assertThat(pair.here.text("a")).isEmpty();
    assertThat(pair.there.text("a")).isEmpty();
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
