package io.atolldb.wire;

import static io.atolldb.wire.TableStories.constraint;
import static org.assertj.core.api.Assertions.assertThat;

import io.atolldb.region.FakeRegion;
import io.atolldb.table.KeyAttribute;
import io.atolldb.table.ScalarType;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// ListTables: names in order, 1 to 100 a page (reference: DynamoDB, Appendix A).
class ListTablesWireTest {

  @AutoClose private static WireClient client;

  @BeforeAll
  static void start() throws Exception {
    var region = new FakeRegion("us-east-1");
    for (String name : new String[] {"coral", "atoll", "beach"}) {
      region.with(name, new KeyAttribute("pk", ScalarType.S), null);
    }
    client = WireClient.start(region);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"Limit\":0 | Limit | have value greater than or equal to 1",
        "\"Limit\":101 | Limit | have value less than or equal to 100",
        "\"ExclusiveStartTableName\":\"ab\" | ExclusiveStartTableName | have length greater than or"
            + " equal to 3",
        "\"ExclusiveStartTableName\":\"a b\" | ExclusiveStartTableName | satisfy regular"
            + " expression pattern: [a-zA-Z0-9_.-]+",
      })
  void theFirstBrokenConstraintIsNamed(String members, String member, String rule)
      throws Exception {
    assertThat(client.call("ListTables", "{" + members + "}").body())
        .isEqualTo(constraint(member, rule));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | {\"TableNames\":[\"atoll\",\"beach\",\"coral\"]}",
        "{\"Limit\":2} | {\"TableNames\":[\"atoll\",\"beach\"],"
            + "\"LastEvaluatedTableName\":\"beach\"}",
        "{\"Limit\":3} | {\"TableNames\":[\"atoll\",\"beach\",\"coral\"]}",
        "{\"ExclusiveStartTableName\":\"beach\"} | {\"TableNames\":[\"coral\"]}",
        "{\"ExclusiveStartTableName\":\"been\",\"Limit\":1} | {\"TableNames\":[\"coral\"]}",
        "{\"ExclusiveStartTableName\":\"zzz\"} | {\"TableNames\":[]}",
      })
  void namesComeInOrderAPageAtATime(String body, String answer) throws Exception {
    assertThat(client.call("ListTables", body).body()).isEqualTo(answer);
  }

  @Test
  void anEmptyRegionHasAnEmptyList() throws Exception {
    try (WireClient empty = WireClient.start(new FakeRegion("us-east-1"))) {
      assertThat(empty.call("ListTables", "{}").body()).isEqualTo("{\"TableNames\":[]}");
    }
  }
}
