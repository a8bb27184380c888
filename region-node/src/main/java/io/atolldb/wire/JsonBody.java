package io.atolldb.wire;

import io.atolldb.codec.Utf8;
import io.atolldb.fault.ApiFault;
import io.atolldb.fault.Refusal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.StreamConstraintsException;

/// A request's body, read from front to back: each method takes the value that stands next, or
/// refuses in the service's words because a value of another JSON type stands there.
///
/// A member whose value is `null` counts as not sent. Members nobody asks for are skipped.
final class JsonBody implements AutoCloseable {

  private final JsonParser parser;

  private final String host;

  private JsonBody(JsonParser parser, String host) {
    this.parser = parser;
    this.host = host;
  }

  /// Reads one whole body.
  static <Q> Q read(RequestBody sent, JsonReader<Q> reader) throws Refusal {
    JsonParser parser = Json.parser(sent.bytes(), sent.length());
    try (var body = new JsonBody(parser, sent.host())) {
      body.parser.nextToken();
      Q value = reader.read(body);
      if (body.parser.nextToken() != null) throw malformed();
      return value;
    } catch (StreamConstraintsException _) {
      boolean tooDeep = parser.streamReadContext().getNestingDepth() >= Json.NESTING_MAX;
      throw tooDeep ? Refusal.invalid(AttributeValueReader.TOO_DEEP) : malformed();
    } catch (JacksonException broken) {
      throw malformed();
    }
  }

  /// The host and port that the body was sent to.
  String host() {
    return host;
  }

  @Override
  public void close() {
    parser.close();
  }

  /// What the service says of a body that is no JSON: nothing.
  private static Refusal malformed() {
    return new Refusal(new ApiFault.Serialization(""));
  }

  static Refusal unexpected(String message) {
    return new Refusal(new ApiFault.Serialization(message));
  }

  /// Enters an object that the API calls a structure.
  void enterStructure() throws Refusal {
    enter(JsonToken.START_OBJECT, "Unexpected value type in payload");
  }

  /// Enters an object that the API calls a map.
  void enterMap() throws Refusal {
    enter(JsonToken.START_OBJECT, "Unexpected field type");
  }

  void enterList() throws Refusal {
    enter(JsonToken.START_ARRAY, "Unexpected field type");
  }

  private void enter(JsonToken expected, String ifScalar) throws Refusal {
    JsonToken token = parser.currentToken();
    if (token == expected) return;
    if (token == null) throw malformed();
    throw isContainer(token) ? misplaced(token) : unexpected(ifScalar);
  }

  /// The name of the next member of the object that was entered, or null at its end. The member's
  /// value stands next then; it is not `null`.
  @Nullable String nextMember() {
    while (true) {
      String name = parser.nextName();
      if (name == null) return null;
      if (parser.nextToken() != JsonToken.VALUE_NULL) return name;
    }
  }

  /// Like [#nextMember], but shows members that are `null` too: see [#isNull].
  @Nullable String nextEntry() throws Refusal {
    String name = parser.nextName();
    if (name == null) return null;
    parser.nextToken();
    return wellFormed(name);
  }

  /// Whether the list that was entered has one more element; it stands next then.
  boolean nextElement() {
    return parser.nextToken() != JsonToken.END_ARRAY;
  }

  boolean isNull() {
    return parser.currentToken() == JsonToken.VALUE_NULL;
  }

  void skip() {
    parser.skipChildren();
  }

  String text() throws Refusal {
    JsonToken token = parser.currentToken();
    if (token == JsonToken.VALUE_STRING) return wellFormed(parser.getString());
    throw notConvertible(token, "String");
  }

  /// Half a surrogate pair is no character: UTF-8 has no bytes for it.
  private static String wellFormed(String text) throws Refusal {
    if (!Utf8.isWellFormed(text)) throw malformed();
    return text;
  }

  boolean truth() throws Refusal {
    JsonToken token = parser.currentToken();
    if (token == JsonToken.VALUE_TRUE) return true;
    if (token == JsonToken.VALUE_FALSE) return false;
    if (token == JsonToken.VALUE_STRING) throw unexpected("Unexpected token received from parser");
    throw notConvertible(token, "Boolean");
  }

  /// A whole number; a fraction is cut off, as the service does.
  int integer() throws Refusal {
    long value = wholeNumber("Integer");
    if (value != (int) value) throw unexpected("NUMBER_VALUE cannot be converted to Integer");
    return (int) value;
  }

  long longInteger() throws Refusal {
    return wholeNumber("Long");
  }

  private long wholeNumber(String type) throws Refusal {
    JsonToken token = parser.currentToken();
    if (token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_NUMBER_FLOAT) {
      double rough = parser.getDoubleValue();
      if (Math.abs(rough) >= Long.MAX_VALUE) {
        throw unexpected("NUMBER_VALUE cannot be converted to " + type);
      }
      return token == JsonToken.VALUE_NUMBER_INT ? parser.getLongValue() : (long) rough;
    }
    throw notConvertible(token, type);
  }

  double decimal() throws Refusal {
    JsonToken token = parser.currentToken();
    if (token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_NUMBER_FLOAT) {
      return parser.getDoubleValue();
    }
    throw notConvertible(token, "Double");
  }

  /// Base64 with padding.
  byte[] binary() throws Refusal {
    JsonToken token = parser.currentToken();
    if (token != JsonToken.VALUE_STRING) {
      throw isContainer(token)
          ? misplaced(token, "java.nio.ByteBuffer")
          : unexpected("only base-64-encoded strings are convertible to bytes");
    }
    return Base64Text.bytes(parser.getString());
  }

  List<String> texts() throws Refusal {
    enterList();
    var texts = new ArrayList<String>();
    while (nextElement()) texts.add(text());
    return texts;
  }

  SortedMap<String, String> textMap() throws Refusal {
    enterMap();
    var map = new TreeMap<String, String>();
    String name;
    while ((name = nextMember()) != null) map.put(name, text());
    return Collections.unmodifiableSortedMap(map);
  }

  private static boolean isContainer(@Nullable JsonToken token) {
    return token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY;
  }

  /// Where a value of this class should stand, the service calls a list a collection.
  private static Refusal misplaced(JsonToken container, String expected) {
    return container == JsonToken.START_ARRAY
        ? unexpected("Unrecognized collection type class " + expected)
        : misplaced(container);
  }

  private static Refusal misplaced(JsonToken container) {
    return unexpected(
        container == JsonToken.START_ARRAY
            ? "Start of list found where not expected"
            : "Start of structure or map found where not expected");
  }

  private static Refusal notConvertible(@Nullable JsonToken token, String type) {
    if (token == null) return malformed();
    String found =
        switch (token) {
          case VALUE_NUMBER_INT -> "NUMBER_VALUE";
          case VALUE_NUMBER_FLOAT -> "DECIMAL_VALUE";
          case VALUE_TRUE -> "TRUE_VALUE";
          case VALUE_FALSE -> "FALSE_VALUE";
          case VALUE_STRING -> "STRING_VALUE";
          case VALUE_NULL -> "NULL_VALUE";
          case START_OBJECT, START_ARRAY -> null;
          case END_OBJECT, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
              throw new IllegalStateException("a value stands next, not " + token);
        };
    return found == null
        ? misplaced(token, "java.lang." + type)
        : unexpected(found + " cannot be converted to " + type);
  }
}
