package io.atolldb.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.atolldb.rest.RestClient.Reply;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Entity tags and the writes that depend on them (RFC 9110, 13).
class RestConditionsTest {

  @AutoClose private static RestClient client;

  @BeforeAll
  static void start() throws Exception {
    client = RestClient.start();
  }

  private static String path(String key) {
    return "/v1/tables/plain/items/" + key;
  }

  private static String created(String key) throws Exception {
    return client.put(path(key), "{\"v\":1}").header("ETag");
  }

  @Test
  void ofTwoWhoReadTheSameVersionOneWrites() throws Exception {
    String tag = created("race");

    Reply first = client.put(path("race"), "{\"v\":2}", "If-Match", tag);
    Reply second = client.put(path("race"), "{\"v\":3}", "If-Match", tag);

    assertThat(first.status()).isEqualTo(200);
    assertThat(second.status()).isEqualTo(412);
    assertThat(second.header("Content-Type")).startsWith("application/problem+json");
    assertThat(client.get(path("race")).body()).isEqualTo("{\"pk\":\"race\",\"v\":2}");
  }

  @Test
  void anItemIsCreatedOnlyOnce() throws Exception {
    Reply first = client.put(path("once"), "{}", "If-None-Match", "*");
    Reply second = client.put(path("once"), "{}", "If-None-Match", "*");

    assertThat(first.status()).isEqualTo(201);
    assertThat(second.status()).isEqualTo(412);
  }

  @Test
  void anyVersionIsBetterThanNone() throws Exception {
    assertThat(client.put(path("any"), "{}", "If-Match", "*").status()).isEqualTo(412);
    created("any");
    assertThat(client.put(path("any"), "{}", "If-Match", "*").status()).isEqualTo(200);
  }

  @Test
  void severalTagsMayBeNamed() throws Exception {
    String tag = created("several");

    assertThat(client.put(path("several"), "{}", "If-Match", "\"x\", " + tag).status())
        .isEqualTo(200);
  }

  @Test
  void aWeakTagMatchesNoWrite() throws Exception {
    String tag = created("weak");

    assertThat(client.put(path("weak"), "{}", "If-Match", "W/" + tag).status()).isEqualTo(412);
  }

  @Test
  void aDeleteDependsOnTheVersionToo() throws Exception {
    String tag = created("delete");

    assertThat(client.delete(path("delete"), "If-Match", "\"x\"").status()).isEqualTo(412);
    assertThat(client.delete(path("delete"), "If-Match", tag).status()).isEqualTo(204);
    assertThat(client.delete(path("delete"), "If-Match", tag).status()).isEqualTo(412);
  }

  @Test
  void aPatchDependsOnTheVersionToo() throws Exception {
    String tag = created("patch");

    assertThat(client.patch(path("patch"), "{\"v\":2}", "If-Match", "\"x\"").status())
        .isEqualTo(412);
    assertThat(client.patch(path("patch"), "{\"v\":2}", "If-Match", tag).status()).isEqualTo(200);
  }

  @Test
  void whoHasTheVersionIsNotSentItAgain() throws Exception {
    String tag = created("known");

    Reply same = client.send(client.request(path("known")).header("If-None-Match", tag));
    client.put(path("known"), "{}");
    Reply changed = client.send(client.request(path("known")).header("If-None-Match", tag));

    assertThat(same.status()).isEqualTo(304);
    assertThat(same.header("ETag")).isEqualTo(tag);
    assertThat(same.body()).isEmpty();
    assertThat(changed.status()).isEqualTo(200);
  }
}
