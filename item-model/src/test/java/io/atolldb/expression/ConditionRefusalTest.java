package io.atolldb.expression;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the service refuses before it looks at an item, and in which words. Wordings: those named
/// in the reference are observed ones, the others are known from clients' reports.
class ConditionRefusalTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a = :s",
        "a=:s",
        ":s = a",
        "(a = :s)",
        "(a) = :s",
        "(a = :s) AND (b = :n)",
        "((a = :s) AND b = :n)",
        "(a = :s AND (b = :n))",
        "a = :s and NOT b = :n or c = :n",
        "NOT NOT a = :s",
        "not (a = :s)",
        "(NOT (a = :s))",
        "a.b.c[0][1].d = :s",
        "a . b [ 0 ] = :s",
        "#name.#dotted[3] <> :s",
        "a IN (:s)",
        "a in (b, :s, c.d[1])",
        "a BETWEEN :n1 AND :n9 AND b between c AND d",
        "attribute_exists(a) AND attribute_not_exists(a.b)",
        "attribute_exists ( a )",
        "attribute_type(a, :typeS)",
        "begins_with(a, :te)",
        "begins_with(:s, a)",
        "contains(a, :n)",
        "contains(:ss, a)",
        "contains(:n, a)",
        "size(a) > :n",
        "size(a.b) < size(c)",
        "(size(a)) > :n",
        ":n = :n",
        "and_more = :n",
        "a = :s\n\tAND\r\n b = :n",
        "a = b.a",
        "contains(a, size(b))"
      })
  void isAccepted(String text) {
    assertThat(Refusals.of(ExpressionKind.CONDITION, text)).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "a x b | token: \"x\", near: \"a x b\"",
        "a | token: \"<EOF>\", near: \"a\"",
        "a = | token: \"<EOF>\", near: \"=\"",
        "a = :s AND | token: \"<EOF>\", near: \"AND\"",
        "AND a = :s | token: \"AND\", near: \"AND a\"",
        "a AND b = :s | token: \"AND\", near: \"a AND b\"",
        "a = :s OR b | token: \"<EOF>\", near: \"b\"",
        "NOT a | token: \"<EOF>\", near: \"a\"",
        "a = :s b | token: \"b\", near: \":s b\"",
        "a = :s = :s | token: \"=\", near: \":s = :s\"",
        "(a = :s) = :s | token: \"=\", near: \") = :s\"",
        "(a = :s | token: \"<EOF>\", near: \":s\"",
        "(a) | token: \"<EOF>\", near: \")\"",
        "a = :s) | token: \")\", near: \":s)\"",
        "() | token: \")\", near: \"()\"",
        "a = 5 | token: \"5\", near: \"= 5\"",
        "a = 5x | token: \"5\", near: \"= 5x\"",
        "a = -:n | token: \"-\", near: \"= -:n\"",
        "a = \"x\" | token: \"\"\", near: \"= \"x\"",
        "a = 'x' | token: \"'\", near: \"= 'x\"",
        "a == :s | token: \"=\", near: \"== :s\"",
        "a != :s | token: \"!\", near: \"a !=\"",
        "a < > :s | token: \">\", near: \"< > :s\"",
        "_a = :s | token: \"_\", near: \"_a\"",
        "a-b = :s | token: \"-\", near: \"a-b\"",
        "a. = :s | token: \"=\", near: \". = :s\"",
        "a[ = :s | token: \"=\", near: \"[ = :s\"",
        "a[-1] = :s | token: \"-\", near: \"[-1\"",
        "a[x] = :s | token: \"x\", near: \"[x]\"",
        "a[1 = :s | token: \"=\", near: \"1 = :s\"",
        "a[:n] = :s | token: \":n\", near: \"[:n]\"",
        "# = :s | token: \"#\", near: \"# =\"",
        "a = : | token: \":\", near: \"= :\"",
        "a = :s, b = :n | token: \",\", near: \":s, b\"",
        "a IN :s | token: \":s\", near: \"IN :s\"",
        "a IN () | token: \")\", near: \"()\"",
        "a NOT IN (:s) | token: \"NOT\", near: \"a NOT IN\"",
        "a BETWEEN :n | token: \"<EOF>\", near: \":n\"",
        "a BETWEEN :n, :n | token: \",\", near: \":n, :n\"",
        "attribute_exists() | token: \")\", near: \"()\"",
        "attribute_exists(a | token: \"<EOF>\", near: \"a\"",
        "attribute_exists(a = :s) | token: \"=\", near: \"a = :s\"",
        "#name(a) | token: \"(\", near: \"#name(a\"",
        ":s.a = :s | token: \".\", near: \":s.a\"",
        "a = :s + :n | token: \"+\", near: \":s + :n\"",
        "ä = :s | token: \"ä\", near: \"ä =\"",
        "😀 = :s | token: \"😀\", near: \"😀 =\""
      })
  void aMistakeOfSyntaxIsNamedWithItsNeighbours(String text, String tokenAndNear) {
    assertThat(Refusals.of(ExpressionKind.CONDITION, text))
        .isEqualTo("Invalid ConditionExpression: Syntax error; " + tokenAndNear);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "((a = :s)) | The expression has redundant parentheses;",
        "NOT ((a = :s)) | The expression has redundant parentheses;",
        "((a)) = :s | The expression has redundant parentheses;",
        "(((a = :s) AND b = :n)) | The expression has redundant parentheses;",
        "foo(a) | Invalid function name; function: foo",
        "foo(a) = :n | Invalid function name; function: foo",
        "Size(a) = :n | Invalid function name; function: Size",
        "ATTRIBUTE_EXISTS(a) | Invalid function name; function: ATTRIBUTE_EXISTS",
        "if_not_exists(a, :n) = :n |"
            + " The function is not allowed in a condition expression; function: if_not_exists",
        "size(a) | The function is not allowed to be used this way in an expression; function:"
            + " size",
        "NOT size(a) |"
            + " The function is not allowed to be used this way in an expression; function: size",
        "attribute_exists(a) = :bool | The function is not allowed to be used this way in an"
            + " expression; function: attribute_exists",
        "size(begins_with(a, :s)) > :n | The function is not allowed to be used this way in an"
            + " expression; function: begins_with",
        "name = :s | Attribute name is a reserved keyword; reserved keyword: name",
        "a.Name = :s | Attribute name is a reserved keyword; reserved keyword: Name",
        "#none = :s | An expression attribute name used in the document path is not defined;"
            + " attribute name: #none",
        "a = :none | An expression attribute value used in expression is not defined;"
            + " attribute value: :none",
        "size(a, b) > :n | Incorrect number of operands for operator or function;"
            + " operator or function: size, number of operands: 2",
        "attribute_exists(a, b) | Incorrect number of operands for operator or function;"
            + " operator or function: attribute_exists, number of operands: 2",
        "contains(a) | Incorrect number of operands for operator or function;"
            + " operator or function: contains, number of operands: 1",
        "attribute_exists(:s) | Operator or function requires a document path;"
            + " operator or function: attribute_exists",
        "attribute_not_exists(size(a)) | Operator or function requires a document path;"
            + " operator or function: attribute_not_exists",
        "attribute_type(:s, :typeS) | Operator or function requires a document path;"
            + " operator or function: attribute_type",
        "attribute_type(a, :n) | Incorrect operand type for operator or function;"
            + " operator or function: attribute_type, operand type: N",
        "attribute_type(a, b) | Incorrect operand type for operator or function; operator or"
            + " function: attribute_type, operand type: {NS,SS,L,BS,N,M,B,BOOL,NULL,S}",
        "attribute_type(a, :typeX) | Invalid attribute type name found; type: X,"
            + " valid types: {B,NULL,SS,BOOL,L,BS,N,NS,S,M}",
        "begins_with(a, :n) | Incorrect operand type for operator or function;"
            + " operator or function: begins_with, operand type: N",
        "begins_with(:ss, a) | Incorrect operand type for operator or function;"
            + " operator or function: begins_with, operand type: SS",
        "begins_with(a, size(b)) | Incorrect operand type for operator or function;"
            + " operator or function: begins_with, operand type: N",
        "size(:n) > :n | Incorrect operand type for operator or function;"
            + " operator or function: size, operand type: N",
        "size(size(a)) > :n | Incorrect operand type for operator or function;"
            + " operator or function: size, operand type: N",
        "a < :bool | Incorrect operand type for operator or function;"
            + " operator or function: <, operand type: BOOL",
        ":m >= a | Incorrect operand type for operator or function;"
            + " operator or function: >=, operand type: M",
        "a BETWEEN :null AND :n | Incorrect operand type for operator or function;"
            + " operator or function: BETWEEN, operand type: NULL",
        "a = a | The first operand must be distinct from the remaining operands for this operator"
            + " or function; operator: =, first operand: [a]",
        "a.b[1] <> a.b[1] | The first operand must be distinct from the remaining operands for this"
            + " operator or function; operator: <>, first operand: [a, b, [1]]",
        "#name IN (:s, #name) | The first operand must be distinct from the remaining operands for"
            + " this operator or function; operator: IN, first operand: [name]",
        "a BETWEEN b AND a | The first operand must be distinct from the remaining operands for"
            + " this operator or function; operator: BETWEEN, first operand: [a]",
        "contains(a, a) | The first operand must be distinct from the remaining operands for"
            + " this operator or function; operator: contains, first operand: [a]",
        "a BETWEEN :s AND :n | The BETWEEN operator requires same data type for lower and upper"
            + " bounds; lower bound operand: AttributeValue: {S:text}, upper bound operand:"
            + " AttributeValue: {N:5}",
        "a BETWEEN :n AND :n1 | The BETWEEN operator requires upper bound to be greater than or"
            + " equal to lower bound; lower bound operand: AttributeValue: {N:5}, upper bound"
            + " operand: AttributeValue: {N:1}",
        "a BETWEEN :b AND :by | The BETWEEN operator requires upper bound to be greater than or"
            + " equal to lower bound; lower bound operand: AttributeValue: {B:Ynl0ZXM=}, upper"
            + " bound operand: AttributeValue: {B:Ynk=}",
        "a[2147483648] = :s |"
            + " List index is not within the allowable range; index: [2147483648]",
      })
  void aMistakeOfMeaningIsNamed(String text, String reason) {
    assertThat(Refusals.of(ExpressionKind.CONDITION, text))
        .isEqualTo("Invalid ConditionExpression: " + reason);
    assertThat(Refusals.of(ExpressionKind.FILTER, text))
        .isEqualTo("Invalid FilterExpression: " + reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "name = :none AND foo(a) AND ((b = c)) AND | Syntax error",
        "name = :none AND foo(a) AND ((b = c)) | The expression has redundant parentheses",
        "a = a AND size(a) AND name = :none AND foo(a) | Invalid function name",
        "a = a AND begins_with(a, :n) AND name = :none AND size(a) | The function is not allowed",
        "a = a AND begins_with(a, :n) AND b = :none AND name = :n | Attribute name is a reserved",
        "a = a AND begins_with(a, :n) AND b = :none | An expression attribute value used",
        "a BETWEEN :n9 AND :n AND a = a AND begins_with(a, :n) | Incorrect operand type",
        "a BETWEEN :n9 AND :n AND a = a | The first operand must be distinct",
      })
  void ofSeveralMistakesTheOneThatIsCheckedFirstIsTold(String text, String beginning) {
    assertThat(Refusals.of(ExpressionKind.CONDITION, text))
        .startsWith("Invalid ConditionExpression: " + beginning);
  }

  @Test
  void anExpressionIsNotEmpty() {
    for (ExpressionKind kind : ExpressionKind.values()) {
      assertThat(Refusals.of(kind, ""))
          .isEqualTo("Invalid " + kind.wireName() + ": The expression can not be empty;");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {" ", "\t\n"})
  void blanksAloneEndTooEarly(String text) {
    for (ExpressionKind kind : ExpressionKind.values()) {
      assertThat(Refusals.of(kind, text))
          .isEqualTo(
              "Invalid %s: Syntax error; token: \"<EOF>\", near: \"%s\""
                  .formatted(kind.wireName(), text));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "'a =  ' | <EOF> | '=  '",
        "'  !' | ! | '  !'",
        "'a ! ' | ! | 'a ! '",
        "' ! a b' | ! | ' ! a'"
      })
  void blanksAtTheBeginAndAtTheEndAreShown(String text, String token, String near) {
    assertThat(Refusals.of(ExpressionKind.CONDITION, text))
        .isEqualTo(
            "Invalid ConditionExpression: Syntax error; token: \"%s\", near: \"%s\""
                .formatted(token, near));
  }
}
