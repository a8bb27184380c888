package io.atolldb.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.atolldb.wire.WireClient.Reply;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UpdateTableReplicaAutoScalingWireTest {

  static final String POLICY =
      "'ScalingPolicyUpdate':{'PolicyName':'half','TargetTrackingScalingPolicyConfiguration':"
          + "{'TargetValue':50.0,'ScaleInCooldown':60,'DisableScaleIn':true}}";
  static final String SHOWN =
      "'MinimumUnits':5,'MaximumUnits':50,'AutoScalingDisabled':false,'ScalingPolicies':[{"
          + "'PolicyName':'half','TargetTrackingScalingPolicyConfiguration':{'DisableScaleIn':true,"
          + "'ScaleInCooldown':60,'ScaleOutCooldown':0,'TargetValue':50.0}}]";

  @AutoClose private WireClient client;

  @BeforeEach
  void start() throws Exception {
    client = IndexStories.withTable();
  }

  private Reply update(String members) throws Exception {
    String body = "{'TableName':'tab'" + (members.isEmpty() ? "" : "," + members) + "}";
    return client.call("UpdateTableReplicaAutoScaling", body.replace('\'', '"'));
  }

  private static String described(String settings) {
    return ("{'TableAutoScalingDescription':{'TableName':'tab','TableStatus':'ACTIVE','Replicas':[{"
            + "'RegionName':'us-east-1','ReplicaStatus':'ACTIVE',"
            + settings
            + "}]}}")
        .replace('\'', '"');
  }

  private static String index(String name, String settings) {
    return "{'IndexName':'%s','IndexStatus':'ACTIVE'%s}".formatted(name, settings);
  }

  @Test
  void whatIsSetIsAnsweredReplicaByReplica() throws Exception {
    String limits = "{'MinimumUnits':5,'MaximumUnits':50," + POLICY + "}";
    Reply reply =
        update(
            "'ProvisionedWriteCapacityAutoScalingUpdate':"
                + limits
                + ",'GlobalSecondaryIndexUpdates':[{'IndexName':'keys',"
                + "'ProvisionedWriteCapacityAutoScalingUpdate':"
                + limits
                + "}],'ReplicaUpdates':[{'RegionName':'us-east-1',"
                + "'ReplicaProvisionedReadCapacityAutoScalingUpdate':"
                + limits
                + ",'ReplicaGlobalSecondaryIndexUpdates':[{'IndexName':'all',"
                + "'ProvisionedReadCapacityAutoScalingUpdate':"
                + limits
                + "}]}]");
    String indexes =
        index("all", ",'ProvisionedReadCapacityAutoScalingSettings':{" + SHOWN + "}")
            + ","
            + index("keys", ",'ProvisionedWriteCapacityAutoScalingSettings':{" + SHOWN + "}")
            + ","
            + index("some", "");
    assertThat(reply.body())
        .isEqualTo(
            described(
                "'ReplicaProvisionedReadCapacityAutoScalingSettings':{"
                    + SHOWN
                    + "},'ReplicaProvisionedWriteCapacityAutoScalingSettings':{"
                    + SHOWN
                    + "},'GlobalSecondaryIndexes':["
                    + indexes
                    + "]"));
  }

  @Test
  void whatIsNotSaidStaysAsItIs() throws Exception {
    String member = "'ProvisionedWriteCapacityAutoScalingUpdate':";
    update(member + "{'MinimumUnits':5,'MaximumUnits':50," + POLICY + "}");
    Reply reply = update(member + "{'AutoScalingDisabled':true,'MaximumUnits':70}");
    assertThat(reply.body())
        .contains(
            "\"MinimumUnits\":5,\"MaximumUnits\":70,\"AutoScalingDisabled\":true,"
                + "\"ScalingPolicies\":[{\"PolicyName\":\"half\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'MinimumUnits':5} | MinimumUnits and MaximumUnits must both be specified",
        "{'MinimumUnits':5,'MaximumUnits':4} | MinimumUnits cannot be greater than MaximumUnits",
        "{'MinimumUnits':0,'MaximumUnits':4} | .MinimumUnits' failed to satisfy constraint: Member"
            + " must have value greater than or equal to 1",
        "{'MinimumUnits':1,'MaximumUnits':4,'ScalingPolicyUpdate':{"
            + "'TargetTrackingScalingPolicyConfiguration':{'TargetValue':95}}} | between 20 and 90",
        "{'MinimumUnits':1,'MaximumUnits':4,'ScalingPolicyUpdate':{"
            + "'TargetTrackingScalingPolicyConfiguration':{}}} | TargetValue' failed to satisfy"
            + " constraint: Member must not be null",
        "{'MinimumUnits':1,'MaximumUnits':4,'ScalingPolicyUpdate':{}} |"
            + " TargetTrackingScalingPolicyConfiguration' failed to satisfy constraint",
      })
  void settingsThatMakeNoSenseAreRefused(String settings, String message) throws Exception {
    Reply reply = update("'ProvisionedWriteCapacityAutoScalingUpdate':" + settings);
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.body()).contains("#ValidationException", message);
  }

  @Test
  void whatIsNotThereCannotScale() throws Exception {
    String limits = "{'MinimumUnits':5,'MaximumUnits':50}";
    assertThat(update("").body()).contains("ValidationException", "At least one of");
    assertThat(
            update(
                    "'GlobalSecondaryIndexUpdates':[{'IndexName':'none',"
                        + "'ProvisionedWriteCapacityAutoScalingUpdate':"
                        + limits
                        + "}]")
                .body())
        .contains("ResourceNotFoundException", "Index: none not found");
    assertThat(
            update(
                    "'ReplicaUpdates':[{'RegionName':'mars-1',"
                        + "'ReplicaProvisionedReadCapacityAutoScalingUpdate':"
                        + limits
                        + "}]")
                .body())
        .contains("ValidationException", "no replica in region mars-1");
    assertThat(
            update(
                    "'ReplicaUpdates':[{'RegionName':'ma/rs',"
                        + "'ReplicaProvisionedReadCapacityAutoScalingUpdate':"
                        + limits
                        + "}]")
                .body())
        .contains("ValidationException", "Region ma/rs is not a region");
    assertThat(
            client
                .call(
                    "UpdateTableReplicaAutoScaling",
                    "{\"TableName\":\"absent\",\"ProvisionedWriteCapacityAutoScalingUpdate\":{"
                        + "\"MinimumUnits\":1,\"MaximumUnits\":2}}")
                .body())
        .contains("ResourceNotFoundException", "Table: absent not found");
  }
}
