package io.atolldb.wire;

import static io.atolldb.wire.TableStories.constraint;
import static io.atolldb.wire.TableStories.fault;
import static io.atolldb.wire.TableStories.invalid;
import static io.atolldb.wire.TableStories.notFound;
import static io.atolldb.wire.TableStories.onDemand;
import static org.assertj.core.api.Assertions.assertThat;

import io.atolldb.catalog.Table;
import io.atolldb.catalog.TableChange;
import io.atolldb.catalog.TableOperation;
import io.atolldb.clock.RegionId;
import io.atolldb.globaltable.MemberStatus;
import io.atolldb.wire.WireClient.Reply;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// UpdateTable with ReplicaUpdates (reference: DynamoDB, 1.3 and 4.13).
class GlobalTablesWireTest {

  private static final String ALREADY_THERE =
      "Failed to create a the new replica of table with name: 'reef' because one or more replicas"
          + " already existed as tables.";
  private static final String UPDATING =
      fault(
          "ResourceInUseException",
          "Attempt to change a resource which is still in use: Table is being updated: reef");

  @AutoClose private WireClient client;

  @BeforeEach
  void start() throws Exception {
    client = WireClient.start();
    client.call("CreateTable", onDemand("reef"));
  }

  private String update(String members) throws Exception {
    return client.call("UpdateTable", "{\"TableName\":\"reef\"," + members + "}").body();
  }

  private String replica(String action, String region) throws Exception {
    return update(
        "\"ReplicaUpdates\":[{\"%s\":{\"RegionName\":\"%s\"}}]".formatted(action, region));
  }

  private String describe() throws Exception {
    return client.call("DescribeTable", "{\"TableName\":\"reef\"}").body();
  }

  /// What the other region would tell.
  private void becomes(String region, MemberStatus status, String description) {
    TableOperation operation =
        tables -> {
          Table table = tables.named("reef");
          assertThat(table).isNotNull();
          return new TableOperation.Decision.Change(
              List.of(
                  new TableChange.Membership(
                      table.id(), new RegionId(region), status, description)));
        };
    assertThat(client.region.alter(operation)).isInstanceOf(TableOperation.Outcome.Done.class);
  }

  @Test
  void aReplicaIsCreatingUntilTheOtherRegionHasIt() throws Exception {
    assertThat(replica("Create", "eu-west-1"))
        .contains(
            "\"TableStatus\":\"UPDATING\"",
            "\"StreamSpecification\":{\"StreamEnabled\":true,"
                + "\"StreamViewType\":\"NEW_AND_OLD_IMAGES\"}",
            "\"GlobalTableVersion\":\"2019.11.21\",\"Replicas\":[{\"RegionName\":\"eu-west-1\","
                + "\"ReplicaStatus\":\"CREATING\","
                + "\"ReplicaArn\":\"arn:aws:dynamodb:eu-west-1:000000000000:table/reef\","
                + "\"ReplicaStatusPercentProgress\":\"40\"}]",
            "\"MultiRegionConsistency\":\"EVENTUAL\"");
    assertThat(describe()).contains("\"TableStatus\":\"UPDATING\"");

    becomes("eu-west-1", MemberStatus.ACTIVE, "");

    assertThat(describe())
        .contains(
            "\"TableStatus\":\"ACTIVE\"",
            "\"Replicas\":[{\"RegionName\":\"eu-west-1\",\"ReplicaStatus\":\"ACTIVE\","
                + "\"ReplicaArn\":\"arn:aws:dynamodb:eu-west-1:000000000000:table/reef\"}]");
  }

  @Test
  void whileAReplicaIsMadeNothingElseChangesButItCanBeTakenBack() throws Exception {
    replica("Create", "eu-west-1");

    assertThat(replica("Create", "ap-northeast-1")).isEqualTo(UPDATING);
    assertThat(update("\"DeletionProtectionEnabled\":true")).isEqualTo(UPDATING);
    assertThat(replica("Delete", "eu-west-1")).doesNotContain("Replicas");
    assertThat(describe())
        .contains("\"TableStatus\":\"ACTIVE\"")
        .doesNotContain("GlobalTableVersion");
  }

  @Test
  void theStreamOfATableWithReplicasStaysAsItIs() throws Exception {
    replica("Create", "eu-west-1");
    becomes("eu-west-1", MemberStatus.ACTIVE, "");

    assertThat(update("\"StreamSpecification\":{\"StreamEnabled\":false}"))
        .isEqualTo(
            invalid("The stream of a table with replicas in other regions cannot be changed"));
  }

  /// KEYS_ONLY is enough for a global table: what is there stays.
  @Test
  void aStreamThatIsThereIsKept() throws Exception {
    update("\"StreamSpecification\":{\"StreamEnabled\":true,\"StreamViewType\":\"KEYS_ONLY\"}");

    assertThat(replica("Create", "eu-west-1")).contains("\"StreamViewType\":\"KEYS_ONLY\"");
  }

  @Test
  void aReplicaThatIsThereIsNotCreatedAgain() throws Exception {
    replica("Create", "eu-west-1");
    becomes("eu-west-1", MemberStatus.ACTIVE, "");

    assertThat(replica("Create", "eu-west-1")).isEqualTo(Reply.validation(ALREADY_THERE));
  }

  @Test
  void aRegionWithATableOfThatNameGetsNoReplica() throws Exception {
    client.europe.holds("reef");

    assertThat(replica("Create", "eu-west-1")).isEqualTo(Reply.validation(ALREADY_THERE));
    assertThat(describe()).doesNotContain("Replicas");
  }

  @Test
  void aRegionThatCannotBeReachedIsNotWaitedFor() throws Exception {
    client.europe.goesDown();

    assertThat(replica("Create", "eu-west-1")).contains("\"ReplicaStatus\":\"CREATING\"");

    // Later it comes up, and has a table of that name.
    becomes("eu-west-1", MemberStatus.CREATION_FAILED, "A table named reef already exists");
    assertThat(describe())
        .contains(
            "\"TableStatus\":\"ACTIVE\"",
            "\"ReplicaStatus\":\"CREATION_FAILED\"",
            "\"ReplicaStatusDescription\":\"A table named reef already exists\"");
    assertThat(replica("Delete", "eu-west-1")).doesNotContain("Replicas");
  }

  @Test
  void theOwnRegionIsNoReplica() throws Exception {
    String message =
        "Cannot add, delete, or update the local region through ReplicaUpdates."
            + " Use CreateTable, DeleteTable, or UpdateTable as required.";

    assertThat(replica("Create", "us-east-1")).isEqualTo(Reply.validation(message));
    assertThat(replica("Delete", "us-east-1")).isEqualTo(Reply.validation(message));
  }

  @Test
  void aRegionThatIsNoPeerIsRefused() throws Exception {
    assertThat(replica("Create", "sa-east-1"))
        .isEqualTo(
            invalid(
                "Region sa-east-1 is not connected to us-east-1;"
                    + " connected are [ap-northeast-1, eu-west-1]"));
    assertThat(replica("Create", "not a region"))
        .isEqualTo(invalid("Region not a region is not a region"));
  }

  @Test
  void aRegionWithoutAReplicaHasNoneToLose() throws Exception {
    assertThat(replica("Delete", "eu-west-1"))
        .isEqualTo(
            Reply.validation(
                "Update global table operation failed because one or more replicas were not part of"
                    + " the global table."));
  }

  @Test
  void theTableHasToBeThere() throws Exception {
    client.call("DeleteTable", "{\"TableName\":\"reef\"}");

    assertThat(replica("Create", "eu-west-1")).isEqualTo(notFound("reef"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"ReplicaUpdates\":[{\"Create\":{\"RegionName\":\"eu-west-1\"}},"
            + "{\"Create\":{\"RegionName\":\"ap-northeast-1\"}}] | Only one replica can be added or"
            + " removed in each update",
        "\"ReplicaUpdates\":[{}] | A replica update needs exactly one action",
        "\"ReplicaUpdates\":[{\"Create\":{\"RegionName\":\"eu-west-1\"}},{\"Disassociate\":"
            + "{\"RegionName\":\"us-east-1\",\"DisassociationMode\":\"WAIT_FOR_REPLICATION\"}}] |"
            + " Disassociate has to be the only replica update of a call",
        "\"ReplicaUpdates\":[{\"Update\":{\"RegionName\":\"eu-west-1\"}}] | The update of a replica"
            + " has to change something",
        "\"ReplicaUpdates\":[{\"Create\":{\"RegionName\":\"eu-west-1\",\"GlobalSecondaryIndexes\":"
            + "[{\"IndexName\":\"none\",\"OnDemandThroughputOverride\":{\"MaxReadRequestUnits\":5}}]}}]"
            + " | The table has no global secondary index none",
        "\"ReplicaUpdates\":[{\"Create\":{\"RegionName\":\"eu-west-1\",\"GlobalSecondaryIndexes\":"
            + "[{\"IndexName\":\"one\"},{\"IndexName\":\"one\"}]}}] | Duplicate index name: one",
        "\"DisassociationProtectionEnabled\":false,\"DeletionProtectionEnabled\":true |"
            + " DisassociationProtectionEnabled cannot be changed together with anything else",
        "\"MultiRegionConsistency\":\"STRONG\",\"ReplicaUpdates\":[{\"Create\":{\"RegionName\":"
            + "\"eu-west-1\"}}] | MultiRegionConsistency STRONG is not available in this version of"
            + " Atoll",
        "\"MultiRegionConsistency\":\"EVENTUAL\",\"BillingMode\":\"PAY_PER_REQUEST\" |"
            + " MultiRegionConsistency can only be specified when replicas are created",
        "\"GlobalTableWitnessUpdates\":[{\"Create\":{\"RegionName\":\"eu-west-1\"}}] |"
            + " GlobalTableWitnessUpdates: It is not available in this version",
      })
  void whatACallCannotDoIsSaid(String members, String message) throws Exception {
    assertThat(update(members)).isEqualTo(invalid(message));
  }

  @Test
  void deletingTheTableLeavesTheOtherReplicas() throws Exception {
    replica("Create", "eu-west-1");
    becomes("eu-west-1", MemberStatus.ACTIVE, "");
    Table before = client.region.tables().named("reef");
    assertThat(before).isNotNull();

    client.call("DeleteTable", "{\"TableName\":\"reef\"}");

    Table after = client.region.tables().of(before.id());
    assertThat(after).isNotNull();
    assertThat(after.descriptor().statusOf(client.region.id())).isEqualTo(MemberStatus.REMOVED);
    assertThat(after.descriptor().statusOf(new RegionId("eu-west-1")))
        .isEqualTo(MemberStatus.ACTIVE);
  }

  private void europeHasAReplica() throws Exception {
    replica("Create", "eu-west-1");
    becomes("eu-west-1", MemberStatus.ACTIVE, "");
  }

  private String replicaWith(String action, String members) throws Exception {
    return update(
        "\"ReplicaUpdates\":[{\"%s\":{\"RegionName\":\"eu-west-1\",%s}}]"
            .formatted(action, members));
  }

  @Test
  void aReplicaMayHaveSettingsOfItsOwn() throws Exception {
    assertThat(
            replicaWith(
                "Create",
                "\"OnDemandThroughputOverride\":{\"MaxReadRequestUnits\":7},"
                    + "\"TableClassOverride\":\"STANDARD_INFREQUENT_ACCESS\","
                    + "\"KMSMasterKeyId\":\"alias/reef\""))
        .contains(
            "\"KMSMasterKeyId\":\"alias/reef\","
                + "\"OnDemandThroughputOverride\":{\"MaxReadRequestUnits\":7},"
                + "\"ReplicaTableClassSummary\":{\"TableClass\":\"STANDARD_INFREQUENT_ACCESS\"}}]");
  }

  @Test
  void anIndexOfAReplicaMayHaveReadsOfItsOwn() throws Exception {
    europeHasAReplica();
    update(
        "\"AttributeDefinitions\":[{\"AttributeName\":\"owner\",\"AttributeType\":\"S\"}],"
            + "\"GlobalSecondaryIndexUpdates\":[{\"Create\":{\"IndexName\":\"by-owner\","
            + "\"KeySchema\":[{\"AttributeName\":\"owner\",\"KeyType\":\"HASH\"}],"
            + "\"Projection\":{\"ProjectionType\":\"ALL\"}}}]");
    String own =
        "\"GlobalSecondaryIndexes\":[{\"IndexName\":\"by-owner\","
            + "\"OnDemandThroughputOverride\":{\"MaxReadRequestUnits\":5}}]";

    assertThat(replicaWith("Update", own)).contains(own + "}]");
    assertThat(
            replicaWith(
                "Update",
                "\"GlobalSecondaryIndexes\":[{\"IndexName\":\"by-owner\","
                    + "\"ProvisionedThroughputOverride\":{\"ReadCapacityUnits\":5}}]"))
        .isEqualTo(
            invalid(
                "ProvisionedThroughputOverride can only be specified when BillingMode is"
                    + " PROVISIONED"));
    assertThat(replicaWith("Update", "\"GlobalSecondaryIndexes\":[{}]"))
        .isEqualTo(
            constraint(
                "ReplicaUpdates.1.member.Update.GlobalSecondaryIndexes.1.member.IndexName",
                "not be null"));
    assertThat(
            update(
                "\"GlobalSecondaryIndexUpdates\":[{\"Update\":{\"IndexName\":\"by-owner\","
                    + "\"OnDemandThroughput\":{\"MaxReadRequestUnits\":9}}}]"))
        .doesNotContain(own);
  }

  @Test
  void anOverrideIsChangedAndTheTableHereKeepsItsSetting() throws Exception {
    europeHasAReplica();
    update("\"TableClass\":\"STANDARD_INFREQUENT_ACCESS\"");

    assertThat(replicaWith("Update", "\"TableClassOverride\":\"STANDARD\""))
        .contains(
            "\"ReplicaTableClassSummary\":{\"TableClass\":\"STANDARD\"}",
            "\"TableClassSummary\":{\"TableClass\":\"STANDARD_INFREQUENT_ACCESS\"");
  }

  /// Reference 4.13, 9: overwritten when it is changed on any other replica.
  @Test
  void aLaterChangeOfTheSharedSettingOverwritesAnOverride() throws Exception {
    europeHasAReplica();
    replicaWith("Update", "\"TableClassOverride\":\"STANDARD_INFREQUENT_ACCESS\"");
    replicaWith("Update", "\"OnDemandThroughputOverride\":{\"MaxReadRequestUnits\":7}");

    assertThat(update("\"TableClass\":\"STANDARD\""))
        .doesNotContain("ReplicaTableClassSummary")
        .contains("\"OnDemandThroughputOverride\":{\"MaxReadRequestUnits\":7}");
    assertThat(update("\"OnDemandThroughput\":{\"MaxReadRequestUnits\":9}"))
        .doesNotContain("OnDemandThroughputOverride");
  }

  @Test
  void anOverrideFitsTheBillingMode() throws Exception {
    europeHasAReplica();

    assertThat(replicaWith("Update", "\"ProvisionedThroughputOverride\":{\"ReadCapacityUnits\":5}"))
        .isEqualTo(
            invalid(
                "ProvisionedThroughputOverride can only be specified when BillingMode is"
                    + " PROVISIONED"));
    update(
        "\"BillingMode\":\"PROVISIONED\",\"ProvisionedThroughput\":"
            + "{\"ReadCapacityUnits\":1,\"WriteCapacityUnits\":1}");
    assertThat(replicaWith("Update", "\"ProvisionedThroughputOverride\":{\"ReadCapacityUnits\":5}"))
        .contains("\"ProvisionedThroughputOverride\":{\"ReadCapacityUnits\":5}");
    assertThat(replicaWith("Update", "\"OnDemandThroughputOverride\":{\"MaxReadRequestUnits\":5}"))
        .isEqualTo(
            invalid(
                "OnDemandThroughputOverride can only be specified when BillingMode is"
                    + " PAY_PER_REQUEST"));
  }

  @Test
  void onlyAReplicaIsUpdated() throws Exception {
    assertThat(replicaWith("Update", "\"TableClassOverride\":\"STANDARD\""))
        .isEqualTo(
            Reply.validation(
                "Update global table operation failed because one or more replicas were not part of"
                    + " the global table."));
  }

  private String leave(String region) throws Exception {
    return update(
        "\"ReplicaUpdates\":[{\"Disassociate\":{\"RegionName\":\"%s\",\"DisassociationMode\":"
                .formatted(region)
            + "\"WAIT_FOR_REPLICATION\"}}]");
  }

  @Test
  void aReplicaLeavesWhenItsProtectionIsOffAndIsATableByItself() throws Exception {
    europeHasAReplica();
    assertThat(describe()).contains("\"DisassociationProtectionEnabled\":true");
    assertThat(leave("us-east-1")).contains("protected against disassociation");

    assertThat(update("\"DisassociationProtectionEnabled\":false"))
        .contains("\"DisassociationProtectionEnabled\":false");
    assertThat(leave("us-east-1")).doesNotContain("Replicas");
    assertThat(describe())
        .contains("\"TableStatus\":\"ACTIVE\"")
        .doesNotContain("GlobalTableVersion", "DisassociationProtectionEnabled");
    Table table = client.region.tables().named("reef");
    assertThat(table.isShared()).isFalse();
    assertThat(table.isOnItsOwn()).isTrue();
  }

  @Test
  void onlyTheRegionItselfLeaves() throws Exception {
    europeHasAReplica();

    assertThat(leave("eu-west-1"))
        .isEqualTo(invalid("A replica can only be disassociated by a request to its own region"));
  }

  @Test
  void theManneredWayOfLeavingHasToBeNamed() throws Exception {
    assertThat(update("\"ReplicaUpdates\":[{\"Disassociate\":{\"RegionName\":\"us-east-1\"}}]"))
        .contains("'ReplicaUpdates.1.member.Disassociate.DisassociationMode'", "must not be null");
  }

  @Test
  void aTableThatIsNoGlobalOneHasNothingToLeave() throws Exception {
    update("\"DisassociationProtectionEnabled\":false");
    assertThat(leave("us-east-1")).contains("not part of the global table");
  }

  @Test
  void aRegionThatHasBeenSilentForLongIsShownAsInaccessible() throws Exception {
    europeHasAReplica();
    client.europeIsSilentSince(1_700_000_000_000L);

    assertThat(describe())
        .contains(
            "\"ReplicaStatus\":\"REGION_DISABLED\"",
            "\"ReplicaInaccessibleDateTime\":1700000000.000");
  }
}
