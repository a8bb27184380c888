package io.atolldb.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A table that gets replicas in other regions.
record GlobalTable(URI endpoint, String name) {

  private static final long LOOK_MILLIS = 50;

  /// Returns when the replica in that region is active; false if there was one already.
  boolean addReplica(String region) throws IOException {
    try (var connection = new DynamoConnection(endpoint)) {
      if (!status(connection, region).isEmpty()) return false;
      String create =
          "{\"TableName\":\"%s\",\"ReplicaUpdates\":[{\"Create\":{\"RegionName\":\"%s\"}}]}"
              .formatted(name, region);
      var _ = ProbedTable.call(connection, "UpdateTable", create);
      while (!status(connection, region).equals("ACTIVE")) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS));
      }
      return true;
    }
  }

  /// Empty if there is no replica in that region.
  private String status(DynamoConnection connection, String region) throws IOException {
    String body = "{\"TableName\":\"%s\"}".formatted(name);
    String described = ProbedTable.call(connection, "DescribeTable", body);
    JsonNode table = JsonMapper.shared().readTree(described).get("Table");
    for (JsonNode replica : table.path("Replicas")) {
      if (replica.get("RegionName").asString().equals(region)) {
        return replica.get("ReplicaStatus").asString();
      }
    }
    return "";
  }
}
