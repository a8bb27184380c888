package io.atolldb.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// DescribeGlobalTableSettings, of global tables of version 2017.11.29 (reference: DynamoDB, 1.2
/// and 1.3).
class DescribeGlobalTableSettingsWireTest {

  private static WireClient client;

  @BeforeAll
  static void start() throws Exception {
    client = WireClient.start();
    client.call("CreateTable", TableStories.onDemand("reef"));
  }

  @AfterAll
  static void stop() {
    client.close();
  }

  private static String call(String body) throws Exception {
    return client.call("DescribeGlobalTableSettings", body).body();
  }

  @Test
  void aTableOfTheCurrentVersionIsNotFound() throws Exception {
    assertThat(
            client.call("DescribeGlobalTableSettings", "{\"GlobalTableName\":\"reef\"}").status())
        .isEqualTo(400);
    assertThat(call("{\"GlobalTableName\":\"reef\"}"))
        .isEqualTo(
            TableStories.fault(
                "GlobalTableNotFoundException",
                "Global table not found: Global table with name: 'reef' does not exist."));
  }

  @Test
  void aNameIsNeeded() throws Exception {
    assertThat(call("{}")).isEqualTo(LegacyStories.missing("GlobalTableName"));
  }
}
