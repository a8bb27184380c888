package io.atolldb.wire;

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
import java.util.Map;
import tools.jackson.core.JsonGenerator;

/// Writes attribute values as the API spells them: `{"S":"text"}`.
final class AttributeValueWriter {

  private AttributeValueWriter() {}

  /// The attributes of an item, as one object.
  static void write(Item item, JsonGenerator json) {
    write(item.attributes(), json);
  }

  private static void write(Map<String, AttributeValue> attributes, JsonGenerator json) {
    json.writeStartObject();
    for (Map.Entry<String, AttributeValue> attribute : attributes.entrySet()) {
      json.writeName(attribute.getKey());
      write(attribute.getValue(), json);
    }
    json.writeEndObject();
  }

  static void write(AttributeValue value, JsonGenerator json) {
    json.writeStartObject();
    json.writeName(value.typeCode());
    switch (value) {
      case StringValue(String text) -> json.writeString(text);
      case NumberValue(DynamoNumber number) -> json.writeString(number.toString());
      case BinaryValue(Bytes bytes) -> json.writeBinary(bytes.unsafeArray());
      case BooleanValue(boolean truth) -> json.writeBoolean(truth);
      case NullValue() -> json.writeBoolean(true);
      case ListValue(var elements) -> {
        json.writeStartArray();
        for (AttributeValue element : elements) write(element, json);
        json.writeEndArray();
      }
      case MapValue(var entries) -> write(entries, json);
      case StringSet(var members) -> {
        json.writeStartArray();
        for (String member : members) json.writeString(member);
        json.writeEndArray();
      }
      case NumberSet(var members) -> {
        json.writeStartArray();
        for (DynamoNumber member : members) json.writeString(member.toString());
        json.writeEndArray();
      }
      case BinarySet(var members) -> {
        json.writeStartArray();
        for (Bytes member : members) json.writeBinary(member.unsafeArray());
        json.writeEndArray();
      }
    }
    json.writeEndObject();
  }
}
