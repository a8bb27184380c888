package io.atolldb.rest;

import io.atolldb.codec.Utf8;
import io.atolldb.fault.Refusal;
import io.atolldb.item.AttributeValue;
import io.atolldb.item.AttributeValue.BinarySet;
import io.atolldb.item.AttributeValue.NumberSet;
import io.atolldb.item.AttributeValue.StringSet;
import io.atolldb.item.Bytes;
import io.atolldb.item.DynamoNumber;
import io.atolldb.item.Utf8Order;
import java.util.TreeSet;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Reads what stands behind `$set`: at least one member, all of one type, none twice.
final class PlainSet {

  private final TreeSet<String> texts = new TreeSet<>(Utf8Order.INSTANCE);
  private final TreeSet<DynamoNumber> numbers = new TreeSet<>();
  private final TreeSet<Bytes> binaries = new TreeSet<>();

  private PlainSet() {}

  static AttributeValue read(JsonParser json) throws Refusal {
    if (json.currentToken() != JsonToken.START_ARRAY) {
      throw Refusal.invalid("'" + PlainJson.SET + "' stands before an array");
    }
    var set = new PlainSet();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (!set.take(json)) throw Refusal.invalid("A set has no member twice");
    }
    return set.value();
  }

  /// Whether the member is new.
  private boolean take(JsonParser json) throws Refusal {
    return switch (json.currentToken()) {
      case VALUE_STRING -> {
        String text = json.getString();
        if (!Utf8.isWellFormed(text)) throw Refusal.invalid("A text holds half a surrogate pair");
        yield texts.add(text);
      }
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
          numbers.add(PlainJsonReader.number(json.getString()));
      case START_OBJECT -> binaries.add(binary(json));
      case null -> throw PlainJson.malformed("it ends early");
      case VALUE_TRUE,
          VALUE_FALSE,
          VALUE_NULL,
          START_ARRAY,
          END_ARRAY,
          END_OBJECT,
          PROPERTY_NAME,
          VALUE_EMBEDDED_OBJECT,
          NOT_AVAILABLE ->
          throw mixed();
    };
  }

  private static Bytes binary(JsonParser json) throws Refusal {
    if (!PlainJson.BINARY.equals(json.nextName())) throw mixed();
    json.nextToken();
    Bytes bytes = PlainJsonReader.binary(json);
    if (json.nextToken() != JsonToken.END_OBJECT) throw mixed();
    return bytes;
  }

  private AttributeValue value() throws Refusal {
    int kinds = 0;
    if (!texts.isEmpty()) kinds++;
    if (!numbers.isEmpty()) kinds++;
    if (!binaries.isEmpty()) kinds++;
    if (kinds > 1) throw mixed();
    if (!texts.isEmpty()) return new StringSet(texts);
    if (!numbers.isEmpty()) return new NumberSet(numbers);
    if (!binaries.isEmpty()) return new BinarySet(binaries);
    throw Refusal.invalid("A set has at least one member");
  }

  private static Refusal mixed() {
    return Refusal.invalid(
        "The members of a set are all strings, or all numbers, or all {\"$binary\":…}");
  }
}
