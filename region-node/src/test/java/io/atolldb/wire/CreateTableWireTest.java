package io.atolldb.wire;

import static io.atolldb.wire.TableStories.constraint;
import static io.atolldb.wire.TableStories.fault;
import static io.atolldb.wire.TableStories.invalid;
import static io.atolldb.wire.TableStories.onDemand;
import static io.atolldb.wire.TableStories.provisioned;
import static io.atolldb.wire.TableStories.tableOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.atolldb.operation.CreateTable;
import io.atolldb.region.FakeRegion;
import io.atolldb.table.KeyAttribute;
import io.atolldb.table.ScalarType;
import io.atolldb.wire.WireClient.Reply;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// CreateTable, in the service's own order of refusal (reference: DynamoDB, 4.2 and 4.11).
class CreateTableWireTest {

  private static final String ON_DEMAND = "\"BillingMode\":\"PAY_PER_REQUEST\"";

  @AutoClose private static WireClient client;

  @BeforeAll
  static void start() throws Exception {
    client = WireClient.start();
  }

  private static String answer(String body) throws Exception {
    return client.call("CreateTable", body).body();
  }

  /// 4.1.7.
  @Test
  void aWrongJsonTypeIsASerializationException() throws Exception {
    assertThat(answer("{\"TableName\":\"abc\",\"KeySchema\":{}}"))
        .isEqualTo(Reply.serialization("Start of structure or map found where not expected"));
    assertThat(answer(tableOf("abc", "\"ProvisionedThroughput\":{\"ReadCapacityUnits\":\"1\"}")))
        .isEqualTo(Reply.serialization("STRING_VALUE cannot be converted to Long"));
  }

  /// 4.2 (b).
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | AttributeDefinitions | not be null",
        "{\"AttributeDefinitions\":[]} | TableName | not be null",
        "{\"AttributeDefinitions\":[],\"TableName\":\"\"} | TableName | have length greater than or"
            + " equal to 1",
        "{\"AttributeDefinitions\":[],\"TableName\":\"abc\"} | KeySchema | not be null",
        "{\"AttributeDefinitions\":[],\"TableName\":\"abc\",\"KeySchema\":[]} | KeySchema | have"
            + " length greater than or equal to 1",
        "{\"AttributeDefinitions\":[{\"AttributeName\":\"a\"}]} |"
            + " AttributeDefinitions.1.member.AttributeType | not be null",
      })
  void theFirstBrokenConstraintIsNamed(String body, String member, String rule) throws Exception {
    assertThat(answer(body)).isEqualTo(constraint(member, rule));
  }

  /// 4.2 (b): words out of a set.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"BillingMode\":\"FREE\" | [PROVISIONED, PAY_PER_REQUEST]",
        "\"TableClass\":\"FIRST\" | [STANDARD, STANDARD_INFREQUENT_ACCESS]",
        "\"StreamSpecification\":{\"StreamEnabled\":true,\"StreamViewType\":\"ALL\"} |"
            + " [NEW_IMAGE, OLD_IMAGE, NEW_AND_OLD_IMAGES, KEYS_ONLY]",
      })
  void aWordThatIsNoneIsRefused(String members, String words) throws Exception {
    assertThat(answer(tableOf("abc", members)))
        .isEqualTo(
            Reply.validation(
                "1 validation error detected: Failed to satisfy constraint:"
                    + " Member must satisfy enum value set: "
                    + words));
  }

  @ParameterizedTest
  @CsvSource({"ab", "a b c", "'a/b'"})
  void aNameThatIsNoneIsRefused(String name) throws Exception {
    assertThat(answer(onDemand(name)))
        .isEqualTo(
            Reply.validation(
                "Invalid table/index name.  Table/index names must be between 3 and 255 characters"
                    + " long, and may contain only the characters a-z, A-Z, 0-9, '_', '-', and"
                    + " '.'"));
  }

  /// 4.11.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"BillingMode\":\"PAY_PER_REQUEST\",\"ProvisionedThroughput\":{\"ReadCapacityUnits\":1,"
            + "\"WriteCapacityUnits\":1} | Neither ReadCapacityUnits nor WriteCapacityUnits can be"
            + " specified when BillingMode is PAY_PER_REQUEST",
        "\"TableClass\":\"STANDARD\" | ReadCapacityUnits and WriteCapacityUnits must both be"
            + " specified when BillingMode is PROVISIONED",
        "\"BillingMode\":\"PAY_PER_REQUEST\",\"StreamSpecification\":{\"StreamEnabled\":false,"
            + "\"StreamViewType\":\"NEW_IMAGE\"} | StreamViewType cannot be specified when"
            + " StreamEnabled is false",
        "\"BillingMode\":\"PAY_PER_REQUEST\",\"VectorIndexes\":[{}] |"
            + " VectorIndexes: Vector indexes are not available in this version",
      })
  void settingsThatContradictEachOtherAreRefused(String members, String message) throws Exception {
    assertThat(answer(tableOf("abc", members))).isEqualTo(invalid(message));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[{\"AttributeName\":\"x\",\"KeyType\":\"HASH\"}] | Invalid KeySchema: Some index key"
            + " attribute have no definition",
        "[{\"AttributeName\":\"a\",\"KeyType\":\"RANGE\"}] | Invalid KeySchema: The first"
            + " KeySchemaElement is not a HASH key type",
        "[{\"AttributeName\":\"a\",\"KeyType\":\"HASH\"},{\"AttributeName\":\"b\",\"KeyType\":"
            + "\"HASH\"}] | Invalid KeySchema: The second KeySchemaElement is not a RANGE key type",
        "[{\"AttributeName\":\"a\",\"KeyType\":\"HASH\"},{\"AttributeName\":\"a\",\"KeyType\":"
            + "\"RANGE\"}] | Both the Hash Key and the Range Key element in the KeySchema have the"
            + " same name",
        "[{\"AttributeName\":\"a\",\"KeyType\":\"HASH\"}] | One or more parameter values were"
            + " invalid: Number of attributes in KeySchema does not exactly match number of"
            + " attributes defined in AttributeDefinitions",
      })
  void aKeySchemaThatIsNoneIsRefused(String keys, String message) throws Exception {
    String body =
        "{\"TableName\":\"abc\",\"BillingMode\":\"PAY_PER_REQUEST\",\"AttributeDefinitions\":["
            + "{\"AttributeName\":\"a\",\"AttributeType\":\"S\"},"
            + "{\"AttributeName\":\"b\",\"AttributeType\":\"N\"}],\"KeySchema\":"
            + keys
            + "}";

    assertThat(answer(body)).isEqualTo(Reply.validation(message));
  }

  @Test
  void aTableIsCreatingInTheAnswerAndCanBeUsedAtOnce() throws Exception {
    String described = answer(onDemand("at-once"));

    assertThat(described)
        .startsWith(
            "{\"TableDescription\":{\"AttributeDefinitions\":[{\"AttributeName\":\"pk\","
                + "\"AttributeType\":\"S\"}],\"TableName\":\"at-once\",\"KeySchema\":[{"
                + "\"AttributeName\":\"pk\",\"KeyType\":\"HASH\"}],\"TableStatus\":\"CREATING\","
                + "\"CreationDateTime\":1700000000.123,\"ProvisionedThroughput\":{"
                + "\"NumberOfDecreasesToday\":0,\"ReadCapacityUnits\":0,\"WriteCapacityUnits\":0},"
                + "\"TableSizeBytes\":0,\"ItemCount\":0,"
                + "\"TableArn\":\"arn:aws:dynamodb:us-east-1:000000000000:table/at-once\","
                + "\"TableId\":\"00000000-0000-0001-0000-")
        .contains(
            "\"BillingModeSummary\":{\"BillingMode\":\"PAY_PER_REQUEST\","
                + "\"LastUpdateToPayPerRequestDateTime\":1700000000.123},"
                + "\"DeletionProtectionEnabled\":false,\"WarmThroughput\":{"
                + "\"ReadUnitsPerSecond\":12000,\"WriteUnitsPerSecond\":4000,"
                + "\"Status\":\"CREATING\"}}}")
        .doesNotContain("Replicas", "GlobalTableVersion", "StreamSpecification");
    assertThat(
            client
                .call("PutItem", "{\"TableName\":\"at-once\",\"Item\":{\"pk\":{\"S\":\"a\"}}}")
                .body())
        .isEqualTo("{}");
  }

  @Test
  void everySettingIsShown() throws Exception {
    String described =
        answer(
            tableOf(
                "settings",
                ON_DEMAND
                    + ",\"StreamSpecification\":{\"StreamEnabled\":true,"
                    + "\"StreamViewType\":\"KEYS_ONLY\"},\"TableClass\":\"STANDARD\","
                    + "\"SSESpecification\":{\"Enabled\":true,\"KMSMasterKeyId\":\"k1\"},"
                    + "\"DeletionProtectionEnabled\":true,"
                    + "\"OnDemandThroughput\":{\"MaxReadRequestUnits\":7},"
                    + "\"WarmThroughput\":{\"ReadUnitsPerSecond\":13000,"
                    + "\"WriteUnitsPerSecond\":5000},"
                    + "\"Tags\":[{\"Key\":\"team\",\"Value\":\"reef\"}]"));

    assertThat(described)
        .contains(
            "\"StreamSpecification\":{\"StreamEnabled\":true,\"StreamViewType\":\"KEYS_ONLY\"},"
                + "\"LatestStreamLabel\":\"2023-11-14T22:13:20.123\",\"LatestStreamArn\":"
                + "\"arn:aws:dynamodb:us-east-1:000000000000:table/settings/stream/"
                + "2023-11-14T22:13:20.123\"",
            "\"SSEDescription\":{\"Status\":\"ENABLED\",\"SSEType\":\"KMS\","
                + "\"KMSMasterKeyArn\":\"arn:aws:kms:us-east-1:000000000000:key/k1\"}",
            "\"TableClassSummary\":{\"TableClass\":\"STANDARD\"}",
            "\"DeletionProtectionEnabled\":true",
            "\"OnDemandThroughput\":{\"MaxReadRequestUnits\":7}",
            "\"WarmThroughput\":{\"ReadUnitsPerSecond\":13000,\"WriteUnitsPerSecond\":5000,");
  }

  @Test
  void aTableMayComeWithAPolicyAndWithTags() throws Exception {
    answer(
        tableOf(
            "guarded",
            ON_DEMAND
                + ",\"ResourcePolicy\":\"{}\",\"Tags\":["
                + "{\"Key\":\"atoll:merge-policy\",\"Value\":\"by-attribute\"}]"));
    String arn = "{\"ResourceArn\":\"arn:aws:dynamodb:us-east-1:000000000000:table/guarded\"}";

    assertThat(client.call("GetResourcePolicy", arn).body()).startsWith("{\"Policy\":\"{}\",");
    assertThat(client.call("ListTagsOfResource", arn).body())
        .contains("{\"Key\":\"atoll:merge-policy\",\"Value\":\"by-attribute\"}");
    assertThat(answer(tableOf("unguarded", ON_DEMAND + ",\"ResourcePolicy\":\"[]\"")))
        .isEqualTo(Reply.validation("Invalid policy document: it is not a JSON object"));
    assertThat(client.region.tables().named("unguarded")).isNull();
  }

  @Test
  void aTableWithProvisionedCapacityHasNoSummaryOfItsBilling() throws Exception {
    assertThat(answer(provisioned("provisioned")))
        .contains(
            "\"ProvisionedThroughput\":{\"NumberOfDecreasesToday\":0,\"ReadCapacityUnits\":10,"
                + "\"WriteCapacityUnits\":5}")
        .doesNotContain("BillingModeSummary");
  }

  @Test
  void aTableThatExistsIsInUse() throws Exception {
    assertThat(answer(onDemand("plain")))
        .isEqualTo(fault("ResourceInUseException", "Table already exists: plain"));
  }

  @Test
  void anArnOfThisRegionNamesTheTable() throws Exception {
    String arn = "arn:aws:dynamodb:us-east-1:123456789012:table/by-arn";

    assertThat(answer(onDemand(arn))).contains("\"TableName\":\"by-arn\"");
  }

  @Test
  void aRegionHasALimitedNumberOfTables() throws Exception {
    var region = new FakeRegion("us-east-1");
    var key = new KeyAttribute("pk", ScalarType.S);
    for (int at = 0; at < CreateTable.TABLES_MAX; at++) region.with("table-" + at, key, null);
    try (WireClient full = WireClient.start(region)) {
      assertThat(full.call("CreateTable", onDemand("one-more")).body())
          .isEqualTo(
              fault(
                  "LimitExceededException",
                  "Subscriber limit exceeded: There is a limit of 2500 tables per subscriber"));
    }
  }
}
