package io.atolldb.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atolldb.region.PairOfRegions;
import io.atolldb.region.PairOfRegions.Half;
import io.atolldb.request.TablePorts;
import io.atolldb.rest.PlainRest;
import io.atolldb.wire.DataPort;
import io.atolldb.wire.DataPortLimits;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.UUID;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

/// Two regions with real data ports, and clients as they would use sessions: an AWS SDK with the
/// interceptor of `clients/session`, and plain HTTP.
class SdkSessionTest {

  private static final long WAIT_MILLIS = 300;

  @TempDir static Path compiled;
  private static Class<?> interceptor;

  private final HttpClient http = HttpClient.newHttpClient();
  private PairOfRegions pair;
  private DataPort here;
  private DataPort there;

  @BeforeEach
  void open() throws Exception {
    pair = new PairOfRegions();
    here = port(pair.here);
    there = port(pair.there);
  }

  @AfterEach
  void close() throws Exception {
    http.close();
    here.close();
    there.close();
    pair.close();
  }

  private static DataPort port(Half half) throws Exception {
    var ports =
        new TablePorts(
            half.core.region(),
            new TreeMap<>(),
            (_, _) -> OptionalInt.empty(),
            half.core.streams(),
            UUID::randomUUID,
            System::currentTimeMillis);
    var anywhere = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    var port =
        new DataPort(
            anywhere,
            DataPortLimits.USUAL,
            ports,
            new PlainRest(ports),
            half.agents.sessions(WAIT_MILLIS));
    port.start();
    return port;
  }

  private static ExecutionInterceptor session() throws Exception {
    return (ExecutionInterceptor) interceptor.getDeclaredConstructor().newInstance();
  }

  /// The interceptor as users get it: one file, compiled with nothing but the SDK beside it.
  @BeforeAll
  static void compile() throws Exception {
    Path source =
        Path.of(System.getProperty("basedir", "."), "../clients/session/AtollSession.java");
    var said = new StringWriter();
    var compiler = ToolProvider.getSystemJavaCompiler();
    try (var files = compiler.getStandardFileManager(null, null, null)) {
      List<String> options =
          List.of("-d", compiled.toString(), "-cp", System.getProperty("java.class.path"));
      boolean done =
          compiler
              .getTask(said, files, null, options, null, files.getJavaFileObjects(source))
              .call();
      assertThat(done).as(said.toString()).isTrue();
    }
    var loader = new URLClassLoader(new URL[] {compiled.toUri().toURL()});
    interceptor = loader.loadClass("AtollSession");
  }

  private static DynamoDbClient client(DataPort port, ExecutionInterceptor session) {
    return DynamoDbClient.builder()
        .endpointOverride(URI.create("http://127.0.0.1:" + port.port()))
        .region(Region.US_EAST_1)
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any")))
        .overrideConfiguration(configured ->
            configured
                .retryStrategy(DefaultRetryStrategy.doNotRetry())
                .addExecutionInterceptor(session))
        .build();
  }

  private static Map<String, AttributeValue> item(String id, String text) {
    return Map.of("id", AttributeValue.fromS(id), "text", AttributeValue.fromS(text));
  }

  private static String text(DynamoDbClient client, String id) {
    var found =
        client.getItem(
            get -> get.tableName(PairOfRegions.NAME).key(Map.of("id", AttributeValue.fromS(id))));
    return found.hasItem() ? found.item().get("text").s() : "";
  }

  @Test
  void clientsOfOneSessionReadTheirWritesInEitherRegion() throws Exception {
    ExecutionInterceptor session = session();
    try (DynamoDbClient east = client(here, session);
        DynamoDbClient west = client(there, session)) {
      for (int round = 0; round < 10; round++) {
        String east1 = "east " + round;
        east.putItem(put -> put.tableName(PairOfRegions.NAME).item(item("a", east1)));
        assertThat(text(west, "a")).isEqualTo(east1);

        String west1 = "west " + round;
        west.putItem(put -> put.tableName(PairOfRegions.NAME).item(item("a", west1)));
        assertThat(text(east, "a")).isEqualTo(west1);
      }
    }
  }

  @Test
  void aRegionThatIsBehindAnswers503AndTheSessionKeepsWhatItHasSeen() throws Exception {
    ExecutionInterceptor session = session();
    try (DynamoDbClient east = client(here, session);
        DynamoDbClient west = client(there, session)) {
      pair.here.holdBack();
      east.putItem(put -> put.tableName(PairOfRegions.NAME).item(item("a", "late")));

      for (int again = 0; again < 2; again++) {
        assertThatThrownBy(() -> text(west, "a"))
            .isInstanceOfSatisfying(
                DynamoDbException.class,
                refused -> {
                  assertThat(refused.statusCode()).isEqualTo(503);
                  assertThat(refused.awsErrorDetails().errorCode())
                      .isEqualTo("ServiceUnavailableException");
                });
      }
      pair.here.letGo();
      assertThat(text(west, "a")).isEqualTo("late");
    }
  }

  private HttpResponse<String> get(DataPort port, String token) throws Exception {
    URI uri =
        URI.create(
            "http://127.0.0.1:" + port.port() + "/v1/tables/" + PairOfRegions.NAME + "/items/a");
    HttpRequest.Builder request = HttpRequest.newBuilder(uri);
    if (!token.isEmpty()) request.header(SessionToken.HEADER, token);
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private static String token(HttpResponse<String> answer) {
    return answer.headers().firstValue(SessionToken.HEADER).orElse("");
  }

  @Test
  void thePlainApiTakesAndGivesTokensToo() throws Exception {
    pair.here.put("a", "seen");
    HttpResponse<String> first = get(here, "");
    HttpResponse<String> second = get(there, token(first));

    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(second.statusCode()).isEqualTo(200);
    assertThat(second.body()).contains("seen");
  }

  @Test
  void thePlainApiSaysInItsOwnFormThatItIsBehindOrThatATokenIsNone() throws Exception {
    pair.here.holdBack();
    pair.here.put("a", "late");

    HttpResponse<String> behind = get(there, token(get(here, "")));
    assertThat(behind.statusCode()).isEqualTo(503);
    assertThat(behind.headers().firstValue("content-type").orElse(""))
        .startsWith("application/problem+json");
    assertThat(token(behind)).isNotEmpty();

    HttpResponse<String> wrong = get(there, "rubbish!");
    assertThat(wrong.statusCode()).isEqualTo(400);
    assertThat(wrong.body()).contains("x-atoll-session is not a token");
    assertThat(token(wrong)).isEmpty();
  }
}
