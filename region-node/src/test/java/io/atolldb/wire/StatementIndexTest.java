package io.atolldb.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.atolldb.wire.WireClient.Reply;
import java.util.ArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Statements on indexes: those of [IndexStories].
class StatementIndexTest {

  private static final Pattern TOKEN = Pattern.compile("\"NextToken\":\"([^\"]+)\"");
  private static final Pattern V = Pattern.compile("\"v\":\\{\"S\":\"(\\w+)\"}");

  @AutoClose private static WireClient client;

  /// Items whose `v` is their key, in the partitions x and y of `g`; one is in no index.
  @BeforeAll
  static void start() throws Exception {
    client = IndexStories.withTable();
    for (String pk : new String[] {"a", "b"}) {
      for (int sk = 0; sk < 4; sk++) {
        var reply =
            execute(
                "INSERT INTO tab VALUE {'pk':'%s','sk':%d,'g':'%s','n':%d,'v':'%s%d'}"
                    .formatted(pk, sk, sk % 2 == 0 ? "x" : "y", 10 - sk, pk, sk));
        assertThat(reply).isEqualTo("{\"Items\":[]}");
      }
    }
    execute("INSERT INTO tab VALUE {'pk':'a','sk':9,'v':'a9'}");
  }

  private static String execute(String text) throws Exception {
    return execute(text, "");
  }

  private static String execute(String text, String members) throws Exception {
    String statement = "{\"Statement\":\"" + text.replace("\"", "\\\"") + "\"" + members + "}";
    return client.call("ExecuteStatement", statement).body();
  }

  private static String values(String answer) {
    var values = new ArrayList<String>();
    Matcher value = V.matcher(answer);
    while (value.find()) values.add(value.group(1));
    return String.join(" ", values);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"all\" WHERE g='x' AND n<10 | a2 b2",
        "\"all\" WHERE g='y' AND pk='b' | b3 b1",
        "\"all\" WHERE g='y' AND n=9 AND v<>'b1' | a1",
        "\"all\" WHERE g IN ('x','y') AND n IN (8, 9) ORDER BY g DESC | a1 b1 a2 b2",
        "\"all\" WHERE g='x' AND n=8 ORDER BY n DESC | b2 a2",
        "\"all\" WHERE pk='a' AND sk=9 | ``",
        "\"some\" WHERE g='x' AND pk='a' AND n>8 | ``",
        "\"local\" WHERE pk='a' ORDER BY n | a3 a2 a1 a0",
        "\"local\" WHERE pk='a' AND n BETWEEN 8 AND 9 AND g='x' | a2"
      })
  void anIndexAnswersInItsOwnOrder(String source, String expected) throws Exception {
    assertThat(values(execute("SELECT v FROM tab." + source)))
        .isEqualTo(expected == null ? "" : expected);
  }

  @Test
  void aStarIsWhatIsProjectedAndALocalIndexReadsBehindItself() throws Exception {
    assertThat(execute("SELECT * FROM tab.\"local\" WHERE pk='a' AND n=8"))
        .isEqualTo("{\"Items\":[{\"n\":{\"N\":\"8\"},\"pk\":{\"S\":\"a\"},\"sk\":{\"N\":\"2\"}}]}");
    assertThat(execute("SELECT * FROM tab.\"local\" WHERE pk='a' AND v='a2'"))
        .isEqualTo("{\"Items\":[{\"n\":{\"N\":\"8\"},\"pk\":{\"S\":\"a\"},\"sk\":{\"N\":\"2\"}}]}");
    assertThat(
            execute(
                "SELECT v FROM tab.\"local\" WHERE pk='a' AND n=8",
                ",\"ReturnConsumedCapacity\":\"INDEXES\""))
        .startsWith("{\"Items\":[{\"v\":{\"S\":\"a2\"}}],\"ConsumedCapacity\":")
        .contains("\"Table\":{\"CapacityUnits\":0.5}")
        .contains("\"LocalSecondaryIndexes\":{\"local\":{\"CapacityUnits\":0.5}}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "SELECT * FROM tab.nosuch | `` | The table does not have the specified index: nosuch",
        "SELECT * FROM tab.\"all\" WHERE g='x' | ,\"ConsistentRead\":true | Consistent reads are"
            + " not supported on global secondary indexes",
        "SELECT v FROM tab.\"keys\" WHERE g='x' | `` | One or more parameter values were invalid:"
            + " Global secondary index keys does not project [v]",
        "SELECT * FROM tab.\"all\" WHERE g=1 | `` | Key attribute's data type should match its data"
            + " type in table's schema: Key g",
        "SELECT * FROM tab.\"all\" WHERE n='x' | `` | One or more parameter values were invalid:"
            + " Condition parameter type does not match schema type",
        "SELECT * FROM tab.\"all\" WHERE g='x' ORDER BY pk | `` | Variable reference pk in ORDER BY"
            + " clause must be part of the primary key",
        "SELECT * FROM tab.\"some\" WHERE g='x' ORDER BY n | `` | Must have at least one"
            + " non-optional hash key condition in WHERE clause when using ORDER BY clause.",
        "UPDATE tab.\"all\" SET v=1 WHERE pk='a' AND sk=1 | `` | This operation is not supported on"
            + " an index"
      })
  void aStatementMustFitItsIndex(String text, String members, String message) throws Exception {
    assertThat(execute(text, members == null ? "" : members)).isEqualTo(Reply.validation(message));
  }

  @Test
  void pagesOfAnIndexGoOn() throws Exception {
    var found = new StringBuilder();
    String token = "";
    int pages = 0;
    do {
      String answer = execute("SELECT v FROM tab.\"all\" WHERE g='x'", ",\"Limit\":1" + token);
      found.append(values(answer)).append(" / ");
      Matcher next = TOKEN.matcher(answer);
      token = next.find() ? ",\"NextToken\":\"" + next.group(1) + "\"" : "";
      if (pages == 0) {
        assertThat(answer)
            .contains(
                "\"LastEvaluatedKey\":{\"g\":{\"S\":\"x\"},\"n\":{\"N\":\"8\"},"
                    + "\"pk\":{\"S\":\"a\"},\"sk\":{\"N\":\"2\"}}");
        assertThat(execute("SELECT v FROM tab", token))
            .as("a token of an index is none of its table")
            .isEqualTo(Reply.validation("Invalid NextToken"));
      }
    } while (!token.isEmpty() && ++pages < 9);
    assertThat(found).hasToString("a2 / b2 / a0 / b0 /  / ");
  }

  @Test
  void aWriteKeepsTheKeysOfIndexesFitAndPaysForThem() throws Exception {
    assertThat(execute("INSERT INTO tab VALUE {'pk':'bad','sk':1,'g':1}"))
        .contains("Type mismatch for Index Key g Expected: S Actual: N IndexName: ");
    assertThat(
            client
                .call(
                    "BatchExecuteStatement",
                    "{\"Statements\":[{\"Statement\":\"INSERT INTO tab VALUE"
                        + " {'pk':'cost','sk':1,'g':'z'}\"}],"
                        + "\"ReturnConsumedCapacity\":\"INDEXES\"}")
                .body())
        .contains("\"CapacityUnits\":2.0,")
        .contains("\"GlobalSecondaryIndexes\":{\"keys\":{\"CapacityUnits\":1.0}}");
  }

  @Test
  void anInsertWithAWrongKeyOfAnIndexFailsInItsPlace() throws Exception {
    String insert = "INSERT INTO tab VALUE {'pk':'wrong','sk':1,'g':1}";
    String mismatch =
        "\"One or more parameter values were invalid: Type mismatch for Index Key g Expected: S"
            + " Actual: N IndexName: ";
    assertThat(execute(insert)).contains("ValidationException").contains(mismatch);
    assertThat(client.call("BatchExecuteStatement", "{\"Statements\":" + list(insert) + "}").body())
        .startsWith(
            "{\"Responses\":[{\"Error\":{\"Code\":\"ValidationError\",\"Message\":" + mismatch)
        .endsWith("},\"TableName\":\"tab\"}]}");
    assertThat(
            client
                .call("ExecuteTransaction", "{\"TransactStatements\":" + list(insert) + "}")
                .body())
        .contains("\"CancellationReasons\":[{\"Code\":\"ValidationError\",\"Message\":" + mismatch);
  }

  private static String list(String statement) {
    return "[{\"Statement\":\"" + statement + "\"}]";
  }
}
