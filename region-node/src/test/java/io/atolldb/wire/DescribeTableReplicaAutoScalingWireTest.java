package io.atolldb.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DescribeTableReplicaAutoScalingWireTest {

  @AutoClose private WireClient client;

  @BeforeEach
  void start() throws Exception {
    client = WireClient.start();
  }

  private String described(String table) throws Exception {
    return client
        .call("DescribeTableReplicaAutoScaling", "{\"TableName\":\"" + table + "\"}")
        .body();
  }

  @Test
  void aTableThatDoesNotScaleSaysSo() throws Exception {
    assertThat(described("plain"))
        .isEqualTo(
            "{\"TableAutoScalingDescription\":{\"TableName\":\"plain\",\"TableStatus\":\"ACTIVE\","
                + "\"Replicas\":[{\"RegionName\":\"us-east-1\",\"ReplicaStatus\":\"ACTIVE\"}]}}");
  }

  @Test
  void whatWasSetIsShownLater() throws Exception {
    String answer =
        client
            .call(
                "UpdateTableReplicaAutoScaling",
                "{\"TableName\":\"plain\",\"ProvisionedWriteCapacityAutoScalingUpdate\":{"
                    + "\"MinimumUnits\":1,\"MaximumUnits\":2,\"AutoScalingRoleArn\":\"r\"}}")
            .body();
    assertThat(described("plain")).isEqualTo(answer).contains("\"AutoScalingRoleArn\":\"r\"");
  }

  @Test
  void aTableThatIsNotThereIsNotFound() throws Exception {
    assertThat(described("absent")).contains("ResourceNotFoundException", "Table: absent");
  }
}
