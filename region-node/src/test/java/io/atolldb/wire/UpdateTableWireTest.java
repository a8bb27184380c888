package io.atolldb.wire;

import static io.atolldb.wire.TableStories.constraint;
import static io.atolldb.wire.TableStories.invalid;
import static io.atolldb.wire.TableStories.notFound;
import static io.atolldb.wire.TableStories.onDemand;
import static io.atolldb.wire.TableStories.provisioned;
import static org.assertj.core.api.Assertions.assertThat;

import io.atolldb.wire.WireClient.Reply;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// UpdateTable without replicas, in the service's own order of refusal (reference: DynamoDB, 4.2
/// and 4.11).
class UpdateTableWireTest {

  private static final String UNITS =
      "\"ProvisionedThroughput\":{\"ReadCapacityUnits\":%d,\"WriteCapacityUnits\":%d}";

  @AutoClose private static WireClient client;

  @BeforeAll
  static void start() throws Exception {
    client = WireClient.start();
  }

  private static String update(String table, String members) throws Exception {
    return client.call("UpdateTable", "{\"TableName\":\"" + table + "\"," + members + "}").body();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | TableName | not be null",
        "{\"TableName\":\"plain\",\"ProvisionedThroughput\":{\"ReadCapacityUnits\":1}} |"
            + " ProvisionedThroughput.WriteCapacityUnits | not be null",
        "{\"TableName\":\"plain\",\"ProvisionedThroughput\":{\"ReadCapacityUnits\":0,"
            + "\"WriteCapacityUnits\":1}} | ProvisionedThroughput.ReadCapacityUnits | have value"
            + " greater than or equal to 1",
        "{\"TableName\":\"plain\",\"StreamSpecification\":{}} | StreamSpecification.StreamEnabled |"
            + " not be null",
        "{\"TableName\":\"plain\",\"ReplicaUpdates\":[]} | ReplicaUpdates | have length greater"
            + " than or equal to 1",
        "{\"TableName\":\"plain\",\"ReplicaUpdates\":[{\"Create\":{}}]} |"
            + " ReplicaUpdates.1.member.Create.RegionName | not be null",
      })
  void theFirstBrokenConstraintIsNamed(String body, String member, String rule) throws Exception {
    assertThat(client.call("UpdateTable", body).body()).isEqualTo(constraint(member, rule));
  }

  @Test
  void somethingHasToChange() throws Exception {
    assertThat(client.call("UpdateTable", "{\"TableName\":\"plain\"}").body())
        .isEqualTo(
            Reply.validation(
                "At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled,"
                    + " GlobalSecondaryIndexUpdates or SSESpecification or ReplicaUpdates is"
                    + " required"));
  }

  @Test
  void aTableThatIsNotThereIsNotFound() throws Exception {
    assertThat(update("missing", "\"BillingMode\":\"PAY_PER_REQUEST\""))
        .isEqualTo(notFound("missing"));
  }

  @Test
  void capacityThatStaysAsItIsIsRefused() throws Exception {
    client.call("CreateTable", provisioned("same"));

    assertThat(update("same", UNITS.formatted(10, 5)))
        .isEqualTo(
            Reply.validation(
                "The provisioned throughput for the table will not change. The requested value"
                    + " equals the current value. Current ReadCapacityUnits provisioned for the"
                    + " table: 10. Requested ReadCapacityUnits: 10. Current WriteCapacityUnits"
                    + " provisioned for the table: 5. Requested WriteCapacityUnits: 5. Refer to the"
                    + " Amazon DynamoDB Developer Guide for current limits and how to request"
                    + " higher limits."));
  }

  @Test
  void capacityGoesUpAndDown() throws Exception {
    client.call("CreateTable", provisioned("moving"));

    assertThat(update("moving", UNITS.formatted(20, 4)))
        .contains(
            "\"TableStatus\":\"UPDATING\"",
            "\"ProvisionedThroughput\":{\"LastIncreaseDateTime\":1700000000.123,"
                + "\"LastDecreaseDateTime\":1700000000.123,\"NumberOfDecreasesToday\":1,"
                + "\"ReadCapacityUnits\":20,\"WriteCapacityUnits\":4}");
    assertThat(update("moving", UNITS.formatted(20, 3))).contains("\"NumberOfDecreasesToday\":2,");
  }

  @Test
  void afterFourDecreasesOnADayAnHourHasToPass() throws Exception {
    client.call("CreateTable", provisioned("falling"));
    for (int read = 9; read > 5; read--) {
      assertThat(update("falling", UNITS.formatted(read, 5))).contains("UPDATING");
    }

    assertThat(update("falling", UNITS.formatted(5, 5)))
        .isEqualTo(
            TableStories.fault(
                "LimitExceededException",
                "Subscriber limit exceeded: Provisioned throughput decreases are limited within a"
                    + " given UTC day. After the first 4 decreases, each subsequent decrease in the"
                    + " same UTC day can be performed at most once every 3600 seconds. Number of"
                    + " decreases today: 4. Last decrease at: Tuesday, November 14, 2023 10:13:20"
                    + " PM UTC. Next decrease can be made at: Tuesday, November 14, 2023 11:13:20"
                    + " PM UTC"));
    assertThat(update("falling", UNITS.formatted(6, 6))).contains("UPDATING");
  }

  @Test
  void warmThroughputOnlyGoesUp() throws Exception {
    client.call("CreateTable", TableStories.onDemand("warm"));
    String warm = "\"WarmThroughput\":{\"ReadUnitsPerSecond\":%d,\"WriteUnitsPerSecond\":%d}";
    String lower =
        "One or more parameter values were invalid: Requested %s for WarmThroughput for table is"
            + " lower than current WarmThroughput, decreasing WarmThroughput is not supported";

    assertThat(update("warm", warm.formatted(11_999, 4_000)))
        .isEqualTo(Reply.validation(lower.formatted("ReadUnitsPerSecond")));
    assertThat(update("warm", warm.formatted(15_000, 5_000))).contains("UPDATING");
    assertThat(update("warm", warm.formatted(15_000, 4_999)))
        .isEqualTo(Reply.validation(lower.formatted("WriteUnitsPerSecond")));
  }

  @Test
  void aTableIsNotEncryptedTwiceByOneKey() throws Exception {
    client.call("CreateTable", TableStories.onDemand("sealed"));
    String sealed = "\"SSESpecification\":{\"Enabled\":true,\"KMSMasterKeyId\":\"alias/%s\"}";

    assertThat(update("sealed", sealed.formatted("mine"))).contains("alias/mine");
    assertThat(update("sealed", sealed.formatted("mine")))
        .isEqualTo(
            Reply.validation(
                "One or more parameter values were invalid: Table is already encrypted by given"
                    + " KMSMasterKeyId"));
    assertThat(update("sealed", sealed.formatted("other"))).contains("alias/other");
  }

  /// An index counts its own decreases.
  @Test
  void capacityOfAnIndexGoesUpAndDownByTheSameRules() throws Exception {
    client.call(
        "CreateTable",
        provisioned("indexed")
            .replace(
                "\"KeySchema\"",
                "\"GlobalSecondaryIndexes\":[{\"IndexName\":\"byp\",\"KeySchema\":["
                    + "{\"AttributeName\":\"pk\",\"KeyType\":\"HASH\"}],"
                    + "\"Projection\":{\"ProjectionType\":\"ALL\"},"
                    + UNITS.formatted(10, 5)
                    + "}],\"KeySchema\""));
    String change = "\"GlobalSecondaryIndexUpdates\":[{\"Update\":{\"IndexName\":\"byp\",%s}}]";

    assertThat(update("indexed", change.formatted(UNITS.formatted(20, 4))))
        .contains(
            "\"IndexStatus\":\"UPDATING\",\"ProvisionedThroughput\":{"
                + "\"LastIncreaseDateTime\":1700000000.123,"
                + "\"LastDecreaseDateTime\":1700000000.123,\"NumberOfDecreasesToday\":1,"
                + "\"ReadCapacityUnits\":20,\"WriteCapacityUnits\":4}");
    for (int write = 3; write > 0; write--) {
      assertThat(update("indexed", change.formatted(UNITS.formatted(20, write))))
          .contains("\"NumberOfDecreasesToday\":" + (5 - write) + ",");
    }
    assertThat(update("indexed", change.formatted(UNITS.formatted(19, 1))))
        .contains("LimitExceededException", "Number of decreases today: 4.");
    assertThat(update("indexed", UNITS.formatted(9, 5))).contains("\"NumberOfDecreasesToday\":1,");
    assertThat(client.call("DescribeTable", "{\"TableName\":\"indexed\"}").body())
        .contains("\"IndexStatus\":\"ACTIVE\"", "\"NumberOfDecreasesToday\":4,");
  }

  @Test
  void billingIsSwitchedAndBack() throws Exception {
    client.call("CreateTable", provisioned("switching"));

    assertThat(update("switching", "\"BillingMode\":\"PAY_PER_REQUEST\""))
        .contains(
            "\"ReadCapacityUnits\":0,\"WriteCapacityUnits\":0",
            "\"BillingModeSummary\":{\"BillingMode\":\"PAY_PER_REQUEST\"");
    assertThat(update("switching", UNITS.formatted(1, 1)))
        .isEqualTo(
            invalid(
                "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode"
                    + " is PAY_PER_REQUEST"));
    assertThat(update("switching", "\"BillingMode\":\"PROVISIONED\""))
        .isEqualTo(
            invalid(
                "ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode"
                    + " is PROVISIONED"));
    assertThat(update("switching", "\"BillingMode\":\"PROVISIONED\"," + UNITS.formatted(2, 2)))
        .contains(
            "\"ReadCapacityUnits\":2,\"WriteCapacityUnits\":2",
            "\"BillingModeSummary\":{\"BillingMode\":\"PROVISIONED\","
                + "\"LastUpdateToPayPerRequestDateTime\":1700000000.123}");
  }

  @Test
  void aStreamIsSwitchedOnOnceAndOffOnce() throws Exception {
    client.call("CreateTable", onDemand("streamed"));
    String on = "\"StreamSpecification\":{\"StreamEnabled\":true,\"StreamViewType\":\"NEW_IMAGE\"}";
    String off = "\"StreamSpecification\":{\"StreamEnabled\":false}";

    assertThat(update("streamed", off))
        .isEqualTo(Reply.validation("Table has no stream to disable: TableName: streamed"));
    assertThat(update("streamed", on)).contains("\"StreamViewType\":\"NEW_IMAGE\"");
    assertThat(update("streamed", on))
        .isEqualTo(Reply.validation("Table already has an enabled stream: TableName: streamed"));
    assertThat(update("streamed", off))
        .contains("\"LatestStreamLabel\":\"2023-11-14T22:13:20.123\"")
        .doesNotContain("StreamSpecification");
  }

  @Test
  void theTableClassRemembersItsChange() throws Exception {
    client.call("CreateTable", onDemand("classy"));

    assertThat(update("classy", "\"TableClass\":\"STANDARD\""))
        .contains("\"TableClassSummary\":{\"TableClass\":\"STANDARD\"}");
    assertThat(update("classy", "\"TableClass\":\"STANDARD_INFREQUENT_ACCESS\""))
        .contains(
            "\"TableClassSummary\":{\"TableClass\":\"STANDARD_INFREQUENT_ACCESS\","
                + "\"LastUpdateDateTime\":1700000000.123}");
  }
}
