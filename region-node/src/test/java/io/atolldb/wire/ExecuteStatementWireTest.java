package io.atolldb.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.atolldb.wire.WireClient.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// ExecuteStatement, in the service's own order of refusal: the model's constraints, the text, the
/// parameters, what the statement means, the table, its keys.
class ExecuteStatementWireTest {

  private static final Pattern TOKEN = Pattern.compile("\"NextToken\":\"([^\"]+)\"");
  private static final String DUPLICATE =
      "{\"__type\":\"com.amazonaws.dynamodb.v20120810#DuplicateItemException\","
          + "\"message\":\"Duplicate primary key exists in table\"}";
  private static final String CONDITION_FAILED =
      "{\"__type\":\"com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException\","
          + "\"message\":\"The conditional request failed\"}";

  @AutoClose private static WireClient client;

  /// In the table `sorted` the partitions a, b and c with the sort keys 0 to 4.
  @BeforeAll
  static void start() throws Exception {
    client = WireClient.start();
    for (String pk : List.of("a", "b", "c")) {
      for (int sk = 0; sk < 5; sk++) {
        String item = "{'pk':'%s','sk':%d,'v':'%s%d','m':{'x':%d}}".formatted(pk, sk, pk, sk, sk);
        assertThat(execute("INSERT INTO sorted VALUE " + item)).isEqualTo("{\"Items\":[]}");
      }
    }
  }

  private static String call(String members) throws Exception {
    return client.call("ExecuteStatement", "{" + members + "}").body();
  }

  private static String statement(String text) {
    return "\"Statement\":\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  private static String execute(String text) throws Exception {
    return call(statement(text));
  }

  private static String execute(String text, String members) throws Exception {
    return call(statement(text) + "," + members);
  }

  /// The keys of the items of an answer, as `a0 a1`.
  private static String keys(String answer) {
    var keys = new ArrayList<String>();
    String items = answer.split("NextToken", 2)[0];
    Matcher key =
        Pattern.compile("\"pk\":\\{\"S\":\"(\\w+)\"},\"sk\":\\{\"N\":\"(\\d+)\"}").matcher(items);
    while (key.find()) keys.add(key.group(1) + key.group(2));
    return String.join(" ", keys);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`` | Value at 'Statement' failed to satisfy constraint: Member must not be null",
        "\"Statement\":\"\" | Value at 'Statement' failed to satisfy constraint: Member must have"
            + " length greater than or equal to 1",
        "\"Statement\":\"S\",\"Parameters\":[] | Value at 'Parameters' failed to satisfy"
            + " constraint: Member must have length greater than or equal to 1",
        "\"Statement\":\"S\",\"NextToken\":\"\" | Value at 'NextToken' failed to satisfy"
            + " constraint: Member must have length greater than or equal to 1",
        "\"Statement\":\"S\",\"ReturnConsumedCapacity\":\"X\" | Failed to satisfy constraint:"
            + " Member must satisfy enum value set: [INDEXES, TOTAL, NONE]",
        "\"Statement\":\"S\",\"Limit\":0 | Value at 'Limit' failed to satisfy constraint: Member"
            + " must have value greater than or equal to 1",
        "\"Statement\":\"S\",\"ReturnValuesOnConditionCheckFailure\":\"X\" | Failed to satisfy"
            + " constraint: Member must satisfy enum value set: [ALL_OLD, NONE]"
      })
  void theModelsConstraintsComeFirst(String members, String message) throws Exception {
    assertThat(call(members))
        .isEqualTo(Reply.validation("1 validation error detected: " + message));
  }

  @Test
  void aStatementHasAtMost8192Characters() throws Exception {
    String text = "SELECT * FROM sorted WHERE v='";
    String longest = text + "x".repeat(8192 - text.length() - 1) + "'";
    assertThat(execute(longest)).isEqualTo("{\"Items\":[]}");
    assertThat(execute(longest + " "))
        .isEqualTo(
            Reply.validation(
                "1 validation error detected: Value at 'Statement' failed to satisfy constraint:"
                    + " Member must have length less than or equal to 8192"));
  }

  @Test
  void aWrongJsonTypeIsASerializationException() throws Exception {
    assertThat(call("\"Statement\":1"))
        .isEqualTo(Reply.serialization("NUMBER_VALUE cannot be converted to String"));
    assertThat(call("\"Statement\":\"S\",\"Parameters\":{}"))
        .isEqualTo(Reply.serialization("Start of structure or map found where not expected"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "SELECT FROM x | \"Parameters\":[{\"N\":\"x\"}] | Statement wasn't well formed, can't be"
            + " processed: Unexpected token FROM at 1:8:4",
        "SELECT pk FROM nosuch WHERE pk=? AND sk=? | \"Parameters\":[{\"N\":\"x\"}] | Number of"
            + " parameters in request and statement don't match.",
        "SELECT pk FROM nosuch WHERE pk=? AND foo(1) | \"Parameters\":[{}] | Supplied"
            + " AttributeValue is empty, must contain exactly one of the supported datatypes",
        "SELECT pk FROM nosuch WHERE foo(1) | \"Limit\":1 | Unrecognized function: foo",
        "UPDATE nosuch SET n=1 | \"Limit\":1 | Where clause does not contain a mandatory equality"
            + " on all key attributes",
        "SELECT pk FROM x | \"Limit\":1 | Table name should be within the length [3, 255] and only"
            + " contain 'a-z', 'A-Z', '0-9', '-', '_', '.'.",
        "EXISTS(SELECT * FROM nosuch) | \"Limit\":1 | EXISTS can only be used in"
            + " ExecuteTransaction write requests."
      })
  void aStatementIsCheckedBeforeItsTable(String text, String members, String message)
      throws Exception {
    assertThat(execute(text, members)).isEqualTo(Reply.validation(message));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "SELECT pk FROM nosuch ORDER BY pk | 0",
        "SELECT pk FROM nosuch WHERE pk='a' ORDER BY v | 1",
        "INSERT INTO nosuch VALUE {'v':1} | 1",
        "UPDATE creating SET n=1 WHERE v=1 | 1",
        "DELETE FROM nosuch WHERE pk=1 | 1"
      })
  void theTableIsLookedUpBeforeItsKeys(String text, int found) throws Exception {
    if (found == 1) assertThat(execute(text)).isEqualTo(WireClient.NOT_FOUND);
    else assertThat(execute(text)).contains("Must have WHERE clause");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "SELECT pk FROM sorted.nosuch | The table does not have the specified index: nosuch",
        "SELECT pk FROM sorted WHERE pk='a' ORDER BY v | Variable reference v in ORDER BY clause"
            + " must be part of the primary key",
        "SELECT pk FROM sorted WHERE sk=1 ORDER BY sk | Must have at least one non-optional hash"
            + " key condition in WHERE clause when using ORDER BY clause.",
        "SELECT pk FROM sorted WHERE pk=1 | Key attribute's data type should match its data type"
            + " in table's schema: Key pk",
        "SELECT pk FROM sorted WHERE pk='' | One or more parameter values are not valid. The"
            + " AttributeValue for a key attribute cannot contain an empty string value. Key: pk",
        "INSERT INTO sorted VALUE {'pk':'a'} | Key attribute should be present in the item: Key sk",
        "INSERT INTO sorted VALUE {'pk':1,'sk':1} | Key attribute's data type should match its"
            + " data type in table's schema: Key pk",
        "INSERT INTO plain VALUE {'pk':''} | One or more parameter values are not valid. The"
            + " AttributeValue for a key attribute cannot contain an empty string value. Key: pk",
        "UPDATE sorted SET n=1 WHERE pk='a' | Where clause does not contain a mandatory equality"
            + " on all key attributes",
        "UPDATE plain SET n=1 WHERE pk='a' AND pk='b' | Multiple conditions on same key pk. Only"
            + " single item Update/Insert/Delete are supported",
        "UPDATE plain SET pk='b' WHERE pk='a' | One or more parameter values were invalid: Cannot"
            + " update attribute pk. This attribute is part of the key",
        "DELETE FROM sorted WHERE pk='a' AND sk>1 | Where clause does not contain a mandatory"
            + " equality on all key attributes"
      })
  void aStatementMustFitItsTable(String text, String message) throws Exception {
    assertThat(execute(text)).isEqualTo(Reply.validation(message));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "pk='b' | b0 b1 b2 b3 b4",
        "pk='b' AND sk>2 | b3 b4",
        "pk='b' AND sk BETWEEN 1 AND 2 | b1 b2",
        "pk='b' AND sk IN (3, 1) | b1 b3",
        "pk='b' AND (sk>3 OR sk<1) | b0 b4",
        "pk='b' AND v='b1' | b1",
        "pk='b' AND NOT sk=1 AND m.x<4 | b0 b2 b3",
        "pk IN ['c', 'a'] AND sk=1 | a1 c1",
        "pk='c' OR pk='a' AND sk<1 | a0 c0 c1 c2 c3 c4",
        "(pk='a' AND sk=1) OR (pk='b' AND sk=2) | a1 b2",
        "pk='a' AND pk='b' | ``",
        "pk='none' | ``",
        "v='c2' | c2",
        "begins_with(v, 'c') AND sk IN [2] | c2",
        "pk='b' ORDER BY sk DESC | b4 b3 b2 b1 b0",
        "pk IN ('a','b') AND sk<2 ORDER BY pk DESC, sk | b0 b1 a0 a1",
        "pk IN ('a','b') AND sk<2 ORDER BY sk DESC | a1 a0 b1 b0",
        "pk='b' AND (sk=4 OR sk=0) ORDER BY sk DESC | b4 b0"
      })
  void aSelectFindsItsItemsInOrder(String where, String expected) throws Exception {
    assertThat(keys(execute("SELECT pk, sk FROM sorted WHERE " + where)))
        .isEqualTo(expected == null ? "" : expected);
  }

  @Test
  void pagesGoOnWhereTheOneBeforeHasEnded() throws Exception {
    String text = "SELECT pk, sk FROM sorted WHERE pk IN ('a','c') AND sk<>2 ORDER BY sk DESC";
    var found = new StringBuilder();
    String token = "";
    int pages = 0;
    do {
      String answer = execute(text, "\"Limit\":3" + token);
      found.append(keys(answer)).append(" / ");
      Matcher next = TOKEN.matcher(answer);
      token = next.find() ? ",\"NextToken\":\"" + next.group(1) + "\"" : "";
      assertThat(answer.contains("LastEvaluatedKey")).isEqualTo(!token.isEmpty());
    } while (!token.isEmpty() && ++pages < 9);
    assertThat(found).hasToString("a4 a3 / a1 a0 c4 / c3 c1 / c0 / ");
  }

  @Test
  void aLimitCountsWhatIsReadAndEndsAPageEvenAtTheLastItem() throws Exception {
    String answer = execute("SELECT * FROM sorted WHERE pk='a' AND v='none'", "\"Limit\":2");
    assertThat(answer)
        .startsWith("{\"Items\":[],\"NextToken\":")
        .endsWith("\"LastEvaluatedKey\":{\"pk\":{\"S\":\"a\"},\"sk\":{\"N\":\"1\"}}}");
    assertThat(execute("SELECT * FROM sorted WHERE pk='a' AND sk=4", "\"Limit\":1"))
        .contains("NextToken");
  }

  @Test
  void aTokenBelongsToItsStatement() throws Exception {
    Matcher token = TOKEN.matcher(execute("SELECT pk FROM sorted WHERE pk='a'", "\"Limit\":1"));
    assertThat(token.find()).isTrue();
    String invalid = Reply.validation("Invalid NextToken");
    String members = "\"NextToken\":\"" + token.group(1) + "\"";
    assertThat(execute("SELECT pk FROM sorted WHERE pk='b'", members)).isEqualTo(invalid);
    assertThat(execute("SELECT pk FROM plain WHERE pk='a'", members)).isEqualTo(invalid);
    for (String foreign : List.of("x", "AAAA", "!!")) {
      assertThat(execute("SELECT pk FROM sorted", "\"NextToken\":\"" + foreign + "\""))
          .isEqualTo(invalid);
    }
  }

  @Test
  void aPageHoldsOneMegabyte() throws Exception {
    for (int sk = 0; sk < 4; sk++) {
      String insert = "INSERT INTO sorted VALUE {'pk':'big','sk':%d,'t':?}".formatted(sk);
      String big = "\"Parameters\":[{\"S\":\"" + "x".repeat(390_000) + "\"}]";
      assertThat(execute(insert, big)).isEqualTo("{\"Items\":[]}");
    }
    String answer =
        execute("SELECT pk, sk FROM sorted WHERE pk='big'", "\"ReturnConsumedCapacity\":\"TOTAL\"");
    for (int sk = 0; sk < 4; sk++) execute("DELETE FROM sorted WHERE pk='big' AND sk=" + sk);
    assertThat(keys(answer)).isEqualTo("big0 big1 big2");
    assertThat(answer)
        .contains("NextToken")
        .endsWith("\"ConsumedCapacity\":{\"TableName\":\"sorted\",\"CapacityUnits\":143.0}}");
  }

  @Test
  void aSelectAnswersValuesUnderTheirLastNames() throws Exception {
    assertThat(execute("SELECT m.x, \"v\", gone FROM sorted WHERE pk='a' AND sk=3"))
        .isEqualTo("{\"Items\":[{\"v\":{\"S\":\"a3\"},\"x\":{\"N\":\"3\"}}]}");
    assertThat(execute("SELECT gone FROM sorted WHERE pk='a' AND sk=3"))
        .isEqualTo("{\"Items\":[{}]}");
  }

  @Test
  void parametersStandForValues() throws Exception {
    String members = "\"Parameters\":[{\"S\":\"a\"},{\"N\":\"03.0\"}]";
    assertThat(keys(execute("SELECT pk, sk FROM sorted WHERE pk=? AND sk=?", members)))
        .isEqualTo("a3");
  }

  @Test
  void anInsertMakesAnItemOnce() throws Exception {
    String insert = "INSERT INTO plain VALUE {'pk':'once','l':[1,'a',NULL,TRUE,{'q':<<'m'>>}]}";
    assertThat(execute(insert)).isEqualTo("{\"Items\":[]}");
    assertThat(execute(insert)).isEqualTo(DUPLICATE);
    assertThat(client.get("once"))
        .isEqualTo(
            "{\"Item\":{\"l\":{\"L\":[{\"N\":\"1\"},{\"S\":\"a\"},{\"NULL\":true},"
                + "{\"BOOL\":true},{\"M\":{\"q\":{\"SS\":[\"m\"]}}}]},\"pk\":{\"S\":\"once\"}}}");
  }

  @Test
  void anItemOfAnInsertHasAtMost400KB() throws Exception {
    String insert = "INSERT INTO plain VALUE {'pk':'400k','v':?}";
    int most = 409_600 - "pk400kv".length();
    String tooLarge = "\"Parameters\":[{\"S\":\"" + "x".repeat(most + 1) + "\"}]";
    assertThat(execute(insert, tooLarge))
        .isEqualTo(Reply.validation("Item size has exceeded the maximum allowed size"));
    String largest = "\"Parameters\":[{\"S\":\"" + "x".repeat(most) + "\"}]";
    assertThat(execute(insert, largest)).isEqualTo("{\"Items\":[]}");
  }

  @Test
  void anUpdateChangesWhatIsThereAndAnswersWhatIsAskedFor() throws Exception {
    execute("INSERT INTO plain VALUE {'pk':'up','n':1,'m':{'x':1}}");
    assertThat(execute("UPDATE plain SET n=n+1 WHERE pk='up'")).isEqualTo("{\"Items\":[]}");
    assertThat(execute("UPDATE plain SET n=n+1 WHERE pk='up' RETURNING MODIFIED NEW *"))
        .isEqualTo("{\"Items\":[{\"n\":{\"N\":\"3\"}}]}");
    assertThat(execute("UPDATE plain SET n=9, q=1 WHERE pk='up' RETURNING MODIFIED OLD *"))
        .isEqualTo("{\"Items\":[{\"n\":{\"N\":\"3\"}}]}");
    assertThat(execute("UPDATE plain REMOVE m REMOVE q WHERE pk='up' RETURNING ALL NEW *"))
        .isEqualTo("{\"Items\":[{\"n\":{\"N\":\"9\"},\"pk\":{\"S\":\"up\"}}]}");
    assertThat(execute("UPDATE plain SET n=8 WHERE pk='up' AND n=9 RETURNING ALL OLD *"))
        .isEqualTo("{\"Items\":[{\"n\":{\"N\":\"9\"},\"pk\":{\"S\":\"up\"}}]}");
  }

  @Test
  void anUpdateNeedsItsItem() throws Exception {
    assertThat(execute("UPDATE plain SET n=1 WHERE pk='none'")).isEqualTo(CONDITION_FAILED);
    assertThat(execute("UPDATE plain SET n=1 WHERE pk='none' AND n IS MISSING"))
        .isEqualTo(CONDITION_FAILED);
    assertThat(client.get("none")).isEqualTo("{}");
  }

  @Test
  void aConditionThatFailsShowsTheItemIfAsked() throws Exception {
    execute("INSERT INTO plain VALUE {'pk':'shown','n':1}");
    String text = "UPDATE plain SET n=2 WHERE pk='shown' AND n=7";
    assertThat(execute(text)).isEqualTo(CONDITION_FAILED);
    assertThat(execute(text, "\"ReturnValuesOnConditionCheckFailure\":\"ALL_OLD\""))
        .endsWith(",\"Item\":{\"n\":{\"N\":\"1\"},\"pk\":{\"S\":\"shown\"}}}");
  }

  @Test
  void aValueThatDoesNotFitTheItemRefusesTheUpdate() throws Exception {
    execute("INSERT INTO plain VALUE {'pk':'fit','s':'x'}");
    assertThat(execute("UPDATE plain SET n=s+1 WHERE pk='fit'"))
        .isEqualTo(
            Reply.validation("An operand in the update expression has an incorrect data type"));
    assertThat(execute("UPDATE plain SET n=gone WHERE pk='fit'"))
        .isEqualTo(
            Reply.validation(
                "The provided expression refers to an attribute that does not exist in the item"));
  }

  @Test
  void aDeleteOfAMissingItemIsDoneAndAConditionIsKept() throws Exception {
    execute("INSERT INTO plain VALUE {'pk':'gone','n':1}");
    assertThat(execute("DELETE FROM plain WHERE pk='none' AND n=1 RETURNING ALL OLD *"))
        .isEqualTo("{\"Items\":[]}");
    assertThat(execute("DELETE FROM plain WHERE pk='gone' AND n=2")).isEqualTo(CONDITION_FAILED);
    assertThat(execute("DELETE FROM plain WHERE pk='gone' RETURNING ALL OLD *"))
        .isEqualTo("{\"Items\":[{\"n\":{\"N\":\"1\"},\"pk\":{\"S\":\"gone\"}}]}");
    assertThat(client.get("gone")).isEqualTo("{}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "SELECT * FROM sorted WHERE pk='a' | 0.5",
        "SELECT * FROM sorted WHERE pk IN ('a','b','none') | 1.5",
        "SELECT * FROM sorted WHERE pk='a' AND pk='b' | 0.5",
        "INSERT INTO sorted VALUE {'pk':'cost','sk':1} | 1.0",
        "DELETE FROM sorted WHERE pk='cost' AND sk=2 | 1.0"
      })
  void theCostIsThatOfTheOperationsUnderneath(String text, String units) throws Exception {
    assertThat(execute(text, "\"ReturnConsumedCapacity\":\"INDEXES\""))
        .endsWith(
            "\"ConsumedCapacity\":{\"TableName\":\"sorted\",\"CapacityUnits\":%s,".formatted(units)
                + "\"Table\":{\"CapacityUnits\":%s}}}".formatted(units));
  }

  @Test
  void aConsistentReadCostsTwice() throws Exception {
    String members = "\"ConsistentRead\":true,\"ReturnConsumedCapacity\":\"TOTAL\"";
    assertThat(execute("SELECT pk FROM sorted WHERE pk='a'", members))
        .endsWith("\"CapacityUnits\":1.0}}");
  }
}
