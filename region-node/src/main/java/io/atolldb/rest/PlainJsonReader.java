package io.atolldb.rest;

import io.atolldb.codec.Utf8;
import io.atolldb.fault.Refusal;
import io.atolldb.item.AttributeValue;
import io.atolldb.item.AttributeValue.BinaryValue;
import io.atolldb.item.AttributeValue.BooleanValue;
import io.atolldb.item.AttributeValue.ListValue;
import io.atolldb.item.AttributeValue.MapValue;
import io.atolldb.item.AttributeValue.NullValue;
import io.atolldb.item.AttributeValue.NumberValue;
import io.atolldb.item.AttributeValue.StringValue;
import io.atolldb.item.Bytes;
import io.atolldb.item.DynamoNumber;
import io.atolldb.item.InvalidNumber;
import io.atolldb.item.Item;
import java.util.ArrayList;
import java.util.Base64;
import java.util.TreeMap;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Reads items from ordinary JSON ([PlainJson]); numbers are taken by their digits, never through a
/// `double`.
final class PlainJsonReader {

  /// Lists and maps within each other, the outermost counted, as everywhere in the API.
  static final int NESTING_MAX = 31;

  private PlainJsonReader() {}

  /// The parser stands on the start of the object.
  static Item item(JsonParser json) throws Refusal {
    var attributes = new TreeMap<String, AttributeValue>();
    String name;
    while ((name = json.nextName()) != null) {
      json.nextToken();
      attributes.put(checkedName(name), value(json, 0));
    }
    return Item.owning(attributes);
  }

  static String checkedName(String name) throws Refusal {
    if (name.isEmpty()) throw Refusal.invalid("The name of an attribute must not be empty");
    return wellFormed(name);
  }

  private static String wellFormed(String text) throws Refusal {
    if (!Utf8.isWellFormed(text)) throw Refusal.invalid("A text holds half a surrogate pair");
    return text;
  }

  /// The value on which the parser stands, within so many lists and maps.
  static AttributeValue value(JsonParser json, int nesting) throws Refusal {
    JsonToken token = json.currentToken();
    if (token == null) throw PlainJson.malformed("it ends early");
    return switch (token) {
      case VALUE_STRING -> new StringValue(wellFormed(json.getString()));
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new NumberValue(number(json.getString()));
      case VALUE_TRUE -> new BooleanValue(true);
      case VALUE_FALSE -> new BooleanValue(false);
      case VALUE_NULL -> new NullValue();
      case START_ARRAY -> list(json, deeper(nesting));
      case START_OBJECT -> object(json, nesting);
      case END_ARRAY, END_OBJECT, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
          throw PlainJson.malformed("there is " + token + " in place of a value");
    };
  }

  static int deeper(int nesting) throws Refusal {
    if (nesting == NESTING_MAX) {
      throw Refusal.invalid("Lists and maps may lie at most " + NESTING_MAX + " deep");
    }
    return nesting + 1;
  }

  static DynamoNumber number(String text) throws Refusal {
    try {
      return DynamoNumber.parse(text);
    } catch (InvalidNumber invalid) {
      throw Refusal.invalid(String.valueOf(invalid.getMessage()));
    }
  }

  private static ListValue list(JsonParser json, int nesting) throws Refusal {
    var elements = new ArrayList<AttributeValue>();
    while (json.nextToken() != JsonToken.END_ARRAY) elements.add(value(json, nesting));
    return new ListValue(elements);
  }

  private static AttributeValue object(JsonParser json, int nesting) throws Refusal {
    String first = json.nextName();
    if (first == null) return emptyMap(nesting);
    json.nextToken();
    if (!PlainJson.isMark(first)) return map(json, first, deeper(nesting));
    AttributeValue marked = marked(first, json, nesting);
    if (json.nextToken() != JsonToken.END_OBJECT) {
      throw Refusal.invalid("'" + first + "' must be the only member of its object");
    }
    return marked;
  }

  private static MapValue emptyMap(int nesting) throws Refusal {
    var _ = deeper(nesting);
    return new MapValue(new TreeMap<>());
  }

  /// What a mark stands before; the parser stands on it.
  static AttributeValue marked(String mark, JsonParser json, int nesting) throws Refusal {
    return switch (mark) {
      case PlainJson.SET -> PlainSet.read(json);
      case PlainJson.BINARY -> new BinaryValue(binary(json));
      default -> {
        if (json.currentToken() != JsonToken.START_OBJECT) {
          throw Refusal.invalid("'" + mark + "' stands before an object");
        }
        String first = json.nextName();
        if (first == null) yield emptyMap(nesting);
        json.nextToken();
        yield map(json, first, deeper(nesting));
      }
    };
  }

  private static MapValue map(JsonParser json, String first, int nesting) throws Refusal {
    var entries = new TreeMap<String, AttributeValue>();
    entries.put(checkedName(first), value(json, nesting));
    String name;
    while ((name = json.nextName()) != null) {
      json.nextToken();
      entries.put(checkedName(name), value(json, nesting));
    }
    return new MapValue(entries);
  }

  static Bytes binary(JsonParser json) throws Refusal {
    if (json.currentToken() != JsonToken.VALUE_STRING) {
      throw Refusal.invalid("'" + PlainJson.BINARY + "' stands before a string in base64");
    }
    return binary(json.getString());
  }

  /// Of either alphabet, with padding or without.
  static Bytes binary(String base64) throws Refusal {
    try {
      String urlSafe = base64.replace('+', '-').replace('/', '_');
      return Bytes.owning(Base64.getUrlDecoder().decode(urlSafe));
    } catch (IllegalArgumentException _) {
      throw Refusal.invalid("Binary values are written in base64");
    }
  }
}
