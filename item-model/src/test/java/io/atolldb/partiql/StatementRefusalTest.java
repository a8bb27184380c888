package io.atolldb.partiql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atolldb.expression.InvalidExpression;
import io.atolldb.item.AttributeValue;
import io.atolldb.item.AttributeValue.StringValue;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is refused of a statement, in which words, before there is a table.
class StatementRefusalTest {

  static BoundStatement bind(String text, AttributeValue... parameters) throws InvalidExpression {
    return StatementBinder.bind(StatementParser.parse(text), List.of(parameters));
  }

  private static String refusal(String text) {
    try {
      return "accepted: " + bind(text, new StringValue("p"));
    } catch (InvalidExpression invalid) {
      return invalid.text();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "SELECT | Unexpected end of statement at 1:7:0",
        "SELECT * | Unexpected end of statement at 1:9:0",
        "SELECT * FROM t WHERE a = | Unexpected end of statement at 1:26:0",
        "SELECT *, a FROM t | Unexpected token , at 1:9:1",
        "SELECT pk, FROM t | Unexpected token FROM at 1:12:4",
        "SELECT * FROM t WHERE a CONTAINS 'a' | Unexpected token CONTAINS at 1:25:8",
        "SELECT * FROM t WHERE a == 1 | Unexpected token = at 1:26:1",
        "SELECT * FROM t WHERE a = é | Unexpected token é at 1:27:1",
        "SELECT 'a FROM t | Unexpected token 'a FROM t at 1:8:9",
        "SELECT * FROM \"t | Unexpected token \"t at 1:15:2",
        "SELECT * FROM t WHERE a IN () | Unexpected end of statement at 1:30:0",
        "SELECT * FROM t WHERE a IS MAP | Unexpected token MAP at 1:28:3",
        "SELECT * FROM t; SELECT * FROM t | Unexpected token SELECT at 1:18:6",
        "SELECT names FROM t | Unexpected token NAMES at 1:8:5",
        "SELECT * FROM t WHERE a IS 'S' | Unexpected token S at 1:28:3",
        "SELECT * FROM t ORDER BY | Unexpected end of statement at 1:25:0",
        "INSERT INTO t VALUES {'a':1} | Unexpected token VALUES at 1:15:6",
        "UPDATE t REMOVE a, b WHERE a=1 | Unexpected token , at 1:18:1",
        "UPDATE t WHERE a=1 | Unexpected token WHERE at 1:10:5",
        "UPDATE t SET a=1 RETURNING ALL NEW * WHERE a=1 | Unexpected token WHERE at 1:38:5",
        "UPDATE t SET 'a'=1 | Unexpected token a at 1:14:3",
        "DELETE t WHERE a=1 | Unexpected token T at 1:8:1",
        "REPLACE INTO t VALUE {'a':1} | Unexpected token REPLACE at 1:1:7",
        "CREATE TABLE t | Unexpected token CREATE at 1:1:6"
      })
  void aTextWithoutPlaceInTheGrammarIsToldWithItsPosition(String text, String reason) {
    String expected = "Statement wasn't well formed, can't be processed: " + reason;
    assertThat(refusal(text)).isEqualToIgnoringCase(expected);
  }

  @Test
  void positionsGoOnWithTheLine() {
    assertThat(refusal("SELECT *\nFROM t -- all of it\n/* of\n it */ WHERE )"))
        .endsWith("Unexpected token ) at 4:14:1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "SELECT 'a' FROM t | Unexpected path component at 1:8:3",
        "SELECT size(a) FROM t | Unexpected path component at 1:8:4",
        "SELECT a AS b FROM t | Aliasing is not supported",
        "SELECT a b FROM t | Aliasing is not supported",
        "SELECT x.a FROM t x | Aliasing is not supported",
        "SELECT DISTINCT a FROM t | Unsupported token in expression: DISTINCT",
        "SELECT VALUE a FROM t | Select projection doesn't support value or pivot keywords",
        "SELECT a, a FROM t | Duplicate identifiers in select clause: a",
        "SELECT a, m.a FROM t | Duplicate identifiers in select clause: a",
        "SELECT m, m.x FROM t | Two document paths overlap with each other; must remove or rewrite"
            + " one of these paths; path one: [m], path two: [m, x]",
        "SELECT m[-1] FROM t | List index is not within the allowable range; index: [-1] at 1:11:1",
        "SELECT m[1.5] FROM t | Unexpected path component at 1:10:3",
        "SELECT m[*] FROM t | Wildcard path component like a[*].b are not supported at 1:10:1",
        "SELECT m.* FROM t | Unpivot path component like a.*.b are not supported at 1:10:1",
        "SELECT \"\" FROM t | Path component cannot be an empty string",
        "SELECT * FROM t, u | Only select from a single table or index is supported.",
        "SELECT * FROM t JOIN u | Only select from a single table or index is supported.",
        "SELECT * FROM 't' | Unexpected from source",
        "SELECT * FROM ? | Unexpected from source",
        "SELECT * FROM t.i.x | A path may contain at most 2 components in the FROM clause",
        "SELECT * FROM t[0] | Invalid list expression in source.",
        "SELECT * FROM t LIMIT 1 | Unsupported clause: LIMIT at 1:23:1",
        "SELECT * FROM t WHERE a=1 ORDER BY a LIMIT 1 | Unsupported clause: LIMIT at 1:44:1",
        "SELECT * FROM t GROUP BY a | Unsupported clause: GROUP BY",
        "SELECT * FROM t WHERE a=1 GROUP BY a | Unsupported clause: GROUP BY",
        "SELECT * FROM t HAVING a=1 | Unsupported clause: HAVING at 1:24:1",
        "SELECT COUNT(*) FROM t | Unexpected path component at 1:8:5",
        "SELECT count(a) FROM t | Unexpected path component at 1:8:5",
        "SELECT SUM(DISTINCT a) FROM t | Unexpected path component at 1:8:3",
        "SELECT COUNT(*) AS c FROM t | Aliasing is not supported",
        "SELECT * FROM t ORDER BY a | Must have WHERE clause in the statement when using ORDER BY"
            + " clause.",
        "SELECT * FROM t WHERE a=1 ORDER BY m.x | Argument to ORDER BY must be of type"
            + " VariableReference. Type: PATH"
      })
  void aSelectIsRefusedInTheServicesWords(String text, String message) {
    assertThat(refusal(text)).isEqualTo(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a | WHERE clause must contain an expression that resolves to a boolean",
        "size(a) | WHERE clause must contain an expression that resolves to a boolean",
        "TRUE | WHERE clause must contain an expression that resolves to a boolean",
        "a=1 AND TRUE | The arguments to AND/OR must be Expressions",
        "NOT a | The argument to NOT must be a Type or Expression",
        "a = MISSING | MISSING must be compared using IS operator",
        "a = 1 + 1 | Unsupported operator in Condition Expression. Operator: +",
        "a * 2 = 4 | Unsupported operator in Condition Expression. Operator: *",
        "a LIKE 'b%' | Unsupported operator in Condition Expression. Operator: like",
        "a IN [] | IN operator must have a left hand argument of type Variable Reference and right"
            + " hand argument of type Seq with at least one member",
        "a IN 1 | IN operator must have a left hand argument of type Variable Reference and right"
            + " hand argument of type Seq with at least one member",
        "a IN ? | IN operator must have a left hand argument of type Variable Reference and right"
            + " hand argument of type Seq with at least one member",
        "a IN b | IN operator must have a left hand argument of type Variable Reference and right"
            + " hand argument of type Seq with at least one member",
        "a IN {'b': 1} | IN operator must have a left hand argument of type Variable Reference and"
            + " right hand argument of type Seq with at least one member",
        "COUNT(*) > 1 | Unsupported token in expression: count at 1:23:5",
        "MAX(a) | Unsupported token in expression: max at 1:23:3",
        "a IS INT | Unsupported data type for IS operator: INTEGER. Supported data types are"
            + " [MISSING, NULL, BOOLEAN, BLOB, STRING, NUMERIC, STRUCT, TUPLE, LIST] at 1:25:2",
        "a IS NOT VARCHAR | Unsupported data type for IS operator: CHARACTER_VARYING. Supported"
            + " data types are [MISSING, NULL, BOOLEAN, BLOB, STRING, NUMERIC, STRUCT, TUPLE, LIST]"
            + " at 1:25:2",
        "'a' IS STRING | Operator or function requires a document path; operator or function:"
            + " attribute_type",
        "a = a | The first operand must be distinct from the remaining operands for this operator"
            + " or function; operator: =, first operand: [a]",
        "a < TRUE | Incorrect operand type for operator or function; operator or function: <,"
            + " operand type: BOOL",
        "a BETWEEN 2 AND 1 | The BETWEEN operator requires upper bound to be greater than or equal"
            + " to lower bound; lower bound operand: AttributeValue: {N:2}, upper bound operand:"
            + " AttributeValue: {N:1}",
        "foo(a) | Unrecognized function: foo",
        "foo(a) = 1 | Unrecognized function: foo",
        "list_append(a, b) | The function is not allowed in a condition expression; function:"
            + " list_append",
        "begins_with(a) | Incorrect number of operands for operator or function; operator or"
            + " function: begins_with, number of operands: 1",
        "begins_with(a, 1) | Incorrect operand type for operator or function; operator or"
            + " function: begins_with, operand type: N",
        "size() = 1 | Incorrect number of operands for operator or function; operator or function:"
            + " size, number of operands: 0",
        "attribute_exists('a') | Operator or function requires a document path; operator or"
            + " function: attribute_exists",
        "'a' IS MISSING | Operator or function requires a document path; operator or function:"
            + " attribute_not_exists",
        "a = <<>> | Empty bags are not supported at 1:27:2",
        "a = <<1, 'b'>> | Unsupported data type in Bag. DynamoDB only supports either numbers or"
            + " strings in bags at 1:27:2",
        "a = <<1, 1.0>> | Input collection contains duplicates",
        "a = {b: 1} | Tuple keys must be of type String. Actual type: VariableReference under root"
            + " at 1:28:1",
        "a = {'b': 1, 'b': 2} | Duplicate keys in tuple. Key: b under root at 1:27:1",
        "a = [b] | Unsupported data type: VariableReference under key root.0 at 1:28:1",
        "a = [{'c': ?}] | Unsupported data type: Parameter under key root.0.c at 1:34:1",
        "a = `b` | Ion Literals are not supported at 1:27:3",
        "a = 1E400 | Number overflow. Attempting to store a number with magnitude larger than"
            + " supported range",
        "a = ? AND b = ? | Number of parameters in request and statement don't match.",
        "EXISTS(SELECT * FROM t) | Unsupported token in expression: SELECT at 1:30:6"
      })
  void aConditionIsRefusedInTheServicesWords(String condition, String message) {
    assertThat(refusal("SELECT * FROM t WHERE " + condition)).isEqualTo(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "INSERT INTO t VALUE ['a'] | Unsupported format in item expression. Please use struct"
            + " format {...} to express item values for insert statement. at 1:21:1",
        "INSERT INTO t VALUE {'a': MISSING} | Unsupported data type: MISSING under key root at"
            + " 1:27:7",
        "INSERT INTO t VALUE {'': 1} | Path component cannot be an empty string",
        "INSERT INTO t VALUE {'a': 1} RETURNING ALL OLD * | RETURNING is not supported in INSERT",
        "INSERT INTO t.i VALUE {'a': 1} | FROM clause may only contain a single table name in data"
            + " manipulation statements",
        "UPDATE t.i SET a=1 | This operation is not supported on an index",
        "DELETE FROM t.i | This operation is not supported on an index",
        "UPDATE t SET a=1 RETURNING ALL NEW *, ALL OLD * | Invalid syntax with multiple returning"
            + " elements in RETURNING clause",
        "UPDATE t SET a=1, a=2 | Two document paths overlap with each other; must remove or"
            + " rewrite one of these paths; path one: [a], path two: [a]",
        "UPDATE t SET a=2*3 | Unsupported operator in Update Expression. Operator: *",
        "UPDATE t SET a=-a | Incorrect number of operands for operator or function; operator or"
            + " function: -, number of operands: 1",
        "UPDATE t SET a=1+'b' | Incorrect operand type for operator or function; operator or"
            + " function: +, operand type: S",
        "UPDATE t SET a=size(a) | The function is not allowed in an update expression; function:"
            + " size",
        "UPDATE t SET a=list_append(a) | Incorrect number of operands for operator or function;"
            + " operator or function: list_append, number of operands: 1",
        "UPDATE t SET a=set_add(a) | SET_ADD must have exactly two arguments at 1:16:7",
        "UPDATE t SET a=set_add(b, <<1>>) | The first argument to SET_ADD must equal the"
            + " assignment value",
        "UPDATE t SET a=set_delete(a, 1) | The second argument to SET_DELETE must be a value with"
            + " type SET at 1:30:1",
        "UPDATE t SET s=set_add(s, <<'q'>>)+1 | Unrecognized function: set_add",
        "DELETE FROM t RETURNING MODIFIED OLD * | Invalid returning clause: RETURNING MODIFIED OLD"
            + " *. Only RETURNING ALL OLD * is allowed in DELETE statements."
      })
  void aWriteIsRefusedInTheServicesWords(String text, String message) {
    assertThat(refusal(text)).isEqualTo(message);
  }

  @Test
  void returningIsFollowedByAStar() {
    assertThat(refusal("UPDATE t SET a=1 RETURNING ALL NEW b"))
        .isEqualTo("Expected '*' after ( MODIFIED | ALL ) ( NEW | OLD ) in RETURNING clause");
  }

  @Test
  void thereAreLimitsOnOperatorsOperandsAndNesting() {
    assertThat(refusal("SELECT * FROM t WHERE " + orOf(150))).startsWith("accepted");
    assertThat(refusal("SELECT * FROM t WHERE " + orOf(151)))
        .isEqualTo("The expression contains too many operators; operator count: 301");
    assertThat(refusal("SELECT * FROM t WHERE a IN " + IntStream.range(0, 100).boxed().toList()))
        .startsWith("accepted");
    assertThat(refusal("SELECT * FROM t WHERE a IN " + IntStream.range(0, 101).boxed().toList()))
        .isEqualTo("The IN operator is provided with too many operands; number of operands: 101");
    assertThat(refusal("SELECT * FROM t WHERE " + "(".repeat(90) + "a=1" + ")".repeat(90)))
        .startsWith("accepted");
    assertThat(refusal("SELECT * FROM t WHERE " + "(".repeat(8000)))
        .isEqualTo(
            "Statement wasn't well formed, can't be processed: Nested too deeply at 1:123:1");
    assertThat(refusal("INSERT INTO t VALUE {'a':" + "[".repeat(31) + "]".repeat(31) + "}"))
        .startsWith("accepted");
    assertThat(refusal("INSERT INTO t VALUE {'a':" + "[".repeat(32) + "]".repeat(32) + "}"))
        .isEqualTo("Nesting Levels have exceeded supported limits");
  }

  private static String orOf(int comparisons) {
    return IntStream.range(0, comparisons)
        .mapToObj(number -> "a=" + number)
        .collect(Collectors.joining(" OR "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"NOT ", "- ", "a=(", "{'a':"})
  void whatGoesOnForeverIsRefusedAndNeverWorse(String piece) {
    String text = "SELECT * FROM t WHERE " + piece.repeat(8000 / piece.length());
    assertThatThrownBy(() -> bind(text)).isInstanceOf(InvalidExpression.class);
  }
}
