package io.atolldb.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// UpdateGlobalTable, of global tables of version 2017.11.29 (reference: DynamoDB, 1.2 and 1.3).
class UpdateGlobalTableWireTest {

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
    return client.call("UpdateGlobalTable", body).body();
  }

  @Test
  void noGlobalTableOfTheOldVersionIsServed() throws Exception {
    assertThat(call("{\"GlobalTableName\":\"reef\",\"ReplicaUpdates\":[]}"))
        .isEqualTo(LegacyStories.UNSUPPORTED);
  }

  @Test
  void aNameIsNeeded() throws Exception {
    assertThat(call("{\"ReplicaUpdates\":[]}")).isEqualTo(LegacyStories.missing("GlobalTableName"));
  }

  @Test
  void changesAreNeeded() throws Exception {
    assertThat(call("{\"GlobalTableName\":\"reef\"}"))
        .isEqualTo(LegacyStories.missing("ReplicaUpdates"));
  }
}
