package io.atolldb.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// ListGlobalTables, of global tables of version 2017.11.29 (reference: DynamoDB, 1.2 and 1.3).
class ListGlobalTablesWireTest {

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
    return client.call("ListGlobalTables", body).body();
  }

  @Test
  void thereAreNone() throws Exception {
    assertThat(call("{}")).isEqualTo("{\"GlobalTables\":[]}");
    assertThat(call("{\"Limit\":5,\"ExclusiveStartGlobalTableName\":\"reef\"}"))
        .isEqualTo("{\"GlobalTables\":[]}");
  }

  @Test
  void aPageHoldsOneAtLeast() throws Exception {
    assertThat(call("{\"Limit\":0}"))
        .isEqualTo(
            WireClient.Reply.validation(
                "1 validation error detected: Value at 'Limit' failed to satisfy constraint:"
                    + " Member must have value greater than or equal to 1"));
  }
}
