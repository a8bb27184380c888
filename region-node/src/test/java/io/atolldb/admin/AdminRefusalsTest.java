package io.atolldb.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.atolldb.region.Listening;
import io.atolldb.region.RegionAgents;
import io.atolldb.region.RegionCore;
import io.atolldb.region.TombstoneSweeper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.support.GenericApplicationContext;

/// What the admin port does not understand, it says so that the caller can mend it, and does
/// nothing.
class AdminRefusalsTest {

  private static ConfigurableApplicationContext port;
  private static HttpClient http;
  private static String base;

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  @Import({
    TablesController.class,
    LinksController.class,
    QuarantineController.class,
    DryRunController.class,
    Problems.class
  })
  static class Port {}

  @BeforeAll
  static void open() throws Exception {
    var region = new Listening(TombstoneSweeper.Pace.USUAL);
    var application = new SpringApplication(Port.class);
    application.setBannerMode(Banner.Mode.OFF);
    application.setDefaultProperties(Map.of("server.port", 0, "server.address", "127.0.0.1"));
    application.addInitializers(context -> {
      var beans = (GenericApplicationContext) context;
      beans.registerBean(
          RegionCore.class, () -> region.core, bean -> bean.setDestroyMethodName(""));
      beans.registerBean(RegionAgents.class, () -> region.agents);
    });
    port = application.run();
    base = "http://127.0.0.1:" + ((WebServerApplicationContext) port).getWebServer().getPort();
    http = HttpClient.newHttpClient();
  }

  @AfterAll
  static void close() {
    http.close();
    port.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "PUT | tables/t/home-region | {} | its member region is not what is asked for",
        "PUT | tables/t/home-region | {\"regoin\":\"x\",\"region\":null} | its member regoin is"
            + " not",
        "PUT | tables/t/merge-policy | | the body is missing, or not what is asked for",
        "PUT | tables/t/merge-policy | policy | the body is missing, or not what is asked for",
        "PUT | tables/t/replication-attributes | {\"enabled\":\"x\"} | its member enabled is not",
        "POST | links/eu-west-1/throttle?recordsPerSecond=x | | recordsPerSecond is a whole number",
        "GET | quarantine?limit=many | | limit is a whole number, not many",
        "POST | tables/t/merge-policy/dry-run | {\"policy\":\"by-attribute\",\"next\":\"x\"} |"
            + " next is what the answer before gave as next, not x",
      })
  void isRefusedInWordsThatSayWhatIsWanted(String method, String path, String body, String said)
      throws Exception {
    HttpResponse<String> answer = ask(method, path, body == null ? "" : body);

    assertThat(answer.body()).contains(said).doesNotContain("java.", "Exception");
    assertThat(answer.statusCode()).isEqualTo(400);
  }

  @Test
  void aPathThatIsNotThereLeadsToWhatIs() throws Exception {
    HttpResponse<String> answer = ask("GET", "sails", "");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).contains("there is no api/v1/sails; /api/v1/openapi.json");
  }

  private static HttpResponse<String> ask(String method, String path, String body)
      throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create(base + "/api/v1/" + path))
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body))
            .build();
    return http.send(request, BodyHandlers.ofString());
  }
}
