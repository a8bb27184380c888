package io.atolldb.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.atolldb.wire.WireClient.Reply;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A global index by four and four attributes of all types of keys.
class CompositeIndexWireTest {

  private static final String ALL_HASHES = "h1 = :h1 AND h2 = :h2 AND h3 = :h3 AND h4 = :h4";
  private static final String HASH_VALUES =
      "\":h1\":{\"S\":\"a\"},\":h2\":{\"N\":\"1\"},\":h3\":{\"B\":\"AQ==\"},\":h4\":{\"S\":\"d\"}";

  private static final Pattern TEXT = Pattern.compile("\"pk\":\\{\"S\":\"([^\"]*)\"}");
  private static final String LAST = "\"LastEvaluatedKey\":";

  @AutoClose private static WireClient client;

  /// Those of the collection in the order of the index.
  private static final List<String> SORTED = new ArrayList<>();

  private record Sorts(int r1, String r2, int r3, String r4) {}

  private static String key(String name, String type) {
    return "{\"AttributeName\":\"" + name + "\",\"KeyType\":\"" + type + "\"}";
  }

  private static String table(String name, String schema) {
    return """
    {"TableName":"%s","BillingMode":"PAY_PER_REQUEST","AttributeDefinitions":[
     {"AttributeName":"pk","AttributeType":"S"},
     {"AttributeName":"h1","AttributeType":"S"},{"AttributeName":"h2","AttributeType":"N"},
     {"AttributeName":"h3","AttributeType":"B"},{"AttributeName":"h4","AttributeType":"S"},
     {"AttributeName":"r1","AttributeType":"N"},{"AttributeName":"r2","AttributeType":"S"},
     {"AttributeName":"r3","AttributeType":"N"},{"AttributeName":"r4","AttributeType":"B"}],
     "KeySchema":[{"AttributeName":"pk","KeyType":"HASH"}],
     "GlobalSecondaryIndexes":[{"IndexName":"wide","KeySchema":[%s],
      "Projection":{"ProjectionType":"KEYS_ONLY"}}]}
    """
        .formatted(name, schema);
  }

  private static String schema(int hashes, int ranges) {
    var schema = new ArrayList<String>();
    for (int at = 1; at <= hashes; at++) schema.add(key("h" + at, "HASH"));
    for (int at = 1; at <= ranges; at++) schema.add(key("r" + at, "RANGE"));
    return String.join(",", schema);
  }

  @BeforeAll
  static void start() throws Exception {
    client = WireClient.start();
    Reply made = client.call("CreateTable", table("deep", schema(4, 4)));
    assertThat(made.status()).as(made.body()).isEqualTo(200);
    var sorts = new ArrayList<Sorts>();
    for (int r1 : new int[] {10, -3, 2}) {
      for (String r2 : new String[] {"b", "a", "ab"}) {
        for (int r3 : new int[] {7, -7}) sorts.add(new Sorts(r1, r2, r3, r3 > 0 ? "Ag==" : "AQ=="));
      }
    }
    for (Sorts each : sorts) put(each.toString(), "d", each);
    put("elsewhere", "other", sorts.getFirst());
    put("sparse", "d", null);
    sorts.stream()
        .sorted(
            Comparator.comparingInt(Sorts::r1).thenComparing(Sorts::r2).thenComparingInt(Sorts::r3))
        .forEach(each -> SORTED.add(each.toString()));
  }

  private static void put(String pk, String h4, Sorts sorts) throws Exception {
    String item =
        "{\"pk\":{\"S\":\"%s\"},\"h1\":{\"S\":\"a\"},\"h2\":{\"N\":\"1\"},\"h3\":{\"B\":\"AQ==\"},"
                .formatted(pk)
            + "\"h4\":{\"S\":\""
            + h4
            + "\"},\"more\":{\"S\":\"x\"}";
    if (sorts == null) {
      item += ",\"r1\":{\"N\":\"1\"},\"r2\":{\"S\":\"b\"},\"r4\":{\"B\":\"AQ==\"}}";
    } else {
      item +=
          ",\"r1\":{\"N\":\"%d\"},\"r2\":{\"S\":\"%s\"},\"r3\":{\"N\":\"%d\"},\"r4\":{\"B\":\"%s\"}}"
              .formatted(sorts.r1, sorts.r2, sorts.r3, sorts.r4);
    }
    Reply reply = client.call("PutItem", "{\"TableName\":\"deep\",\"Item\":" + item + "}");
    assertThat(reply.body()).isEqualTo("{}");
  }

  private static String query(String condition, String values, String members) throws Exception {
    return client
        .call(
            "Query",
            "{\"TableName\":\"deep\",\"IndexName\":\"wide\",\"KeyConditionExpression\":\"%s\",\"ExpressionAttributeValues\":{%s}%s}"
                .formatted(condition, values, members))
        .body();
  }

  private static List<String> found(String body) {
    int last = body.indexOf(LAST);
    Matcher names = TEXT.matcher(last < 0 ? body : body.substring(0, last));
    var found = new ArrayList<String>();
    while (names.find()) found.add(names.group(1));
    return found;
  }

  /// Page by page, each begun with what the one before has ended with.
  private static List<String> pages(String condition, String values, String members)
      throws Exception {
    var found = new ArrayList<String>();
    String start = "";
    do {
      String body = query(condition, values, members + start);
      assertThat(body).contains("\"Count\":");
      found.addAll(found(body));
      int last = body.indexOf(LAST);
      start =
          last < 0
              ? ""
              : ",\"ExclusiveStartKey\":" + body.substring(last + LAST.length(), body.length() - 1);
      if (last >= 0) {
        assertThat(start)
            .contains("\"pk\":", "\"h1\":", "\"h2\":", "\"h3\":", "\"h4\":")
            .contains("\"r1\":", "\"r2\":", "\"r3\":", "\"r4\":")
            .doesNotContain("more");
      }
    } while (!start.isEmpty());
    return found;
  }

  @Test
  void entriesComeInTheOrderOfAllFourSortAttributesAndLackItemsWithoutOne() throws Exception {
    assertThat(found(query(ALL_HASHES, HASH_VALUES, ""))).isEqualTo(SORTED);
    assertThat(found(query(ALL_HASHES, HASH_VALUES, ",\"ScanIndexForward\":false")))
        .isEqualTo(SORTED.reversed());
  }

  @ParameterizedTest
  @CsvSource({"1,true", "1,false", "5,true", "5,false", "18,true"})
  void pagesGoOnBehindKeysThatAreEqualInPart(int limit, boolean forward) throws Exception {
    String members = ",\"Limit\":" + limit + ",\"ScanIndexForward\":" + forward;
    assertThat(pages(ALL_HASHES, HASH_VALUES, members))
        .isEqualTo(forward ? SORTED : SORTED.reversed());
  }

  @Test
  void conditionsOnSortAttributesChooseFromLeftToRight() throws Exception {
    String two = HASH_VALUES + ",\":r1\":{\"N\":\"2\"},\":r2\":{\"S\":\"a\"}";
    List<String> ofTwo = SORTED.stream().filter(pk -> pk.contains("r1=2,")).toList();

    assertThat(pages(ALL_HASHES + " AND r1 = :r1 AND begins_with(r2, :r2)", two, ",\"Limit\":1"))
        .isEqualTo(ofTwo.stream().filter(pk -> pk.contains("r2=a")).toList())
        .hasSize(4);
    assertThat(
            pages(
                ALL_HASHES + " AND r1 = :r1 AND r2 = :r2 AND r3 = :r3 AND r4 BETWEEN :r4 AND :r5",
                two + ",\":r3\":{\"N\":\"-7\"},\":r4\":{\"B\":\"AA==\"},\":r5\":{\"B\":\"AQ==\"}",
                ",\"Limit\":1"))
        .isEqualTo(ofTwo.stream().filter(pk -> pk.contains("r2=a, r3=-7")).toList())
        .hasSize(1);
  }

  @Test
  void aHashMayNotBeLeftOut() throws Exception {
    assertThat(
            query(
                "h1 = :h1 AND h2 = :h2 AND h3 = :h3",
                "\":h1\":{\"S\":\"a\"},\":h2\":{\"N\":\"1\"},\":h3\":{\"B\":\"AQ==\"}",
                ""))
        .isEqualTo(Reply.validation("Query condition missed key schema element: h4"));
  }

  @ParameterizedTest
  @CsvSource({"h2,S", "h4,N", "r3,S", "r4,S"})
  void aValueOfAnotherTypeRefusesTheWriteWhicheverPartOfTheKeyItIs(String name, String type)
      throws Exception {
    String value = "{\"" + type + "\":\"5\"}";
    assertThat(
            client
                .call(
                    "PutItem",
                    "{\"TableName\":\"deep\",\"Item\":{\"pk\":{\"S\":\"bad\"},\"%s\":%s}}"
                        .formatted(name, value))
                .body())
        .contains("ValidationException", "Type mismatch for Index Key " + name, "IndexName: wide");
  }

  @ParameterizedTest
  @CsvSource({"5,0,h", "4,5,r"})
  void aFifthAttributeIsRefused(int hashes, int ranges, String part) throws Exception {
    String schema = schema(Math.min(hashes, 4), Math.min(ranges, 4));
    String wider =
        part.equals("h") ? schema + "," + key("r1", "HASH") : schema + "," + key("pk", "RANGE");
    Reply reply = client.call("CreateTable", table("wider", wider));
    assertThat(reply.status()).as(reply.body()).isEqualTo(400);
    assertThat(reply.body()).contains("ValidationException");
  }
}
