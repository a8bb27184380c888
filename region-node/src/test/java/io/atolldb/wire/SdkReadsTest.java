package io.atolldb.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.Select;

/// Queries, scans and batches as an unmodified AWS client sends and understands them.
class SdkReadsTest {

  private static final int ITEMS = 30;

  private static WireClient port;
  private static DynamoDbClient client;

  @BeforeAll
  static void start() throws Exception {
    port = WireClient.start();
    client =
        DynamoDbClient.builder()
            .endpointOverride(port.uri(""))
            .region(Region.US_EAST_1)
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any")))
            .build();
    for (int at = 0; at < ITEMS; at++) {
      var item = key(at);
      item.put("even", AttributeValue.fromBool(at % 2 == 0));
      client.putItem(put -> put.tableName("sorted").item(item));
    }
  }

  @AfterAll
  static void stop() {
    client.close();
    port.close();
  }

  private static Map<String, AttributeValue> key(int sk) {
    var key = new HashMap<String, AttributeValue>();
    key.put("pk", AttributeValue.fromS("p" + sk % 2));
    key.put("sk", AttributeValue.fromN(String.valueOf(sk)));
    return key;
  }

  private static List<Integer> sortKeys(Iterable<Map<String, AttributeValue>> items) {
    var sortKeys = new ArrayList<Integer>();
    for (Map<String, AttributeValue> item : items)
      sortKeys.add(Integer.valueOf(item.get("sk").n()));
    return sortKeys;
  }

  @Test
  void theQueryPaginatorFindsAPartitionInOrder() {
    var request =
        QueryRequest.builder()
            .tableName("sorted")
            .keyConditionExpression("pk = :p AND sk BETWEEN :low AND :high")
            .expressionAttributeValues(
                Map.of(
                    ":p", AttributeValue.fromS("p1"),
                    ":low", AttributeValue.fromN("3"),
                    ":high", AttributeValue.fromN("21.0")))
            .limit(4)
            .build();
    var ascending = IntStream.rangeClosed(3, 21).filter(sk -> sk % 2 == 1).boxed().toList();

    assertThat(sortKeys(client.queryPaginator(request).items())).isEqualTo(ascending);
    assertThat(
            sortKeys(
                client.queryPaginator(request.toBuilder().scanIndexForward(false).build()).items()))
        .isEqualTo(ascending.reversed());
  }

  @Test
  void theScanPaginatorFindsEveryItemOnceInAnySegments() {
    var found = new ArrayList<Integer>();
    for (int segment = 0; segment < 3; segment++) {
      var request =
          ScanRequest.builder()
              .tableName("sorted")
              .segment(segment)
              .totalSegments(3)
              .limit(7)
              .filterExpression("even = :yes")
              .expressionAttributeValues(Map.of(":yes", AttributeValue.fromBool(true)))
              .build();
      found.addAll(sortKeys(client.scanPaginator(request).items()));
    }
    assertThat(found)
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, ITEMS).filter(sk -> sk % 2 == 0).boxed().toList());
    assertThat(client.scan(scan -> scan.tableName("sorted").select(Select.COUNT)).count())
        .isEqualTo(ITEMS);
  }

  @Test
  void theBatchPaginatorGetsWhatIsThere() {
    var keys = KeysAndAttributes.builder().keys(List.of(key(4), key(5), key(99))).build();
    var responses =
        client.batchGetItemPaginator(batch -> batch.requestItems(Map.of("sorted", keys))).stream()
            .flatMap(page -> page.responses().get("sorted").stream())
            .toList();
    assertThat(sortKeys(responses)).containsExactly(4, 5);
  }

  @Test
  void aRefusalArrivesInTheServicesWords() {
    assertThatThrownBy(
            () -> client.query(query -> query.tableName("sorted").keyConditionExpression("pk > :")))
        .isInstanceOf(DynamoDbException.class)
        .hasMessageContaining(
            "Invalid KeyConditionExpression: Syntax error; token: \":\", near: \"> :\"");
  }
}
