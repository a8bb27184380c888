package io.atolldb.expression;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UpdateRefusalTest {

  private static final String MISPLACED_LIST =
      "The function is not allowed to be used this way in an expression; function: list_append";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SET a = :s",
        "set a=:s,b=:n remove c add d :n delete e :ss",
        "DELETE e :ns ADD d :ss, x.y[1] :n REMOVE c, f[0], f[2] SET a = b",
        "SET a = a",
        "SET a = a + :n",
        "SET a = :n - :n",
        "SET a = (b + c)",
        "SET a = (b) + (c)",
        "SET a = ((b) + c)",
        "SET a = if_not_exists(b, :n) + if_not_exists(c, d)",
        "SET a = list_append(if_not_exists(a, :l), :l2)",
        "SET a = list_append((a), :l2)",
        "SET a = if_not_exists(b.c[1], if_not_exists(c, :s))",
        "SET #name = :s, #dotted.#name = :s",
        "SET a.b = :s, a.c = :s, d[0] = :s, d[1].x = :s, d[1].y = :s",
        "SET settings = :s",
        "REMOVE #name"
      })
  void isAccepted(String text) {
    assertThat(Refusals.of(ExpressionKind.UPDATE, text)).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "INVALID SYNTAX HERE | token: \"INVALID\", near: \"INVALID SYNTAX\"",
        "SET | token: \"<EOF>\", near: \"SET\"",
        "SET a | token: \"<EOF>\", near: \"a\"",
        "SET a = | token: \"<EOF>\", near: \"=\"",
        "SET a = :n, | token: \"<EOF>\", near: \",\"",
        "SET a = :n b = :n | token: \"b\", near: \":n b =\"",
        "SET a = :n, SET b = :n | token: \"SET\", near: \", SET b\"",
        "SET set = :n | token: \"set\", near: \"SET set =\"",
        "SET a = add | token: \"add\", near: \"= add\"",
        "SET :n = :n | token: \":n\", near: \"SET :n =\"",
        "SET a + :n | token: \"+\", near: \"a + :n\"",
        "SET a = a + 1 | token: \"1\", near: \"+ 1\"",
        "SET a = a + b + c | token: \"+\", near: \"b + c\"",
        "SET a = (a + b) + c | token: \"+\", near: \") + c\"",
        "SET a = a + (b + c) | token: \"+\", near: \"b + c\"",
        "SET a = list_append(a + b, :l) | token: \"+\", near: \"a + b\"",
        "SET a = b = c | token: \"=\", near: \"b = c\"",
        "SET a = list_append(a, :l | token: \"<EOF>\", near: \":l\"",
        "SET a = (b | token: \"<EOF>\", near: \"b\"",
        "SET a = list_append() | token: \")\", near: \"()\"",
        "SET a = * | token: \"*\", near: \"= *\"",
        "SET size(a) = :n | token: \"(\", near: \"size(a\"",
        "SET (a) = :n | token: \"(\", near: \"SET (a\"",
        "REMOVE | token: \"<EOF>\", near: \"REMOVE\"",
        "REMOVE a :n | token: \":n\", near: \"a :n\"",
        "REMOVE a = :n | token: \"=\", near: \"a = :n\"",
        "ADD a | token: \"<EOF>\", near: \"a\"",
        "ADD a b | token: \"b\", near: \"a b\"",
        "ADD a = :n | token: \"=\", near: \"a = :n\"",
        "ADD a :n + :n | token: \"+\", near: \":n + :n\"",
        "DELETE a b | token: \"b\", near: \"a b\"",
        "a = :n | token: \"a\", near: \"a =\"",
        "SET a = :n; REMOVE b | token: \";\", near: \":n; REMOVE\""
      })
  void aMistakeOfSyntaxIsNamedWithItsNeighbours(String text, String tokenAndNear) {
    assertThat(Refusals.of(ExpressionKind.UPDATE, text))
        .isEqualTo("Invalid UpdateExpression: Syntax error; " + tokenAndNear);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "SET a = ((b)) | The expression has redundant parentheses;",
        "SET a = ((b + c)) | The expression has redundant parentheses;",
        "SET name = :n | Attribute name is a reserved keyword; reserved keyword: name",
        "SET a = foo(b) | Invalid function name; function: foo",
        "SET a = IF_NOT_EXISTS(b, :n) | Invalid function name; function: IF_NOT_EXISTS",
        "SET a = size(b) | The function is not allowed in an update expression; function: size",
        "SET a = attribute_exists(b) |"
            + " The function is not allowed in an update expression; function: attribute_exists",
        "SET a = :n SET b = :n |"
            + " The \"SET\" section can only be used once in an update expression;",
        "remove a set b = :n remove c |"
            + " The \"REMOVE\" section can only be used once in an update expression;",
        "ADD a :n ADD b :n |"
            + " The \"ADD\" section can only be used once in an update expression;",
        "DELETE a :ss REMOVE c DELETE b :ss |"
            + " The \"DELETE\" section can only be used once in an update expression;",
        "SET #none = :n | An expression attribute name used in the document path is not defined;"
            + " attribute name: #none",
        "SET a = :none | An expression attribute value used in expression is not defined; attribute"
            + " value: :none",
        "ADD a :none | An expression attribute value used in expression is not defined; attribute"
            + " value: :none",
        "SET a = if_not_exists(b) | Incorrect number of operands for operator or function; operator"
            + " or function: if_not_exists, number of operands: 1",
        "SET a = list_append(b, :l, :l) | Incorrect number of operands for operator or function;"
            + " operator or function: list_append, number of operands: 3",
        "SET a = if_not_exists(:n, :n) | Operator or function requires a document path; operator or"
            + " function: if_not_exists",
        "SET a = if_not_exists(b.c, b.c) | The first operand must be distinct from the remaining"
            + " operands for this operator or function; operator: if_not_exists, first operand:"
            + " [b, c]",
        "SET a = list_append(a, :s) | Incorrect operand type for operator or function; operator or"
            + " function: list_append, operand type: S",
        "SET a = list_append(:ss, a) | Incorrect operand type for operator or function; operator or"
            + " function: list_append, operand type: SS",
        "SET a = a + :s | Incorrect operand type for operator or function; operator or function: +,"
            + " operand type: S",
        "SET a = :l - a | Incorrect operand type for operator or function; operator or function: -,"
            + " operand type: L",
        "SET a = a + list_append(b, c) | " + MISPLACED_LIST,
        "SET a = list_append(b, c) - a | " + MISPLACED_LIST,
        "SET a = list_append(list_append(b, c), :l) | " + MISPLACED_LIST,
        "SET a = if_not_exists(a, list_append(b, :l)) | " + MISPLACED_LIST,
        "SET a = if_not_exists(list_append(b, :l), :l) | " + MISPLACED_LIST,
        "ADD a :s | Incorrect operand type for operator or function; operator: ADD, operand type:"
            + " STRING, typeSet: ALLOWED_FOR_ADD_OPERAND",
        "ADD a :l | Incorrect operand type for operator or function; operator: ADD, operand type:"
            + " LIST, typeSet: ALLOWED_FOR_ADD_OPERAND",
        "ADD a :m | Incorrect operand type for operator or function; operator: ADD, operand type:"
            + " MAP, typeSet: ALLOWED_FOR_ADD_OPERAND",
        "ADD a :null | Incorrect operand type for operator or function; operator: ADD, operand"
            + " type: NULL, typeSet: ALLOWED_FOR_ADD_OPERAND",
        "DELETE a :n | Incorrect operand type for operator or function; operator: DELETE, operand"
            + " type: NUMBER, typeSet: ALLOWED_FOR_DELETE_OPERAND",
        "DELETE a :bool | Incorrect operand type for operator or function; operator: DELETE,"
            + " operand type: BOOLEAN, typeSet: ALLOWED_FOR_DELETE_OPERAND",
        "DELETE a :b | Incorrect operand type for operator or function; operator: DELETE, operand"
            + " type: BINARY, typeSet: ALLOWED_FOR_DELETE_OPERAND",
        "SET a = :n REMOVE a | Two document paths overlap with each other; must remove or rewrite"
            + " one of these paths; path one: [a], path two: [a]",
        "SET a.b = :n, a = :n | Two document paths overlap with each other; must remove or rewrite"
            + " one of these paths; path one: [a, b], path two: [a]",
        "REMOVE a[1] ADD a[1].x :n | Two document paths overlap with each other; must remove or"
            + " rewrite one of these paths; path one: [a, [1]], path two: [a, [1], x]",
        "SET a.b = :n, a[0] = :n | Two document paths conflict with each other; must remove or"
            + " rewrite one of these paths; path one: [a, b], path two: [a, [0]]"
      })
  void aMistakeOfMeaningIsNamed(String text, String reason) {
    assertThat(Refusals.of(ExpressionKind.UPDATE, text))
        .isEqualTo("Invalid UpdateExpression: " + reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SET a = name, a = foo(:s) SET b = a + :s | Invalid function name",
        "SET a = name, a = :s SET b = a + :s | Attribute name is a reserved keyword",
        "SET a = :none, a = :s SET b = a + :s | The \"SET\" section",
        "SET a = :none, a = :s + :n | An expression attribute value used in expression",
        "SET a = :n, a = :s + :n | Incorrect operand type",
        "SET a = :n, a = :n | Two document paths overlap",
      },
      quoteCharacter = '\0')
  void ofSeveralMistakesTheOneThatIsCheckedFirstIsTold(String text, String beginning) {
    assertThat(Refusals.of(ExpressionKind.UPDATE, text))
        .startsWith("Invalid UpdateExpression: " + beginning);
  }
}
