package io.atolldb.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The six operations of global tables of version 2017.11.29 (reference: DynamoDB, 1.2 and 1.3).
/// `reef` is a table, and as such one of the current version.
class LegacyGlobalTablesWireTest {

  private static final String UNSUPPORTED =
      WireClient.Reply.validation(
          "One or more parameter values were invalid: DynamoDB global tables version 2017.11.29 is"
              + " not supported. We recommend using DynamoDB global tables version 2019.11.21,"
              + " instead of version 2017.11.29 (Legacy).");

  @AutoClose private static WireClient client;

  @BeforeAll
  static void start() throws Exception {
    client = WireClient.start();
    client.call("CreateTable", TableStories.onDemand("reef"));
  }

  private static String call(String operation, String body) throws Exception {
    return client.call(operation, body).body();
  }

  private static String violated(String member, String constraint) {
    return WireClient.Reply.validation(
        "1 validation error detected: Value at '%s' failed to satisfy constraint: Member must %s"
            .formatted(member, constraint));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          CreateGlobalTable         | {"GlobalTableName":"reef","ReplicationGroup":[]}
          UpdateGlobalTable         | {"GlobalTableName":"reef","ReplicaUpdates":[]}
          UpdateGlobalTableSettings | {"GlobalTableName":"reef"}
          """)
  void changesAreNotServedAnyMore(String operation, String body) throws Exception {
    assertThat(call(operation, body)).isEqualTo(UNSUPPORTED);
  }

  @ParameterizedTest
  @CsvSource({"DescribeGlobalTable", "DescribeGlobalTableSettings"})
  void aTableOfTheCurrentVersionIsNotFound(String operation) throws Exception {
    WireClient.Reply reply = client.call(operation, "{\"GlobalTableName\":\"reef\"}");
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.body())
        .isEqualTo(
            TableStories.fault(
                "GlobalTableNotFoundException",
                "Global table not found: Global table with name: 'reef' does not exist."));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          CreateGlobalTable           | {"ReplicationGroup":[]}    | GlobalTableName
          CreateGlobalTable           | {"GlobalTableName":"reef"} | ReplicationGroup
          UpdateGlobalTable           | {"ReplicaUpdates":[]}      | GlobalTableName
          UpdateGlobalTable           | {"GlobalTableName":"reef"} | ReplicaUpdates
          UpdateGlobalTableSettings   | {}                         | GlobalTableName
          DescribeGlobalTable         | {}                         | GlobalTableName
          DescribeGlobalTableSettings | {}                         | GlobalTableName
          """)
  void whatIsNeededIsAskedFor(String operation, String body, String missing) throws Exception {
    assertThat(call(operation, body)).isEqualTo(violated(missing, "not be null"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}
          {"Limit":5,"ExclusiveStartGlobalTableName":"reef"}
          """)
  void thereAreNone(String body) throws Exception {
    assertThat(call("ListGlobalTables", body)).isEqualTo("{\"GlobalTables\":[]}");
  }

  @Test
  void aPageHoldsOneAtLeast() throws Exception {
    assertThat(call("ListGlobalTables", "{\"Limit\":0}"))
        .isEqualTo(violated("Limit", "have value greater than or equal to 1"));
  }
}
