package io.atolldb.wire;

import static io.atolldb.wire.TableStories.fault;
import static io.atolldb.wire.TableStories.invalid;
import static org.assertj.core.api.Assertions.assertThat;

import io.atolldb.wire.WireClient.Reply;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Secondary indexes in CreateTable, DescribeTable and UpdateTable.
class IndexTablesWireTest {

  private static final String DEFINITIONS =
      "\"AttributeDefinitions\":[{\"AttributeName\":\"pk\",\"AttributeType\":\"S\"},"
          + "{\"AttributeName\":\"g\",\"AttributeType\":\"S\"}]";

  @AutoClose private static WireClient client;

  @BeforeAll
  static void start() throws Exception {
    client = IndexStories.withTable();
  }

  private static String index(String name, String keys, String projection) {
    return "{\"IndexName\":\"%s\",\"KeySchema\":[%s],\"Projection\":{%s}}"
        .formatted(name, keys, projection);
  }

  private static String hash(String name) {
    return "{\"AttributeName\":\"" + name + "\",\"KeyType\":\"HASH\"}";
  }

  private static String range(String name) {
    return "{\"AttributeName\":\"" + name + "\",\"KeyType\":\"RANGE\"}";
  }

  private static String create(String sort, String members) throws Exception {
    String keys = hash("pk") + (sort.isEmpty() ? "" : "," + range(sort));
    return client
        .call(
            "CreateTable",
            "{\"TableName\":\"new\",\"BillingMode\":\"PAY_PER_REQUEST\",%s,\"KeySchema\":[%s],%s}"
                .formatted(DEFINITIONS, keys, members))
        .body();
  }

  private static String globals(String index) {
    return "\"GlobalSecondaryIndexes\":[" + index + "]";
  }

  private static final String ALL = "\"ProjectionType\":\"ALL\"";

  /// 4.2 and 4.11.
  @Test
  void definitionsThatMakeNoIndexAreRefused() throws Exception {
    assertThat(create("", globals("")))
        .isEqualTo(invalid("List of GlobalSecondaryIndexes is empty"));
    assertThat(create("", "\"LocalSecondaryIndexes\":[" + index("loc", hash("pk"), ALL) + "]"))
        .isEqualTo(
            invalid(
                "Table KeySchema does not have a range key, which is required when specifying a"
                    + " LocalSecondaryIndex"));
    assertThat(create("g", "\"LocalSecondaryIndexes\":[" + index("loc", hash("g"), ALL) + "]"))
        .isEqualTo(invalid("Index KeySchema does not have a range key for index: loc"));
    assertThat(
            create(
                "g",
                "\"LocalSecondaryIndexes\":["
                    + index("loc", hash("g") + "," + range("pk"), ALL)
                    + "]"))
        .isEqualTo(
            invalid(
                "Index KeySchema does not have the same leading hash key as table KeySchema for"
                    + " index: loc. index hash key: g, table hash key: pk"));
    assertThat(create("", globals(index("gsi", hash("x"), ALL))))
        .isEqualTo(
            invalid(
                "Some index key attributes are not defined in AttributeDefinitions. Keys: [x],"
                    + " AttributeDefinitions: [g, pk]"));
    assertThat(create("", globals(index("gsi", hash("pk"), ALL))))
        .isEqualTo(
            invalid(
                "Some AttributeDefinitions are not used. AttributeDefinitions: [g, pk], keys used:"
                    + " [pk]"));
    assertThat(create("", globals(index("gsi", range("g"), ALL))))
        .isEqualTo(
            Reply.validation(
                "Invalid KeySchema: The first KeySchemaElement is not a HASH key type"));
    assertThat(create("", globals(index("gsi", hash("g") + "," + range("g"), ALL))))
        .isEqualTo(
            Reply.validation(
                "Both the Hash Key and the Range Key element in the KeySchema have the same"
                    + " name"));
    String twice = index("gsi", hash("g"), ALL);
    assertThat(create("", globals(twice + "," + twice)))
        .isEqualTo(invalid("Duplicate index name: gsi"));
    String many = twice + ",".concat(twice).repeat(20);
    assertThat(create("", globals(many)))
        .isEqualTo(invalid("Number of GlobalSecondaryIndexes exceeds per-table limit of 20"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`` | Unknown ProjectionType: null",
        "\"ProjectionType\":\"INCLUDE\" | ProjectionType is INCLUDE, but NonKeyAttributes is not"
            + " specified",
        "\"ProjectionType\":\"ALL\",\"NonKeyAttributes\":[\"v\"] | ProjectionType is ALL, but"
            + " NonKeyAttributes is specified",
      })
  void projectionsThatContradictThemselvesAreRefused(String projection, String message)
      throws Exception {
    assertThat(create("", globals(index("gsi", hash("g"), projection))))
        .isEqualTo(invalid(message));
  }

  @Test
  void indexesAreDescribedWithTheirTable() throws Exception {
    String body = client.call("DescribeTable", "{\"TableName\":\"tab\"}").body();
    assertThat(body)
        .contains("\"LocalSecondaryIndexes\":[{\"IndexName\":\"local\",\"KeySchema\":[")
        .contains(
            "\"Projection\":{\"ProjectionType\":\"INCLUDE\",\"NonKeyAttributes\":[\"v\"]},"
                + "\"IndexStatus\":\"ACTIVE\"")
        .contains("\"IndexArn\":\"arn:aws:dynamodb:us-east-1:000000000000:table/tab/index/some\"")
        .contains("\"IndexSizeBytes\":0,\"ItemCount\":0");
  }

  private static String update(String members) throws Exception {
    return client.call("UpdateTable", "{\"TableName\":\"tab\"," + members + "}").body();
  }

  private static String updates(String updates) {
    return "\"GlobalSecondaryIndexUpdates\":[" + updates + "]";
  }

  @Test
  void aGlobalIndexIsMadeAndTakenAwayAgain() throws Exception {
    String definitions =
        "\"AttributeDefinitions\":[{\"AttributeName\":\"fresh\",\"AttributeType\":\"B\"}],";
    String create = "{\"Create\":" + index("later", hash("fresh"), ALL) + "}";
    assertThat(update(definitions + updates(create)))
        .contains("\"IndexName\":\"later\"")
        .contains("\"IndexStatus\":\"CREATING\",\"Backfilling\":false")
        .contains("{\"AttributeName\":\"fresh\",\"AttributeType\":\"B\"}");
    assertThat(update(definitions + updates(create)))
        .isEqualTo(Reply.validation("Attempting to create an index which already exists"));

    assertThat(update(updates("{\"Delete\":{\"IndexName\":\"later\"}}")))
        .contains("\"IndexName\":\"later\"", "\"IndexStatus\":\"DELETING\"");
    assertThat(client.call("DescribeTable", "{\"TableName\":\"tab\"}").body())
        .doesNotContain("later", "fresh");
  }

  @Test
  void updatesOfIndexesThatCannotBeAreRefused() throws Exception {
    assertThat(update(updates("{}")))
        .isEqualTo(
            invalid(
                "One of GlobalSecondaryIndexUpdate.Update, GlobalSecondaryIndexUpdate.Create,"
                    + " GlobalSecondaryIndexUpdate.Delete must not be null"));
    String delete = "{\"Delete\":{\"IndexName\":\"%s\"}}";
    assertThat(update(updates(delete.formatted("nope"))))
        .isEqualTo(fault("ResourceNotFoundException", "Requested resource not found"));
    assertThat(update(updates(delete.formatted("local"))))
        .isEqualTo(fault("ResourceNotFoundException", "Requested resource not found"));
    assertThat(update(updates(delete.formatted("all") + "," + delete.formatted("keys"))))
        .isEqualTo(
            fault(
                "LimitExceededException",
                "Subscriber limit exceeded: Only 1 online index can be created or deleted"
                    + " simultaneously per table"));
    assertThat(update(updates("{\"Create\":" + index("gsi", hash("x"), ALL) + "}")))
        .startsWith("{\"__type\":\"com.amazon.coral.validate#ValidationException\"")
        .contains("Some index key attributes are not defined in AttributeDefinitions. Keys: [x]");
  }
}
