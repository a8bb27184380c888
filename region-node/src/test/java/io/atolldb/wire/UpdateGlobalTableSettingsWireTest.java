package io.atolldb.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// UpdateGlobalTableSettings, of global tables of version 2017.11.29 (reference: DynamoDB, 1.2 and
/// 1.3).
class UpdateGlobalTableSettingsWireTest {

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
    return client.call("UpdateGlobalTableSettings", body).body();
  }

  @Test
  void noGlobalTableOfTheOldVersionIsServed() throws Exception {
    assertThat(call("{\"GlobalTableName\":\"reef\"}")).isEqualTo(LegacyStories.UNSUPPORTED);
  }

  @Test
  void aNameIsNeeded() throws Exception {
    assertThat(call("{}")).isEqualTo(LegacyStories.missing("GlobalTableName"));
  }
}
