package io.atolldb.wire;

import io.atolldb.fault.Refusal;
import io.atolldb.item.AttributeName;
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
import io.atolldb.request.SentItem;
import io.atolldb.request.SentValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Reads attribute values out of a body. JSON of a wrong type is refused at once; a value that is
/// no value is noted in the [SentItem], because its turn to be refused comes later.
final class AttributeValueReader {

  /// Lists and maps within each other, the outermost counted.
  static final int NESTING_MAX = 31;

  static final String TOO_DEEP =
      "Nesting Levels have exceeded supported limits:"
          + " Attributes in the item have nested levels beyond supported limit";

  /// Stands where no value could be read; the noted problem keeps it from being used.
  private static final AttributeValue NO_VALUE = new NullValue();

  private final JsonBody body;
  private String attribute = "";
  private int nesting;
  private SentItem.@Nullable Problem problem;

  private AttributeValueReader(JsonBody body) {
    this.body = body;
  }

  /// A map from attribute names to values.
  static SentItem item(JsonBody body) throws Refusal {
    body.enterMap();
    var reader = new AttributeValueReader(body);
    var attributes = new TreeMap<String, AttributeValue>();
    String name;
    while ((name = body.nextEntry()) != null) {
      reader.attribute = name;
      reader.checkName(name);
      attributes.put(name, reader.value());
    }
    return new SentItem(Item.owning(attributes), reader.problem);
  }

  static SentValues single(JsonBody body) throws Refusal {
    var reader = new AttributeValueReader(body);
    return reader.sent(List.of(reader.value()));
  }

  static SentValues list(JsonBody body) throws Refusal {
    body.enterList();
    var reader = new AttributeValueReader(body);
    var values = new ArrayList<AttributeValue>();
    while (body.nextElement()) values.add(reader.value());
    return reader.sent(values);
  }

  private SentValues sent(List<AttributeValue> values) {
    return new SentValues(values, problem == null ? null : problem.message());
  }

  private void note(String message) {
    if (problem == null) problem = new SentItem.Problem(attribute, message);
  }

  private void checkName(String name) {
    String wrong = AttributeName.wrong(name);
    if (wrong != null) note(wrong);
  }

  private AttributeValue value() throws Refusal {
    if (body.isNull()) return none();
    body.enterStructure();
    AttributeValue value = null;
    int types = 0;
    String type;
    while ((type = body.nextMember()) != null) {
      AttributeValue read = ofType(type);
      if (read == null) continue;
      value = read;
      types++;
    }
    if (value == null) return none();
    if (types > 1) {
      note(
          "Supplied AttributeValue has more than one datatypes set,"
              + " must contain exactly one of the supported datatypes");
    }
    return value;
  }

  private AttributeValue none() {
    note("Supplied AttributeValue is empty, must contain exactly one of the supported datatypes");
    return NO_VALUE;
  }

  /// Null if there is no such type.
  private @Nullable AttributeValue ofType(String type) throws Refusal {
    return switch (type) {
      case "S" -> new StringValue(body.text());
      case "N" -> number();
      case "B" -> new BinaryValue(Bytes.owning(body.binary()));
      case "BOOL" -> new BooleanValue(body.truth());
      case "NULL" -> nullValue();
      case "L" -> list();
      case "M" -> map();
      case "SS" -> new SetReader(this::note, body).strings();
      case "NS" -> new SetReader(this::note, body).numbers();
      case "BS" -> new SetReader(this::note, body).binaries();
      default -> {
        body.skip();
        yield null;
      }
    };
  }

  private AttributeValue number() throws Refusal {
    try {
      return new NumberValue(DynamoNumber.parse(body.text()));
    } catch (InvalidNumber invalid) {
      note(Objects.requireNonNull(invalid.getMessage()));
      return NO_VALUE;
    }
  }

  private AttributeValue nullValue() throws Refusal {
    if (!body.truth()) {
      note(
          "One or more parameter values were invalid:"
              + " Null attribute value types must have the value of true");
    }
    return new NullValue();
  }

  private AttributeValue list() throws Refusal {
    body.enterList();
    if (tooDeep()) return NO_VALUE;
    nesting++;
    var elements = new ArrayList<AttributeValue>();
    while (body.nextElement()) elements.add(value());
    nesting--;
    return new ListValue(elements);
  }

  private AttributeValue map() throws Refusal {
    body.enterMap();
    if (tooDeep()) return NO_VALUE;
    nesting++;
    var entries = new TreeMap<String, AttributeValue>();
    String name;
    while ((name = body.nextEntry()) != null) {
      checkName(name);
      entries.put(name, value());
    }
    nesting--;
    return new MapValue(entries);
  }

  /// Recursion ends here: what lies deeper is skipped, not read.
  private boolean tooDeep() {
    if (nesting < NESTING_MAX) return false;
    note(TOO_DEEP);
    body.skip();
    return true;
  }
}
