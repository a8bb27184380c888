package io.atolldb.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.atolldb.wire.WireClient.Reply;
import java.util.Arrays;
import java.util.Collections;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// ExecuteTransaction, in the service's own order of refusal (reference: DynamoDB, 4.9).
class ExecuteTransactionWireTest {

  private static final String DONE = "{\"Responses\":[]}";
  private static final String NONE = "{\"Code\":\"None\"}";
  private static final String EXISTS = "EXISTS(SELECT * FROM plain WHERE pk='here' AND n=%d)";

  @AutoClose private static WireClient client;

  @BeforeAll
  static void start() throws Exception {
    client = WireClient.start();
    client.put("{\"pk\":{\"S\":\"here\"},\"n\":{\"N\":\"1\"}}");
    client.put("{\"pk\":{\"S\":\"other\"},\"n\":{\"N\":\"2\"}}");
  }

  private static String call(String members) throws Exception {
    return client.call("ExecuteTransaction", "{" + members + "}").body();
  }

  private static String statements(String... texts) {
    return Arrays.stream(texts)
        .map(text -> "{\"Statement\":\"" + text.replace("\"", "\\\"") + "\"}")
        .collect(Collectors.joining(",", "\"TransactStatements\":[", "]"));
  }

  private static String execute(String... texts) throws Exception {
    return call(statements(texts));
  }

  private static String cancelled(String codes, String... reasons) {
    return "{\"__type\":\"com.amazonaws.dynamodb.v20120810#TransactionCanceledException\","
        + "\"Message\":\"Transaction cancelled, please refer cancellation reasons for specific"
        + " reasons ["
        + codes
        + "]\",\"CancellationReasons\":["
        + String.join(",", reasons)
        + "]}";
  }

  private static String reason(String code, String message) {
    return "{\"Code\":\"" + code + "\",\"Message\":\"" + message + "\"}";
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`` | Value at 'TransactStatements' failed to satisfy constraint: Member must not be null",
        "\"TransactStatements\":[] | Value at 'TransactStatements' failed to satisfy constraint:"
            + " Member must have length greater than or equal to 1",
        "\"TransactStatements\":[{\"Statement\":\"\"}] | Value at"
            + " 'TransactStatements.1.member.Statement' failed to satisfy constraint: Member must"
            + " have length greater than or equal to 1",
        "\"TransactStatements\":[{\"Statement\":\"S\"}],\"ClientRequestToken\":\"\" | Value at"
            + " 'ClientRequestToken' failed to satisfy constraint: Member must have length greater"
            + " than or equal to 1"
      })
  void theModelsConstraintsComeFirst(String members, String message) throws Exception {
    assertThat(call(members))
        .isEqualTo(Reply.validation("1 validation error detected: " + message));
  }

  @Test
  void thereAreAtMost100Statements() throws Exception {
    assertThat(execute(Collections.nCopies(101, "FOO").toArray(String[]::new)))
        .isEqualTo(
            Reply.validation(
                "1 validation error detected: Value at 'TransactStatements' failed to satisfy"
                    + " constraint: Member must have length less than or equal to 100"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "FOO | Statement wasn't well formed, can't be processed: Unexpected token FOO at 1:1:3",
        "SELECT * FROM plain WHERE pk='a' | ExecuteTransaction API does not support both read and"
            + " write operations in the same request.",
        "INSERT INTO plain VALUE {'pk':?} | Validation failed in TransactStatements[1]: Number of"
            + " parameters in request and statement don't match.",
        "UPDATE plain SET n='x'+1 WHERE pk='a' | Validation failed in TransactStatements[1]:"
            + " Incorrect operand type for operator or function; operator or function: +, operand"
            + " type: S",
        "DELETE FROM plain WHERE pk='a' RETURNING ALL OLD * | Validation failed in"
            + " TransactStatements[1]: RETURNING clause is not supported in ExecuteTransaction.",
        "EXISTS(SELECT * FROM plain WHERE pk='a') | Validation failed in TransactStatements[1]:"
            + " EXISTS() must contain a single item read with additional condition",
        "EXISTS(SELECT * FROM plain WHERE n=1) | Validation failed in TransactStatements[1]:"
            + " EXISTS() must contain a single item read with additional condition",
        "UPDATE plain SET n=1 WHERE pk='here' | Transaction request cannot include multiple"
            + " operations on one item"
      })
  void whatIsWrongWithTheWordsRefusesTheCall(String text, String message) throws Exception {
    assertThat(execute(EXISTS.formatted(1), text)).isEqualTo(Reply.validation(message));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "SELECT * FROM plain | Select statements within ExecuteTransaction must specify the"
            + " primary key in the where clause.",
        "SELECT * FROM plain WHERE pk='here' AND n=1 | Select statements within ExecuteTransaction"
            + " must specify the primary key in the where clause.",
        "SELECT * FROM plain.inx WHERE pk='here' | Reads on indices are not supported within"
            + " transactions."
      })
  void aReadNamesOneItem(String text, String message) throws Exception {
    assertThat(execute(text))
        .isEqualTo(Reply.validation("Validation failed in TransactStatements[0]: " + message));
  }

  @Test
  void aTableThatIsNotThereRefusesTheCall() throws Exception {
    assertThat(execute("SELECT * FROM nosuch WHERE pk='a'")).isEqualTo(WireClient.NOT_FOUND);
    assertThat(execute("DELETE FROM nosuch WHERE pk='a'")).isEqualTo(WireClient.NOT_FOUND);
  }

  @Test
  void whatDoesNotFitItsTableCancels() throws Exception {
    assertThat(
            execute(
                "INSERT INTO plain VALUE {'pk':'fits'}",
                "INSERT INTO plain VALUE {'pk':1}",
                "UPDATE plain SET n=1 WHERE n=1"))
        .isEqualTo(
            cancelled(
                "None, ValidationError, None",
                NONE,
                reason(
                    "ValidationError",
                    "Key attribute's data type should match its data type in table's schema: Key"
                        + " pk"),
                NONE));
    assertThat(client.get("fits")).isEqualTo("{}");
  }

  @Test
  void aReadWithAKeyOfAWrongTypeCancels() throws Exception {
    String wrong = "Key attribute's data type should match its data type in table's schema: Key pk";
    assertThat(execute("SELECT * FROM plain WHERE pk='here'", "SELECT * FROM plain WHERE pk=1"))
        .isEqualTo(cancelled("None, ValidationError", NONE, reason("ValidationError", wrong)));
    assertThat(execute("EXISTS(SELECT * FROM plain WHERE pk=1 AND n=1)"))
        .isEqualTo(cancelled("ValidationError", reason("ValidationError", wrong)));
  }

  @Test
  void aValueThatCannotBeAKeyRefusesTheCall() throws Exception {
    String empty = "The AttributeValue for a key attribute cannot contain an empty string value.";
    for (String text :
        new String[] {
          "INSERT INTO plain VALUE {'pk':''}",
          "UPDATE plain SET n=1 WHERE pk=''",
          "SELECT * FROM plain WHERE pk=''"
        }) {
      assertThat(execute(text)).contains("ValidationException").contains("\"One or more");
      assertThat(execute(text)).contains(empty);
    }
  }

  @Test
  void aTokenIsComparedBeforeDuplicatesAndValuesOfKeys() throws Exception {
    String token = ",\"ClientRequestToken\":\"compared\"";
    assertThat(call(statements("UPDATE plain SET n=2 WHERE pk='other'") + token)).isEqualTo(DONE);
    String empty = "DELETE FROM plain WHERE pk=''";
    String again = "DELETE FROM plain WHERE pk='other'";
    assertThat(call(statements(empty) + token)).contains("IdempotentParameterMismatchException");
    assertThat(call(statements(again, again) + token))
        .contains("IdempotentParameterMismatchException");
    assertThat(call(statements("DELETE FROM plain WHERE n=1") + token))
        .contains("Where clause does not contain a mandatory equality on all key attributes");
  }

  @Test
  void allHappensOrNothing() throws Exception {
    assertThat(
            execute(
                "INSERT INTO plain VALUE {'pk':'t1'}",
                "INSERT INTO plain VALUE {'pk':'other'}",
                "UPDATE plain SET n=1 WHERE pk='t2'",
                "DELETE FROM plain WHERE pk='t3'",
                EXISTS.formatted(7)))
        .isEqualTo(
            cancelled(
                "None, DuplicateItem, ConditionalCheckFailed, None, ConditionalCheckFailed",
                NONE,
                reason("DuplicateItem", "Duplicate primary key exists in table"),
                reason("ConditionalCheckFailed", "The conditional request failed"),
                NONE,
                reason("ConditionalCheckFailed", "The conditional request failed")));
    assertThat(client.get("t1")).isEqualTo("{}");
    assertThat(
            execute(
                "INSERT INTO plain VALUE {'pk':'t1'}",
                "UPDATE plain SET n=n+1 WHERE pk='other' AND n=2",
                "DELETE FROM plain WHERE pk='t3'",
                EXISTS.formatted(1)))
        .isEqualTo(DONE);
    assertThat(client.get("t1")).contains("t1");
    assertThat(client.get("other")).contains("{\"N\":\"3\"}");
    assertThat(execute("UPDATE plain SET n=2 WHERE pk='other'")).isEqualTo(DONE);
  }

  @Test
  void theItemThatLetAConditionFailIsShownIfAsked() throws Exception {
    assertThat(
            call(
                "\"TransactStatements\":[{\"Statement\":\""
                    + EXISTS.formatted(9)
                    + "\",\"ReturnValuesOnConditionCheckFailure\":\"ALL_OLD\"}]"))
        .contains("\"Item\":{\"n\":{\"N\":\"1\"},\"pk\":{\"S\":\"here\"}}");
  }

  @Test
  void readsAnswerInOrderAndCostTwice() throws Exception {
    assertThat(
            call(
                statements(
                        "SELECT n FROM plain WHERE pk='here'", "SELECT * FROM plain WHERE pk='no'")
                    + ",\"ReturnConsumedCapacity\":\"TOTAL\""))
        .isEqualTo(
            "{\"Responses\":[{\"Item\":{\"n\":{\"N\":\"1\"}}},{}],\"ConsumedCapacity\":"
                + "[{\"TableName\":\"plain\",\"CapacityUnits\":4.0,\"ReadCapacityUnits\":4.0}]}");
  }

  @Test
  void aTokenDoesATransactionOnceAndNamesNoOther() throws Exception {
    String add =
        statements("UPDATE plain SET c=if_not_exists(c,0)+1 WHERE pk='token'")
            + ",\"ReturnConsumedCapacity\":\"TOTAL\",\"ClientRequestToken\":\"t\"";
    client.put("{\"pk\":{\"S\":\"token\"}}");
    assertThat(call(add)).contains("\"WriteCapacityUnits\":2.0");
    assertThat(call(add)).contains("\"ReadCapacityUnits\":2.0");
    assertThat(client.get("token")).contains("\"c\":{\"N\":\"1\"}");
    assertThat(
            call(
                statements("DELETE FROM plain WHERE pk='token'") + ",\"ClientRequestToken\":\"t\""))
        .contains("IdempotentParameterMismatchException");
    assertThat(client.get("token")).contains("token");
  }

  @Test
  void parametersOfATransactionHaveTogetherFourMegabytes() throws Exception {
    String value = "x".repeat(399_000);
    String statement =
        "{\"Statement\":\"INSERT INTO plain VALUE {'pk':'big%d','v':?}\",\"Parameters\":[{\"S\":\""
            + value
            + "\"}]}";
    var all = new StringBuilder();
    for (int number = 0; number < 11; number++) {
      all.append(number == 0 ? "" : ",").append(statement.formatted(number));
    }
    assertThat(call("\"TransactStatements\":[" + all + "]"))
        .contains("Transaction payload size cannot exceed 4MB");
    assertThat(client.get("big0")).isEqualTo("{}");
  }
}
