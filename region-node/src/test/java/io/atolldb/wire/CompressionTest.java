package io.atolldb.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.atolldb.wire.WireClient.Reply;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Answers to clients that take them compressed (reference: DynamoDB, 5 and 4.1.2).
class CompressionTest {

  private static final String LONG_TEXT = "Þingvellir ".repeat(1_000);

  @AutoClose private static WireClient client;

  @BeforeAll
  static void start() throws Exception {
    client = WireClient.start();
    client.put("{\"pk\":{\"S\":\"long\"},\"v\":{\"S\":\"" + LONG_TEXT + "\"}}");
    client.put("{\"pk\":{\"S\":\"short\"},\"v\":{\"S\":\"x\"}}");
  }

  private static Reply get(String pk, String accepted) throws Exception {
    String key = "{\"TableName\":\"plain\",\"Key\":{\"pk\":{\"S\":\"" + pk + "\"}}}";
    var request = client.request("GetItem").header("Accept-Encoding", accepted);
    return client.send(request.POST(BodyPublishers.ofString(key)).build());
  }

  private static boolean isCompressed(Reply reply) {
    return reply.http().headers().allValues("Content-Encoding").contains("gzip");
  }

  private static String unzipped(Reply reply) throws IOException {
    try (var gzip = new GZIPInputStream(new ByteArrayInputStream(reply.http().body()))) {
      return new String(gzip.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void aLongAnswerIsCompressedAndItsChecksumIsOfTheBytesAsSent() throws Exception {
    Reply plain = get("long", "identity");
    Reply packed = get("long", "gzip");
    var crc = new CRC32();
    crc.update(packed.http().body());

    assertThat(isCompressed(plain)).isFalse();
    assertThat(isCompressed(packed)).isTrue();
    assertThat(unzipped(packed)).isEqualTo(plain.body()).contains(LONG_TEXT);
    assertThat(packed.http().body().length).isLessThan(plain.http().body().length / 10);
    var headers = packed.http().headers();
    assertThat(headers.firstValueAsLong("x-amz-crc32")).hasValue(crc.getValue());
    assertThat(headers.firstValueAsLong("Content-Length")).hasValue(packed.http().body().length);
  }

  @Test
  void aShortAnswerIsNotWorthIt() throws Exception {
    Reply reply = get("short", "gzip");

    assertThat(isCompressed(reply)).isFalse();
    assertThat(reply.body()).contains("short");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gzip | true",
        "deflate, GZIP;q=0.5 | true",
        "x-gzip | true",
        "* | true",
        "br, *;q=0.1 | true",
        "gzip;q=1.000 | true",
        "gzip;q=0 | false",
        "gzip; q=0.000, * | false",
        "*;q=0 | false",
        "identity | false",
        "br | false",
        "gzipped | false",
        "; | false",
      })
  void whatAClientTakesIsReadFromItsHeader(String accepted, boolean compressed) throws Exception {
    assertThat(isCompressed(get("long", accepted))).isEqualTo(compressed);
  }
}
