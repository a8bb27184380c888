package io.atolldb.expression;

import io.atolldb.item.AttributeValue;
import io.atolldb.item.AttributeValue.BinaryValue;
import io.atolldb.item.AttributeValue.NumberValue;
import io.atolldb.item.AttributeValue.StringValue;
import java.util.Base64;
import java.util.Collection;

/// What the service says about expressions, word for word, mistakes included. The one place to
/// change when it says something else.
final class Wording {

  static final String EMPTY = "The expression can not be empty;";
  static final String REDUNDANT_PARENTHESES = "The expression has redundant parentheses;";

  // Found while an update is applied to an item.
  static final String MISSING_ATTRIBUTE =
      "The provided expression refers to an attribute that does not exist in the item";
  static final String WRONG_OPERAND =
      "An operand in the update expression has an incorrect data type";
  static final String WRONG_PATH =
      "The document path provided in the update expression is invalid for update";
  static final String WRONG_TYPE_TO_UPDATE = "Type mismatch for attribute to update";
  static final String TOO_DEEP = "Nesting Levels have exceeded supported limits";

  // Of key conditions, without the name of the expression before them.
  static final String ONE_CONDITION_PER_KEY =
      "KeyConditionExpressions must only contain one condition per key";
  static final String KEY_NESTED_OPERATION =
      "KeyConditionExpressions cannot contain nested operations";
  static final String KEY_NESTED_ATTRIBUTE =
      "KeyConditionExpressions cannot have conditions on nested attributes";
  static final String KEY_NO_ATTRIBUTE =
      "Invalid condition in KeyConditionExpression: No key attribute specified";
  static final String KEY_MANY_ATTRIBUTES =
      "Invalid condition in KeyConditionExpression: Multiple attribute names used in one condition";
  static final String KEY_CONDITION_COUNT = "Conditions can be of length 1 or 2 only";
  static final String KEY_NOT_SUPPORTED = "Query key condition not supported";
  static final String KEY_TYPE =
      "One or more parameter values were invalid: Condition parameter type does not match schema"
          + " type";

  private Wording() {}

  static String invalid(ExpressionKind kind, String reason) {
    return "Invalid " + kind.wireName() + ": " + reason;
  }

  static String syntaxError(String token, String near) {
    return "Syntax error; token: \"" + token + "\", near: \"" + near + "\"";
  }

  static String tooLong(int bytes) {
    return "Expression size has exceeded the maximum allowed size; expression size: " + bytes;
  }

  static String tooManyOperators(int count) {
    return "The expression contains too many operators; operator count: " + count;
  }

  static String reservedWord(String word) {
    return "Attribute name is a reserved keyword; reserved keyword: " + word;
  }

  static String undefinedName(String placeholder) {
    return "An expression attribute name used in the document path is not defined; attribute name: "
        + placeholder;
  }

  static String undefinedValue(String placeholder) {
    return "An expression attribute value used in expression is not defined; attribute value: "
        + placeholder;
  }

  static String pathTooDeep(int depth) {
    return "The document path has too many nesting levels; nesting levels: " + depth;
  }

  static String indexOutOfRange(String index) {
    return "List index is not within the allowable range; index: [" + index + "]";
  }

  static String overlap(DocumentPath first, DocumentPath second) {
    return "Two document paths overlap with each other; must remove or rewrite one of these paths;"
        + pathOneAndTwo(first, second);
  }

  static String conflict(DocumentPath first, DocumentPath second) {
    return "Two document paths conflict with each other; must remove or rewrite one of these paths;"
        + pathOneAndTwo(first, second);
  }

  private static String pathOneAndTwo(DocumentPath first, DocumentPath second) {
    return " path one: " + first + ", path two: " + second;
  }

  static String unknownFunction(String name) {
    return "Invalid function name; function: " + name;
  }

  static String functionNotInCondition(String name) {
    return "The function is not allowed in a condition expression; function: " + name;
  }

  static String functionNotInUpdate(String name) {
    return "The function is not allowed in an update expression; function: " + name;
  }

  static String misplacedFunction(String name) {
    return "The function is not allowed to be used this way in an expression; function: " + name;
  }

  static String operandCount(String operator, int count) {
    return "Incorrect number of operands for operator or function; operator or function: "
        + operator
        + ", number of operands: "
        + count;
  }

  static String operandType(String operator, String type) {
    return "Incorrect operand type for operator or function; operator or function: "
        + operator
        + ", operand type: "
        + type;
  }

  static String tooManyCandidates(int count) {
    return "The IN operator is provided with too many operands; number of operands: " + count;
  }

  /// Of `ADD` and `DELETE`, for which the service spells types in another way.
  static String sectionOperandType(String section, AttributeValue operand) {
    return "Incorrect operand type for operator or function; operator: "
        + section
        + ", operand type: "
        + typeInFull(operand)
        + ", typeSet: ALLOWED_FOR_"
        + section
        + "_OPERAND";
  }

  static String pathRequired(String function) {
    return "Operator or function requires a document path; operator or function: " + function;
  }

  static String unknownTypeName(String type) {
    return "Invalid attribute type name found; type: "
        + type
        + ", valid types: {B,NULL,SS,BOOL,L,BS,N,NS,S,M}";
  }

  /// The operand type that is named where `attribute_type` compares with a path.
  static String anyType() {
    return "{NS,SS,L,BS,N,M,B,BOOL,NULL,S}";
  }

  static String notDistinct(String operator, DocumentPath first) {
    return "The first operand must be distinct from the remaining operands for this operator or"
        + " function; operator: "
        + operator
        + ", first operand: "
        + first;
  }

  static String boundsOfTwoTypes(AttributeValue lower, AttributeValue upper) {
    return "The BETWEEN operator requires same data type for lower and upper bounds;"
        + bounds(lower, upper);
  }

  static String boundsReversed(AttributeValue lower, AttributeValue upper) {
    return "The BETWEEN operator requires upper bound to be greater than or equal to lower bound;"
        + bounds(lower, upper);
  }

  private static String bounds(AttributeValue lower, AttributeValue upper) {
    return " lower bound operand: " + shown(lower) + ", upper bound operand: " + shown(upper);
  }

  static String sectionTwice(String section) {
    return "The \"" + section + "\" section can only be used once in an update expression;";
  }

  static String keyOperator(String operator) {
    return "Invalid operator used in KeyConditionExpression: " + operator;
  }

  static String keyMustComeFirst(String operator) {
    return "Invalid condition in KeyConditionExpression: "
        + operator
        + " operator must have the key attribute as its first operand";
  }

  static String keyMissed(String attribute) {
    return "Query condition missed key schema element: " + attribute;
  }

  static String placeholdersEmpty(String member) {
    return member + " must not be empty";
  }

  static String placeholderEmpty(String member) {
    return member + " contains invalid key: The expression attribute map contains an empty key;";
  }

  static String placeholderSyntax(String member, String key) {
    return member + " contains invalid key: Syntax error; key: \"" + key + "\"";
  }

  /// The size is told of names only.
  static String placeholderTooLong(String member, String key) {
    return member
        + " contains invalid key: The expression attribute map contains a key that is too long;"
        + (key.startsWith("#") ? " size of key: " + key.length() : "");
  }

  static String placeholderValue(String member, String reason, String key) {
    return member + " contains invalid value: " + reason + " for key " + key;
  }

  static String placeholdersTooLarge(long bytes) {
    return "The total size of ExpressionAttributeNames and ExpressionAttributeValues has exceeded"
        + " the maximum allowed size; size: "
        + bytes;
  }

  static String unused(String member, Collection<String> keys) {
    return "Value provided in "
        + member
        + " unused in expressions: keys: {"
        + String.join(", ", keys)
        + "}";
  }

  private static String typeInFull(AttributeValue value) {
    return switch (value) {
      case AttributeValue.StringValue _ -> "STRING";
      case AttributeValue.NumberValue _ -> "NUMBER";
      case AttributeValue.BinaryValue _ -> "BINARY";
      case AttributeValue.BooleanValue _ -> "BOOLEAN";
      case AttributeValue.NullValue _ -> "NULL";
      case AttributeValue.ListValue _ -> "LIST";
      case AttributeValue.MapValue _ -> "MAP";
      case AttributeValue.StringSet _ -> "STRING_SET";
      case AttributeValue.NumberSet _ -> "NUMBER_SET";
      case AttributeValue.BinarySet _ -> "BINARY_SET";
    };
  }

  /// Only strings, numbers and binaries are ever bounds; of others the type says enough.
  private static String shown(AttributeValue value) {
    String content =
        switch (value) {
          case StringValue(var text) -> text;
          case NumberValue(var number) -> number.toString();
          case BinaryValue(var bytes) -> Base64.getEncoder().encodeToString(bytes.unsafeArray());
          case AttributeValue.BooleanValue _,
              AttributeValue.NullValue _,
              AttributeValue.ListValue _,
              AttributeValue.MapValue _,
              AttributeValue.StringSet _,
              AttributeValue.NumberSet _,
              AttributeValue.BinarySet _ ->
              "";
        };
    return "AttributeValue: {" + value.typeCode() + ":" + content + "}";
  }
}
