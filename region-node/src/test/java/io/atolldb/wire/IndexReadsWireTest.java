package io.atolldb.wire;

import static io.atolldb.wire.IndexStories.put;
import static io.atolldb.wire.IndexStories.query;
import static org.assertj.core.api.Assertions.assertThat;

import io.atolldb.wire.WireClient.Reply;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Query and Scan with `IndexName`.
class IndexReadsWireTest {

  private static final String RED = "\"ExpressionAttributeValues\":{\":g\":{\"S\":\"red\"}}";

  @AutoClose private static WireClient client;

  @BeforeAll
  static void start() throws Exception {
    client = IndexStories.withTable();
    String[] attributes = {
      "\"g\":{\"S\":\"red\"},\"n\":{\"N\":\"2\"},\"v\":{\"S\":\"one\"},\"w\":{\"S\":\"x\"}",
      "\"g\":{\"S\":\"red\"},\"n\":{\"N\":\"-1\"},\"b\":{\"B\":\"AQ==\"},\"v\":{\"S\":\"two\"}",
      "\"g\":{\"S\":\"red\"},\"n\":{\"N\":\"2\"},\"b\":{\"B\":\"Ag==\"},\"v\":{\"S\":\"three\"}",
      "\"g\":{\"S\":\"blue\"},\"n\":{\"N\":\"10\"}",
      "\"n\":{\"N\":\"7\"},\"v\":{\"S\":\"no g\"}",
      "\"g\":{\"S\":\"red\"}"
    };
    for (int sk = 0; sk < attributes.length; sk++) {
      assertThat(put(client, "p", sk, "," + attributes[sk]).body()).isEqualTo("{}");
    }
  }

  @Test
  void entriesComeInTheOrderOfTheIndexAndLackItemsWithoutItsKey() throws Exception {
    String body = query(client, "all", "g = :g", RED).body();
    assertThat(body).contains("\"Count\":3,\"ScannedCount\":3");
    assertThat(body).containsSubsequence("\"two\"", "\"one\"", "\"three\"");
    String down = query(client, "all", "g = :g", RED + ",\"ScanIndexForward\":false").body();
    assertThat(down).containsSubsequence("\"three\"", "\"one\"", "\"two\"");
    assertThat(query(client, "keys", "g = :g", RED).body()).contains("\"Count\":4");
  }

  @Test
  void anIndexAnswersWhatItHoldsAndNoMore() throws Exception {
    assertThat(query(client, "keys", "g = :g", RED + ",\"Limit\":1").body())
        .startsWith(
            "{\"Items\":[{\"g\":{\"S\":\"red\"},\"pk\":{\"S\":\"p\"},\"sk\":{\"N\":\"0\"}}],");
    String key = "\"ExpressionAttributeValues\":{\":g\":{\"S\":\"red\"},\":p\":{\"S\":\"p\"}}";
    assertThat(query(client, "some", "g = :g AND pk = :p", key).body())
        .contains(
            "{\"b\":{\"B\":\"AQ==\"},\"g\":{\"S\":\"red\"},\"n\":{\"N\":\"-1\"},"
                + "\"pk\":{\"S\":\"p\"},\"sk\":{\"N\":\"1\"},\"v\":{\"S\":\"two\"}}")
        .contains("\"Count\":2")
        .doesNotContain("\"w\"");
  }

  /// 4.11: every HASH needs `=`, RANGE is used from left to right without a gap.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "g = :g AND pk = :p AND n = :two AND b >= :b | 1",
        "g = :g AND pk = :p AND n < :two | 1",
        "g = :g AND pk = :p AND n = :two | 1",
      })
  void sortAttributesAreAskedFromLeftToRight(String condition, int count) throws Exception {
    var values = new StringBuilder("\":g\":{\"S\":\"red\"},\":p\":{\"S\":\"p\"}");
    if (condition.contains(":two")) values.append(",\":two\":{\"N\":\"2\"}");
    if (condition.contains(":b")) values.append(",\":b\":{\"B\":\"AA==\"}");
    String members = "\"Select\":\"COUNT\",\"ExpressionAttributeValues\":{" + values + "}";
    assertThat(query(client, "some", condition, members).body())
        .isEqualTo("{\"Count\":%1$d,\"ScannedCount\":%1$d}".formatted(count));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "some | g = :g | | Query condition missed key schema element: pk",
        "some | g = :g AND pk = :g AND b = :g | | Query condition missed key schema element: n",
        "some | g > :g AND pk = :g | | Query key condition not supported",
        "nope | g = :g | | The table does not have the specified index: nope",
        "all | g = :g | ,\"ConsistentRead\":true | Consistent reads are not supported on global"
            + " secondary indexes",
        "keys | g = :g | ,\"Select\":\"ALL_ATTRIBUTES\" | One or more parameter values were"
            + " invalid: Select type ALL_ATTRIBUTES is not supported for global secondary index"
            + " keys because its projection type is not ALL",
        "keys | g = :g | ,\"ProjectionExpression\":\"v, g\" | One or more parameter values were"
            + " invalid: Global secondary index keys does not project [v]",
        "all | g = :g | ,\"FilterExpression\":\"n = :g\" | Filter Expression can only contain"
            + " non-primary key attributes: Primary key attribute: n",
        "all | g = :g | ,\"ExclusiveStartKey\":{\"g\":{\"S\":\"red\"}} | The provided starting key"
            + " is invalid",
        "keys | g = :g | ,\"ExclusiveStartKey\":{\"g\":{\"S\":\"x\"},\"pk\":{\"S\":\"p\"},"
            + "\"sk\":{\"N\":\"1\"}} | The provided starting key is outside query boundaries based"
            + " on provided conditions",
      })
  void whatCannotBeReadIsRefused(String index, String condition, String members, String message)
      throws Exception {
    Reply reply = query(client, index, condition, RED + (members == null ? "" : members));
    assertThat(reply.body()).isEqualTo(Reply.validation(message));
  }

  @Test
  void aQueryOfALocalIndexReadsBehindItsEntriesWhatIsAskedBeyondThem() throws Exception {
    String p = "\"ExpressionAttributeValues\":{\":p\":{\"S\":\"p\"}},";
    String keys = query(client, "local", "pk = :p", p + "\"Limit\":1").body();
    assertThat(keys).doesNotContain("two");
    String all =
        query(
                client,
                "local",
                "pk = :p",
                p
                    + "\"Select\":\"ALL_ATTRIBUTES\",\"ReturnConsumedCapacity\":\"INDEXES\","
                    + "\"ConsistentRead\":true")
            .body();
    assertThat(all).containsSubsequence("\"two\"", "\"one\"", "\"three\"", "\"no g\"");
    assertThat(all)
        .endsWith(
            "\"Count\":5,\"ScannedCount\":5,\"ConsumedCapacity\":{\"TableName\":\"tab\","
                + "\"CapacityUnits\":6.0,\"Table\":{\"CapacityUnits\":5.0},"
                + "\"LocalSecondaryIndexes\":{\"local\":{\"CapacityUnits\":1.0}}}}");
    assertThat(query(client, "local", "pk = :p", p + "\"ProjectionExpression\":\"v\"").body())
        .contains("\"three\"");
  }

  /// Only its entries are read.
  @Test
  void toAFilterWhatAGlobalIndexDoesNotHoldIsMissing() throws Exception {
    String filter = RED + ",\"Select\":\"COUNT\",\"FilterExpression\":\"%s(v)\"";
    String all = query(client, "keys", "g = :g", filter.formatted("attribute_not_exists")).body();
    assertThat(all).matches("\\{\"Count\":([1-9]),\"ScannedCount\":\\1}");
    assertThat(query(client, "keys", "g = :g", filter.formatted("attribute_exists")).body())
        .startsWith("{\"Count\":0,");
  }

  @Test
  void aFilterOnMoreThanALocalIndexHoldsAddsNothingToTheAnswer() throws Exception {
    String one =
        "\"ExpressionAttributeValues\":{\":p\":{\"S\":\"p\"},\":v\":{\"S\":\"one\"}},"
            + "\"FilterExpression\":\"v = :v\"";
    String key = "{\"n\":{\"N\":\"2\"},\"pk\":{\"S\":\"p\"},\"sk\":{\"N\":\"0\"}}";
    assertThat(query(client, "local", "pk = :p", one).body())
        .isEqualTo("{\"Items\":[" + key + "],\"Count\":1,\"ScannedCount\":5}");
    assertThat(query(client, "local", "pk = :p", one + ",\"Select\":\"ALL_ATTRIBUTES\"").body())
        .contains("\"v\":{\"S\":\"one\"}");
  }

  @Test
  void pagesOfAnIndexGoOnBehindEqualKeys() throws Exception {
    var seen = new StringBuilder();
    String start = "";
    int pages = 0;
    do {
      String body = query(client, "all", "g = :g", RED + ",\"Limit\":1" + start).body();
      int last = body.indexOf("\"LastEvaluatedKey\":");
      seen.append(body, 0, last < 0 ? body.length() : last);
      start =
          last < 0
              ? ""
              : ",\"ExclusiveStartKey\":"
                  + body.substring(last + "\"LastEvaluatedKey\":".length(), body.length() - 1);
      if (last >= 0) assertThat(start).contains("\"g\":", "\"n\":", "\"pk\":", "\"sk\":");
      pages++;
    } while (!start.isEmpty());
    assertThat(pages).isEqualTo(4);
    assertThat(seen).containsSubsequence("\"two\"", "\"one\"", "\"three\"");
  }

  @Test
  void segmentsOfAScanOfAnIndexHoldEachEntryOnce() throws Exception {
    int count = 0;
    for (int segment = 0; segment < 4; segment++) {
      String body =
          client
              .call(
                  "Scan",
                  "{\"TableName\":\"tab\",\"IndexName\":\"keys\",\"Select\":\"COUNT\","
                      + "\"TotalSegments\":4,\"Segment\":"
                      + segment
                      + "}")
              .body();
      count += Integer.parseInt(body.replaceAll(".*\"Count\":(\\d+),.*", "$1"));
    }
    assertThat(count).isEqualTo(5);
  }

  @Test
  void aReadOfAGlobalIndexIsPaidForThere() throws Exception {
    String body =
        query(
                client,
                "all",
                "g = :g",
                RED + ",\"Select\":\"COUNT\",\"ReturnConsumedCapacity\":\"INDEXES\"")
            .body();
    assertThat(body)
        .isEqualTo(
            "{\"Count\":3,\"ScannedCount\":3,\"ConsumedCapacity\":{\"TableName\":\"tab\","
                + "\"CapacityUnits\":0.5,\"Table\":{\"CapacityUnits\":0.0},"
                + "\"GlobalSecondaryIndexes\":{\"all\":{\"CapacityUnits\":0.5}}}}");
  }
}
