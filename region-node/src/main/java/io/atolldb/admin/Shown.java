package io.atolldb.admin;

import io.atolldb.clock.HybridTimestamp;
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
import io.atolldb.item.Item;
import io.atolldb.stored.ItemVersion;
import io.atolldb.version.VersionVector;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How the admin port shows items, times and vectors: items in DynamoDB's own JSON, so that an
/// image can be pasted into a request; timestamps as `milliseconds.counter`.
final class Shown {

  /// A stored version. `image` is null for a tombstone.
  record Write(
      @Nullable Object image,
      String kind,
      String origin,
      String time,
      String timestamp,
      Map<String, String> vector) {

    Write withoutImage() {
      return new Write(null, kind, origin, time, timestamp, vector);
    }
  }

  private Shown() {}

  static Write write(ItemVersion version) {
    HybridTimestamp stamp = version.version().timestamp();
    return new Write(
        version.exists() ? item(version.item()) : null,
        version.kind().name(),
        stamp.region().name(),
        Instant.ofEpochMilli(stamp.wallMillis()).toString(),
        timestamp(stamp.packed()),
        vector(version.version().vector()));
  }

  static String timestamp(long packed) {
    return (packed >>> HybridTimestamp.COUNTER_BITS) + "." + (packed & HybridTimestamp.COUNTER_MAX);
  }

  static Map<String, String> vector(VersionVector vector) {
    var shown = new LinkedHashMap<String, String>();
    for (int at = 0; at < vector.size(); at++) {
      shown.put(vector.region(at).name(), timestamp(vector.packed(at)));
    }
    return shown;
  }

  static Map<String, Object> item(Item item) {
    var shown = new LinkedHashMap<String, Object>();
    item.attributes().forEach((name, value) -> shown.put(name, value(value)));
    return shown;
  }

  private static Map<String, Object> value(AttributeValue value) {
    return switch (value) {
      case StringValue(var text) -> one(value, text);
      case NumberValue(var number) -> one(value, number.toString());
      case BinaryValue(var bytes) -> one(value, base64(bytes.toArray()));
      case BooleanValue(var truth) -> one(value, truth);
      case NullValue() -> one(value, true);
      case ListValue(var elements) -> one(value, elements.stream().map(Shown::value).toList());
      case MapValue(var entries) -> one(value, entries(entries));
      case StringSet(var members) -> one(value, members);
      case NumberSet(var members) -> one(value, members.stream().map(Object::toString).toList());
      case BinarySet(var members) ->
          one(value, members.stream().map(member -> base64(member.toArray())).toList());
    };
  }

  private static Map<String, Object> entries(Map<String, AttributeValue> entries) {
    var shown = new LinkedHashMap<String, Object>();
    entries.forEach((name, member) -> shown.put(name, value(member)));
    return shown;
  }

  private static Map<String, Object> one(AttributeValue value, Object content) {
    var shown = new LinkedHashMap<String, Object>();
    shown.put(value.typeCode(), content);
    return shown;
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
