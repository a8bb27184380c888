package io.atolldb.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// ListStreams: the streams that can be read, a page at a time (reference: Appendix C).
class ListStreamsWireTest {

  @Test
  void aStreamThatIsOffIsListedBesideTheOneThatIsOn() throws Exception {
    try (var tables = new LiveTables()) {
      assertThat(tables.stream("ListStreams", "{}").body()).isEqualTo("{\"Streams\":[]}");
      tables.createTable("KEYS_ONLY");
      String first = tables.streamArn();
      tables.clock.addAndGet(1_000);
      change(tables, "'StreamEnabled':false");
      change(tables, "'StreamEnabled':true,'StreamViewType':'NEW_IMAGE'");
      String second = tables.streamArn();

      assertThat(second).isNotEqualTo(first);
      assertThat(tables.stream("ListStreams", "{'TableName':'tbl'}").body())
          .isEqualTo(
              "{\"Streams\":[{\"StreamArn\":\""
                  + first
                  + "\",\"TableName\":\"tbl\",\"StreamLabel\":\"2023-11-14T22:13:20.000\"},"
                  + "{\"StreamArn\":\""
                  + second
                  + "\",\"TableName\":\"tbl\",\"StreamLabel\":\"2023-11-14T22:13:21.000\"}]}");
      assertThat(tables.stream("ListStreams", "{'Limit':1}").body())
          .contains("\"LastEvaluatedStreamArn\":\"" + first + "\"")
          .doesNotContain(second);
      assertThat(tables.stream("ListStreams", "{'ExclusiveStartStreamArn':'%s'}", first).body())
          .contains(second)
          .doesNotContain(first);
      assertThat(tables.stream("ListStreams", "{'TableName':'other'}").body())
          .isEqualTo("{\"Streams\":[]}");
      assertThat(tables.stream("ListStreams", "{'Limit':101}").body())
          .contains(
              "Value at 'Limit' failed to satisfy constraint: Member must have value less"
                  + " than or equal to 100");
    }
  }

  private static void change(LiveTables tables, String stream) throws Exception {
    LiveTables.done(
        tables.table("UpdateTable", "{'TableName':'tbl','StreamSpecification':{%s}}", stream));
  }
}
