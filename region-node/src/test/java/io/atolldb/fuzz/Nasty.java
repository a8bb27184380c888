package io.atolldb.fuzz;

import java.util.List;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// What is put where it does not belong. Each piece is text as it stands in a body, also text that
/// no tree of JSON can hold; in a tree, a marked string stands for it until the tree is written.
final class Nasty {

  private static final String MARK = "@nasty-";

  private static final List<String> PIECES =
      List.of(
          "null",
          "true",
          "false",
          "0",
          "1",
          "-1",
          "-0",
          "0.5",
          "2147483648",
          "1e1000000000",
          "-1e1000000000",
          "1e-1000000000",
          "9223372036854775808",
          "9".repeat(50),
          "9".repeat(5_000),
          "0." + "0".repeat(200) + "1",
          "NaN",
          "Infinity",
          "+1",
          "01",
          "0x10",
          "1e",
          "-",
          "tru",
          "\"\"",
          "\"x\"",
          "\" \"",
          "\"\\ud800\"",
          "\"\\udc00a\"",
          "\"\\u0000\"",
          "\"\\uffff\"",
          "\"\\x\"",
          "\"\n\"",
          "\"" + "y".repeat(256) + "\"",
          "\"" + "y".repeat(1_025) + "\"",
          "\"" + "y".repeat(2_049) + "\"",
          "\"" + "é".repeat(33_000) + "\"",
          "\"1e126\"",
          "\"1e1000000000\"",
          "\"-0\"",
          "\"NaN\"",
          "\"1.2.3\"",
          "\"" + "1".repeat(39) + "\"",
          "\"arn:aws:dynamodb:us-east-1:000000000000:table/\"",
          "\"../../etc/passwd\"",
          "[]",
          "{}",
          "[[]]",
          "[null]",
          "{\"\":{}}",
          "{\"a\":1,\"a\":2}",
          "[".repeat(40) + "]".repeat(40),
          "[".repeat(2_000),
          "{\"M\":{\"a\":".repeat(33) + "{\"S\":\"deep\"}" + "}}".repeat(33),
          "{\"L\":[".repeat(31) + "{\"N\":\"1\"}" + "]}".repeat(31),
          "{\"L\":[".repeat(600) + "]}".repeat(600),
          "{\"S\":\"a\",\"N\":\"1\"}",
          "{\"S\":null}",
          "{\"S\":\"a\",\"S\":\"b\"}",
          "{\"S\":\"\"}",
          "{\"B\":\"\"}",
          "{\"B\":\"!!!!\"}",
          "{\"B\":\"AAA\"}",
          "{\"N\":\"1e125\"}",
          "{\"N\":\"1e126\"}",
          "{\"N\":\"-1e-130\"}",
          "{\"N\":\"1e-131\"}",
          "{\"N\":\"0e126\"}",
          "{\"N\":\"\"}",
          "{\"N\":1}",
          "{\"NULL\":false}",
          "{\"BOOL\":\"true\"}",
          "{\"SS\":[]}",
          "{\"SS\":[\"a\",\"a\"]}",
          "{\"SS\":[\"\"]}",
          "{\"NS\":[\"1\",\"1.0\"]}",
          "{\"NS\":[\"x\"]}",
          "{\"BS\":[\"AA==\",\"AA==\"]}",
          "{\"L\":[]}",
          "{\"M\":{}}",
          "{\"M\":{\"\":{\"S\":\"a\"}}}",
          "{\"X\":\"a\"}",
          "{\"L\":{}}",
          "{\"M\":[]}",
          "{\"pk\":{\"S\":\"a\"}}",
          "{\"pk\":{\"N\":\"1\"}}");

  /// Words of expressions and statements.
  static final List<String> WORDS =
      List.of(
          " AND ",
          " OR ",
          " NOT ",
          " IN ",
          " BETWEEN ",
          " = ",
          " <> ",
          " < ",
          " + ",
          " - ",
          "(",
          ")",
          "((",
          ",",
          ".",
          "[0]",
          "[99999999999999999999]",
          "[-1]",
          "#",
          ":",
          "#v",
          ":a",
          "pk",
          "sk",
          "size(",
          "attribute_exists(pk)",
          "attribute_type(pk, :a)",
          "begins_with(pk, :a)",
          "contains(",
          "if_not_exists(pk, :a)",
          "list_append(",
          "SET ",
          "REMOVE ",
          "ADD ",
          "DELETE ",
          " SELECT ",
          " FROM ",
          " WHERE ",
          "?",
          "'",
          "\"",
          "''",
          "\u0000",
          "💧",
          " ",
          "\n",
          "*",
          "a",
          "0",
          "A.b.c[1].d");

  private Nasty() {}

  static JsonNode node(RandomGenerator chance) {
    return JsonNodeFactory.instance.stringNode(MARK + chance.nextInt(PIECES.size()) + "@");
  }

  static String text(RandomGenerator chance) {
    return PIECES.get(chance.nextInt(PIECES.size()));
  }

  /// The body with every mark replaced by what it stands for.
  static String unmarked(String body) {
    if (!body.contains(MARK)) return body;
    String text = body;
    for (int at = 0; at < PIECES.size(); at++) {
      text = text.replace("\"" + MARK + at + "@\"", PIECES.get(at));
    }
    return text;
  }
}
