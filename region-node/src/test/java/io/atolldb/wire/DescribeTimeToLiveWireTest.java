package io.atolldb.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// DescribeTimeToLive (reference: DynamoDB, 4.12).
class DescribeTimeToLiveWireTest {

  @Test
  void theStatusIsShownAndTheAttributeWhileItIsOn() throws Exception {
    try (var tables = new LiveTables()) {
      tables.createTable("");
      assertThat(tables.table("DescribeTimeToLive", "{'TableName':'tbl'}").body())
          .isEqualTo("{\"TimeToLiveDescription\":{\"TimeToLiveStatus\":\"DISABLED\"}}");
      LiveTables.done(
          tables.table(
              "UpdateTimeToLive",
              "{'TableName':'tbl','TimeToLiveSpecification':"
                  + "{'Enabled':true,'AttributeName':'until'}}"));
      assertThat(tables.table("DescribeTimeToLive", "{'TableName':'tbl'}").body())
          .isEqualTo(
              "{\"TimeToLiveDescription\":{\"TimeToLiveStatus\":\"ENABLED\","
                  + "\"AttributeName\":\"until\"}}");
      assertThat(tables.table("DescribeTimeToLive", "{'TableName':'gone'}").body())
          .contains("ResourceNotFoundException", "Table: gone not found");
    }
  }
}
