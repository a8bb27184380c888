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

/// BatchExecuteStatement, in the service's own order of refusal.
class BatchExecuteStatementWireTest {

  private static final String READ_A1 = "SELECT v FROM sorted WHERE pk='a' AND sk=1";

  @AutoClose private static WireClient client;

  @BeforeAll
  static void start() throws Exception {
    client = WireClient.start();
    execute(
        "INSERT INTO sorted VALUE {'pk':'a','sk':1,'v':'a1'}",
        "INSERT INTO sorted VALUE {'pk':'a','sk':2,'v':'a2'}",
        "INSERT INTO plain VALUE {'pk':'here','n':1}");
  }

  private static String call(String members) throws Exception {
    return client.call("BatchExecuteStatement", "{" + members + "}").body();
  }

  private static String statements(String... texts) {
    return Arrays.stream(texts)
        .map(text -> "{\"Statement\":\"" + text.replace("\"", "\\\"") + "\"}")
        .collect(Collectors.joining(",", "\"Statements\":[", "]"));
  }

  private static String execute(String... texts) throws Exception {
    return call(statements(texts));
  }

  private static String responses(String... responses) {
    return "{\"Responses\":[" + String.join(",", responses) + "]}";
  }

  private static String error(String code, String message) {
    return "{\"Error\":{\"Code\":\"" + code + "\",\"Message\":\"" + message + "\"}}";
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`` | Value at 'Statements' failed to satisfy constraint: Member must not be null",
        "\"Statements\":[] | Value at 'Statements' failed to satisfy constraint: Member must have"
            + " length greater than or equal to 1",
        "\"Statements\":[{}] | Value at 'Statements.1.member.Statement' failed to satisfy"
            + " constraint: Member must not be null",
        "\"Statements\":[{\"Statement\":\"S\",\"Parameters\":[]}] | Value at"
            + " 'Statements.1.member.Parameters' failed to satisfy constraint: Member must have"
            + " length greater than or equal to 1",
        "\"Statements\":[{\"Statement\":\"S\"}],\"ReturnConsumedCapacity\":\"X\" | Failed to"
            + " satisfy constraint: Member must satisfy enum value set: [INDEXES, TOTAL, NONE]"
      })
  void theModelsConstraintsComeFirst(String members, String message) throws Exception {
    assertThat(call(members))
        .isEqualTo(Reply.validation("1 validation error detected: " + message));
  }

  @Test
  void thereAreAtMost25Statements() throws Exception {
    assertThat(execute(Collections.nCopies(26, READ_A1).toArray(String[]::new)))
        .isEqualTo(
            Reply.validation(
                "1 validation error detected: Value at 'Statements' failed to satisfy constraint:"
                    + " Member must have length less than or equal to 25"));
  }

  @Test
  void aValueThatIsNoneRefusesTheCall() throws Exception {
    assertThat(
            call(
                "\"Statements\":[{\"Statement\":\"FOO\"},"
                    + "{\"Statement\":\"S\",\"Parameters\":[{\"SS\":[]}]}]"))
        .isEqualTo(
            Reply.validation(
                "One or more parameter values were invalid: An string set  may not be empty"));
  }

  @Test
  void readsAndWritesDoNotMix() throws Exception {
    assertThat(execute(READ_A1, "DELETE FROM plain WHERE pk='x'"))
        .isEqualTo(
            Reply.validation(
                "Read and write requests together in the same batch is not supported."));
  }

  @Test
  void twoStatementsOnOneItemRefuseTheCall() throws Exception {
    String twice = Reply.validation("Provided list of item keys contains duplicates");
    assertThat(execute(READ_A1, READ_A1)).isEqualTo(twice);
    assertThat(execute("INSERT INTO plain VALUE {'pk':'d'}", "DELETE FROM plain WHERE pk='d'"))
        .isEqualTo(twice);
    assertThat(client.get("d")).isEqualTo("{}");
  }

  @Test
  void readsAnswerInOrder() throws Exception {
    assertThat(execute("SELECT v FROM sorted WHERE sk=2 AND pk='a'", READ_A1.replace("=1", "=9")))
        .isEqualTo(
            responses(
                "{\"TableName\":\"sorted\",\"Item\":{\"v\":{\"S\":\"a2\"}}}",
                "{\"TableName\":\"sorted\"}"));
  }

  @Test
  void whatIsWrongWithAStatementIsToldInItsPlace() throws Exception {
    String several = error("ValidationError", "Only single item select is supported");
    assertThat(
            execute(
                "FOO",
                "SELECT v FROM sorted WHERE pk='a'",
                "SELECT v FROM plain WHERE pk='here' AND n=1",
                "SELECT v FROM plain WHERE pk IN ('here')",
                "SELECT v FROM plain WHERE pk='here' AND pk='there'",
                "SELECT v FROM nosuch WHERE pk='a'",
                "SELECT v FROM plain WHERE pk=?",
                READ_A1))
        .isEqualTo(
            responses(
                error(
                    "ValidationError",
                    "Statement wasn't well formed, can't be processed: Unexpected token FOO at"
                        + " 1:1:3"),
                several,
                several,
                several,
                several,
                error("ResourceNotFound", "Requested resource not found"),
                error(
                    "ValidationError",
                    "Number of parameters in request and statement don't match."),
                "{\"TableName\":\"sorted\",\"Item\":{\"v\":{\"S\":\"a1\"}}}"));
  }

  @Test
  void writesAreIndependentOfEachOther() throws Exception {
    execute("INSERT INTO plain VALUE {'pk':'w1','n':1}", "INSERT INTO plain VALUE {'pk':'w2'}");
    assertThat(
            execute(
                "UPDATE plain SET n=n+1 WHERE pk='w1' RETURNING ALL NEW *",
                "INSERT INTO plain VALUE {'pk':'w2'}",
                "UPDATE plain SET n=1 WHERE pk='w3'",
                "DELETE FROM plain WHERE pk='w4'",
                "EXISTS(SELECT * FROM plain WHERE pk='w5' AND n=1)",
                "UPDATE plain SET n=1"))
        .isEqualTo(
            responses(
                "{\"TableName\":\"plain\",\"Item\":{\"n\":{\"N\":\"2\"},\"pk\":{\"S\":\"w1\"}}}",
                "{\"Error\":{\"Code\":\"DuplicateItem\",\"Message\":\"Duplicate primary key exists"
                    + " in table\"},\"TableName\":\"plain\"}",
                "{\"Error\":{\"Code\":\"ConditionalCheckFailed\",\"Message\":\"The conditional"
                    + " request failed\"},\"TableName\":\"plain\"}",
                "{\"TableName\":\"plain\"}",
                error(
                    "ValidationError",
                    "EXISTS can only be used in ExecuteTransaction write requests."),
                error(
                    "ValidationError",
                    "Where clause does not contain a mandatory equality on all key attributes")));
  }

  /// 1.3: accepted and without effect.
  @Test
  void anItemIsNotShownWhereAConditionFails() throws Exception {
    assertThat(
            call(
                "\"Statements\":[{\"Statement\":\"UPDATE plain SET n=2 WHERE pk='here' AND n=9\","
                    + "\"ReturnValuesOnConditionCheckFailure\":\"ALL_OLD\"}]"))
        .doesNotContain("Item\":");
  }

  @Test
  void theCostIsAddedUpByTable() throws Exception {
    String members = ",\"ReturnConsumedCapacity\":\"TOTAL\"";
    assertThat(
            call(
                statements(READ_A1, "SELECT v FROM plain WHERE pk='x'", READ_A1.replace("1", "2"))
                    + members))
        .endsWith(
            "\"ConsumedCapacity\":[{\"TableName\":\"plain\",\"CapacityUnits\":0.5},"
                + "{\"TableName\":\"sorted\",\"CapacityUnits\":1.0}]}");
    assertThat(
            call(
                "\"Statements\":[{\"Statement\":\"%s\",\"ConsistentRead\":true}]".formatted(READ_A1)
                    + members))
        .endsWith("\"ConsumedCapacity\":[{\"TableName\":\"sorted\",\"CapacityUnits\":1.0}]}");
  }
}
