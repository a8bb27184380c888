package io.atolldb.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.atolldb.wire.WireClient.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Scan, in the service's own order of refusal (reference: DynamoDB, 4.2).
class ScanWireTest {

  private static final int ITEMS = 40;
  private static final Pattern KEY = Pattern.compile("\"pk\":\\{\"S\":\"([^\"]*)\"}");
  private static final Pattern LAST = Pattern.compile("\"LastEvaluatedKey\":(\\{[^}]*}[^}]*})");

  @AutoClose private static WireClient client;

  @BeforeAll
  static void start() throws Exception {
    client = WireClient.start();
    for (int at = 0; at < ITEMS; at++) {
      client.put("{\"pk\":{\"S\":\"k%d\"},\"v\":{\"N\":\"%d\"}}".formatted(at, at));
    }
  }

  private static Reply scan(String members) throws Exception {
    return client.call("Scan", "{\"TableName\":\"plain\"" + members + "}");
  }

  /// 4.2 (b).
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | Value at 'TableName' failed to satisfy constraint: Member must not be null",
        "{\"TableName\":\"plain\",\"Limit\":0,\"Segment\":-1} | Value at 'Limit' failed to satisfy"
            + " constraint: Member must have value greater than or equal to 1",
        "{\"TableName\":\"plain\",\"TotalSegments\":0} | Value at 'TotalSegments' failed to satisfy"
            + " constraint: Member must have value greater than or equal to 1",
        "{\"TableName\":\"plain\",\"TotalSegments\":1000001} | Value at 'TotalSegments' failed to"
            + " satisfy constraint: Member must have value less than or equal to 1000000",
        "{\"TableName\":\"plain\",\"Segment\":-1} | Value at 'Segment' failed to satisfy"
            + " constraint: Member must have value greater than or equal to 0",
        "{\"TableName\":\"plain\",\"ScanFilter\":{\"v\":{}}} | Value at"
            + " 'ScanFilter.v.member.ComparisonOperator' failed to satisfy constraint: Member must"
            + " not be null",
      })
  void theFirstBrokenConstraintIsNamed(String body, String message) throws Exception {
    assertThat(client.call("Scan", body).body())
        .isEqualTo(Reply.validation("1 validation error detected: " + message));
  }

  /// 4.2 (c) to (g), verified wordings of 4.2.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"Segment\":5,\"TotalSegments\":5 | The Segment parameter is zero-based and must be less"
            + " than parameter TotalSegments: Segment: 5 is not less than TotalSegments: 5",
        "\"TotalSegments\":5 | The Segment parameter is required but was not present in the request"
            + " when parameter TotalSegments is present",
        "\"Segment\":5 | The TotalSegments parameter is required but was not present in the request"
            + " when Segment parameter is present",
        "\"ScanFilter\":{},\"FilterExpression\":\"v = :v\" | Can not use both expression and"
            + " non-expression parameters in the same request: Non-expression parameters:"
            + " {ScanFilter} Expression parameters: {FilterExpression}",
        "\"ExpressionAttributeValues\":{\":v\":{\"S\":\"a\"}} | ExpressionAttributeValues can only"
            + " be specified when using expressions: FilterExpression is null",
        "\"FilterExpression\":\"v = :v\" | Invalid FilterExpression: An expression attribute value"
            + " used in expression is not defined; attribute value: :v",
        "\"ProjectionExpression\":\"v\",\"Select\":\"ALL_ATTRIBUTES\" | Cannot specify the"
            + " ProjectionExpression when choosing to get ALL_ATTRIBUTES",
        "\"ExclusiveStartKey\":{\"pk\":{}} | The provided starting key is invalid: Supplied"
            + " AttributeValue is empty, must contain exactly one of the supported datatypes",
        "\"ScanFilter\":{\"v\":{\"ComparisonOperator\":\"LT\",\"AttributeValueList\":[{\"BOOL\":true}]}}"
            + " | One or more parameter values were invalid: ComparisonOperator LT is not valid for"
            + " BOOL AttributeValue type",
      })
  void whatIsWrongInItselfIsRefusedWhateverTheTable(String members, String message)
      throws Exception {
    assertThat(client.call("Scan", "{\"TableName\":\"missing\"," + members + "}").body())
        .isEqualTo(Reply.validation(message));
  }

  /// 4.2 (h).
  @ParameterizedTest
  @CsvSource({"missing", "creating"})
  void aTableThatIsNotThereIsNotFound(String table) throws Exception {
    assertThat(client.call("Scan", "{\"TableName\":\"" + table + "\"}").body())
        .isEqualTo(WireClient.NOT_FOUND);
  }

  /// 4.2 (i).
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"IndexName\":\"by-v\" | The table does not have the specified index: by-v",
        "\"ExclusiveStartKey\":{\"v\":{\"S\":\"a\"}} | The provided starting key is invalid: The"
            + " provided key element does not match the schema"
      })
  void whatDoesNotFitTheTableIsRefused(String member, String message) throws Exception {
    assertThat(scan("," + member).body()).isEqualTo(Reply.validation(message));
  }

  @Test
  void everyItemIsFoundOnce() throws Exception {
    assertThat(keys(scan("").body())).hasSize(ITEMS).doesNotHaveDuplicates();
    assertThat(scan(",\"Select\":\"COUNT\"").body())
        .isEqualTo("{\"Count\":40,\"ScannedCount\":40}");
  }

  @Test
  void filtersChooseAmongWhatWasRead() throws Exception {
    String values = ",\"ExpressionAttributeValues\":{\":v\":{\"N\":\"30\"}}";
    assertThat(scan(",\"FilterExpression\":\"v >= :v\",\"Select\":\"COUNT\"" + values).body())
        .isEqualTo("{\"Count\":10,\"ScannedCount\":40}");
    assertThat(
            scan(",\"FilterExpression\":\"pk = :v OR v = :v\",\"ProjectionExpression\":\"v\""
                    + values)
                .body())
        .as("a scan may filter by key attributes")
        .isEqualTo("{\"Items\":[{\"v\":{\"N\":\"30\"}}],\"Count\":1,\"ScannedCount\":40}");
    assertThat(
            scan(",\"ScanFilter\":{\"v\":{\"ComparisonOperator\":\"IN\",\"AttributeValueList\":"
                    + "[{\"N\":\"1\"},{\"N\":\"2\"}]}},\"Select\":\"COUNT\"")
                .body())
        .isEqualTo("{\"Count\":2,\"ScannedCount\":40}");
  }

  /// 4.8.
  @ParameterizedTest
  @ValueSource(ints = {1, 7, 40})
  void pagesFollowEachOtherAndTheLastIsKnownByReadingOn(int limit) throws Exception {
    List<String> found = new ArrayList<>();
    String more = "";
    int pages = 0;
    do {
      String body = scan(",\"Limit\":" + limit + more).body();
      found.addAll(keys(body));
      pages++;
      Matcher last = LAST.matcher(body);
      more = last.find() ? ",\"ExclusiveStartKey\":" + last.group(1) : "";
    } while (!more.isEmpty());

    assertThat(found).isEqualTo(keys(scan("").body()));
    assertThat(pages).isEqualTo(ITEMS / limit + 1);
  }

  /// 4.8.
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 1_000_000})
  void segmentsDivideTheTable(int total) throws Exception {
    var found = new ArrayList<String>();
    for (int segment = 0; segment < Math.min(total, 7); segment++) {
      String members = ",\"Segment\":%d,\"TotalSegments\":%d".formatted(segment, total);
      found.addAll(keys(scan(members).body()));
    }
    assertThat(found).doesNotHaveDuplicates();
    if (total <= 7) assertThat(new TreeSet<>(found)).hasSize(ITEMS);
  }

  @Test
  void aStartKeyBelongsToItsSegment() throws Exception {
    var segments = new ArrayList<String>();
    for (int segment = 0; segment < 2; segment++) {
      String members = ",\"Segment\":%d,\"TotalSegments\":2".formatted(segment);
      segments.add(keys(scan(members).body()).getFirst());
    }
    String of0 = ",\"Segment\":0,\"TotalSegments\":2,\"ExclusiveStartKey\":{\"pk\":{\"S\":\"%s\"}}";
    assertThat(keys(scan(of0.formatted(segments.get(0))).body())).isNotEmpty();
    assertThat(scan(of0.formatted(segments.get(1))).body())
        .isEqualTo(
            Reply.validation(
                "The provided starting key is invalid: Invalid ExclusiveStartKey. Please use"
                    + " ExclusiveStartKey with correct Segment. TotalSegments: 2 Segment: 0"));
  }

  /// 4.7.
  @Test
  void capacityIsBilledForWhatWasRead() throws Exception {
    assertThat(scan(",\"Limit\":1,\"ReturnConsumedCapacity\":\"TOTAL\"").body())
        .endsWith(",\"ConsumedCapacity\":{\"TableName\":\"plain\",\"CapacityUnits\":0.5}}");
    assertThat(scan(",\"ConsistentRead\":true,\"ReturnConsumedCapacity\":\"INDEXES\"").body())
        .endsWith(
            ",\"ConsumedCapacity\":{\"TableName\":\"plain\",\"CapacityUnits\":1.0,"
                + "\"Table\":{\"CapacityUnits\":1.0}}}");
  }

  private static List<String> keys(String body) {
    String items = body.substring(0, body.indexOf("\"Count\""));
    var keys = new ArrayList<String>();
    Matcher matcher = KEY.matcher(items);
    while (matcher.find()) keys.add(matcher.group(1));
    return keys;
  }
}
