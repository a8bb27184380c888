package io.atolldb.rest;

import static io.atolldb.rest.RestClient.Reply.problem;
import static org.assertj.core.api.Assertions.assertThat;

import io.atolldb.rest.RestClient.Reply;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// JSON merge patches (RFC 7396, appendix A).
class RestPatchTest {

  private static final String PATH = "/v1/tables/plain/items/p";

  @AutoClose private static RestClient client;

  @BeforeAll
  static void start() throws Exception {
    client = RestClient.start();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"a\":\"b\"} | {\"a\":\"c\"} | {\"a\":\"c\",\"pk\":\"p\"}",
        "{\"a\":\"b\"} | {\"b\":\"c\"} | {\"a\":\"b\",\"b\":\"c\",\"pk\":\"p\"}",
        "{\"a\":\"b\"} | {\"a\":null} | {\"pk\":\"p\"}",
        "{\"a\":\"b\",\"b\":\"c\"} | {\"a\":null} | {\"b\":\"c\",\"pk\":\"p\"}",
        "{\"a\":[\"b\"]} | {\"a\":\"c\"} | {\"a\":\"c\",\"pk\":\"p\"}",
        "{\"a\":\"c\"} | {\"a\":[\"b\"]} | {\"a\":[\"b\"],\"pk\":\"p\"}",
        "{\"a\":{\"b\":\"c\"}} | {\"a\":{\"b\":\"d\",\"c\":null}} | {\"a\":{\"b\":\"d\"},"
            + "\"pk\":\"p\"}",
        "{\"a\":[{\"b\":\"c\"}]} | {\"a\":[1]} | {\"a\":[1],\"pk\":\"p\"}",
        "{\"e\":null} | {\"a\":1} | {\"a\":1,\"e\":null,\"pk\":\"p\"}",
        "{} | {\"a\":{\"bb\":{\"ccc\":null}}} | {\"a\":{\"bb\":{}},\"pk\":\"p\"}",
        "{\"a\":1} | {\"a\":[null,{\"b\":null}]} | {\"a\":[null,{\"b\":null}],\"pk\":\"p\"}",
        "{\"a\":{\"b\":1}} | {\"a\":{\"$set\":[2]}} | {\"a\":{\"$set\":[2]},\"pk\":\"p\"}",
        "{\"a\":1} | {\"pk\":\"p\"} | {\"a\":1,\"pk\":\"p\"}",
      })
  void aPatchIsMergedIntoTheItem(String before, String patch, String after) throws Exception {
    client.put(PATH, before);

    Reply reply = client.patch(PATH, patch, "Content-Type", "application/merge-patch+json");

    assertThat(reply.body()).isEqualTo(after);
    assertThat(client.get(PATH).body()).isEqualTo(after);
    assertThat(client.get(PATH).header("ETag")).isEqualTo(reply.header("ETag"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {"{\"pk\":\"q\"}", "{\"pk\":null}", "{\"pk\":{\"a\":1}}"})
  void theKeyStays(String patch) throws Exception {
    client.put(PATH, "{}");

    assertThat(client.patch(PATH, patch).body())
        .isEqualTo(problem(400, "Bad Request", "The key attribute 'pk' cannot be changed"));
  }

  @Test
  void aPatchThatChangesNothingIsNoNewVersion() throws Exception {
    String tag = client.put(PATH, "{\"a\":1}").header("ETag");

    assertThat(client.patch(PATH, "{\"a\":1.0,\"b\":null}").header("ETag")).isEqualTo(tag);
  }

  @Test
  void whereThereIsNoItemNothingIsPatched() throws Exception {
    assertThat(client.patch("/v1/tables/plain/items/nobody", "{\"a\":1}").status()).isEqualTo(404);
  }
}
