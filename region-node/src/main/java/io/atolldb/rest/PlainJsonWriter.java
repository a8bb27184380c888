package io.atolldb.rest;

import io.atolldb.item.AttributeValue;
import io.atolldb.item.AttributeValue.BinarySet;
import io.atolldb.item.AttributeValue.BinaryValue;
import io.atolldb.item.AttributeValue.BooleanValue;
import io.atolldb.item.AttributeValue.ListValue;
import io.atolldb.item.AttributeValue.MapValue;
import io.atolldb.item.AttributeValue.NullValue;
import io.atolldb.item.AttributeValue.NumberSet;
import io.atolldb.item.AttributeValue.NumberValue;
import io.atolldb.item.AttributeValue.StringSet;
import io.atolldb.item.AttributeValue.StringValue;
import io.atolldb.item.Bytes;
import io.atolldb.item.DynamoNumber;
import io.atolldb.item.Item;
import java.util.SortedMap;
import tools.jackson.core.JsonGenerator;

/// Writes items as ordinary JSON: numbers as JSON numbers with all their digits, what JSON lacks as
/// an object with one marked member ([PlainJson]).
final class PlainJsonWriter {

  private PlainJsonWriter() {}

  static void write(Item item, JsonGenerator json) {
    writeMembers(item.attributes(), json);
  }

  private static void writeMembers(SortedMap<String, AttributeValue> members, JsonGenerator json) {
    json.writeStartObject();
    members.forEach((name, value) -> {
      json.writeName(name);
      write(value, json);
    });
    json.writeEndObject();
  }

  private static void write(AttributeValue value, JsonGenerator json) {
    switch (value) {
      case StringValue(String text) -> json.writeString(text);
      case NumberValue(DynamoNumber number) -> json.writeNumber(number.toString());
      case BooleanValue(boolean truth) -> json.writeBoolean(truth);
      case NullValue() -> json.writeNull();
      case BinaryValue(Bytes bytes) -> write(bytes, json);
      case ListValue(var elements) -> {
        json.writeStartArray();
        for (AttributeValue element : elements) write(element, json);
        json.writeEndArray();
      }
      case MapValue(var entries) -> writeMap(entries, json);
      case StringSet(var members) -> {
        startSet(json);
        for (String member : members) json.writeString(member);
        endSet(json);
      }
      case NumberSet(var members) -> {
        startSet(json);
        for (DynamoNumber member : members) json.writeNumber(member.toString());
        endSet(json);
      }
      case BinarySet(var members) -> {
        startSet(json);
        for (Bytes member : members) write(member, json);
        endSet(json);
      }
    }
  }

  private static void write(Bytes bytes, JsonGenerator json) {
    json.writeStartObject();
    json.writeName(PlainJson.BINARY);
    json.writeBinary(bytes.toArray());
    json.writeEndObject();
  }

  /// A map that looks like one of the marks is itself marked, so that it comes back as it was.
  private static void writeMap(SortedMap<String, AttributeValue> entries, JsonGenerator json) {
    boolean marked = entries.size() == 1 && PlainJson.isMark(entries.firstKey());
    if (marked) {
      json.writeStartObject();
      json.writeName(PlainJson.MAP);
    }
    writeMembers(entries, json);
    if (marked) json.writeEndObject();
  }

  private static void startSet(JsonGenerator json) {
    json.writeStartObject();
    json.writeName(PlainJson.SET);
    json.writeStartArray();
  }

  private static void endSet(JsonGenerator json) {
    json.writeEndArray();
    json.writeEndObject();
  }
}
