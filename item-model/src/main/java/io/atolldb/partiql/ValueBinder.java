package io.atolldb.partiql;

import io.atolldb.expression.InvalidExpression;
import io.atolldb.item.AttributeValue;
import io.atolldb.item.AttributeValue.ListValue;
import io.atolldb.item.AttributeValue.MapValue;
import io.atolldb.item.AttributeValue.NumberSet;
import io.atolldb.item.AttributeValue.NumberValue;
import io.atolldb.item.AttributeValue.StringSet;
import io.atolldb.item.AttributeValue.StringValue;
import io.atolldb.item.DynamoNumber;
import io.atolldb.item.Item;
import io.atolldb.item.Utf8Order;
import io.atolldb.partiql.Term.Field;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Makes values of terms. A parameter is a value as a whole; inside of lists, tuples and bags there
/// are none.
final class ValueBinder {

  private static final String ROOT = "root";

  private final List<AttributeValue> parameters;

  ValueBinder(List<AttributeValue> parameters) {
    this.parameters = parameters;
  }

  /// The value; null where the term is none by itself.
  @Nullable AttributeValue valueOf(Term term) throws InvalidExpression {
    return switch (term) {
      case Term.Parameter(int number, _) -> parameters.get(number);
      case Term.Constant(var value, _) -> value;
      case Term.Sequence _, Term.Bag _, Term.Tuple _ -> literal(term, ROOT, 1);
      case Term.Attribute _, Term.Call _, Term.Operation _ -> null;
      case Term.IsMissing _, Term.IsNull _ -> null;
      case Term.Missing _ ->
          throw new InvalidExpression("MISSING must be compared using IS operator");
    };
  }

  /// The item that a tuple is.
  Item item(Term term) throws InvalidExpression {
    if (!(term instanceof Term.Tuple(var fields, Position at))) {
      throw new InvalidExpression(
          "Unsupported format in item expression. Please use struct format {...} to express item"
              + " values for insert statement."
              + term.at());
    }
    var attributes = new TreeMap<String, AttributeValue>();
    for (Field field : fields) {
      boolean parameter = field.value() instanceof Term.Parameter;
      AttributeValue value = parameter ? valueOf(field.value()) : literal(field.value(), ROOT, 1);
      put(attributes, nameOf(field, ROOT), value, ROOT, at);
    }
    return Item.owning(attributes);
  }

  /// @param place the way to the term in the whole value, for messages
  /// @param depth how many lists and maps there would be around what is inside it
  private AttributeValue literal(Term term, String place, int depth) throws InvalidExpression {
    return switch (term) {
      case Term.Constant(var value, _) -> value;
      case Term.Sequence(var elements, _) -> list(elements, place, depth);
      case Term.Bag(var members, Position at) -> set(members, at);
      case Term.Tuple(var fields, Position at) -> map(fields, at, place, depth);
      case Term.Missing(Position at) -> throw unsupported("MISSING", place, at);
      case Term.Parameter(_, Position at) -> throw unsupported("Parameter", place, at);
      case Term.Attribute(_, Position at) -> throw unsupported("VariableReference", place, at);
      case Term.Call(String function, _, Position at) -> throw unsupported(function, place, at);
      case Term.Operation(var operator, _, Position at) ->
          throw unsupported(operator.symbol(), place, at);
      case Term.IsMissing(_, Position at) -> throw unsupported("is", place, at);
      case Term.IsNull(_, Position at) -> throw unsupported("is", place, at);
    };
  }

  private static InvalidExpression unsupported(String what, String place, Position at) {
    return new InvalidExpression("Unsupported data type: " + what + " under key " + place + at);
  }

  private AttributeValue list(List<Term> elements, String place, int depth)
      throws InvalidExpression {
    requireDepth(depth);
    var values = new ArrayList<AttributeValue>();
    for (Term element : elements) {
      values.add(literal(element, place + "." + values.size(), depth + 1));
    }
    return new ListValue(values);
  }

  private AttributeValue map(List<Field> fields, Position at, String place, int depth)
      throws InvalidExpression {
    requireDepth(depth);
    var entries = new TreeMap<String, AttributeValue>();
    for (Field field : fields) {
      String name = nameOf(field, place);
      put(entries, name, literal(field.value(), place + "." + name, depth + 1), place, at);
    }
    return new MapValue(entries);
  }

  private static void requireDepth(int depth) throws InvalidExpression {
    if (depth <= StatementLimits.VALUE_DEPTH_MAX) return;
    throw new InvalidExpression("Nesting Levels have exceeded supported limits");
  }

  private static String nameOf(Field field, String place) throws InvalidExpression {
    if (field.name() instanceof Term.Constant(StringValue(String name), _)) {
      if (!name.isEmpty()) return name;
      throw new InvalidExpression("Path component cannot be an empty string");
    }
    throw new InvalidExpression(
        "Tuple keys must be of type String. Actual type: %s under %s%s"
            .formatted(typeOf(field.name()), place, field.name().at()));
  }

  private static String typeOf(Term term) {
    return switch (term) {
      case Term.Constant(var value, _) ->
          switch (value.typeCode()) {
            case "N" -> "INT";
            case "BOOL" -> "BOOL";
            default -> "NULL";
          };
      case Term.Missing _ -> "MISSING";
      case Term.Parameter _ -> "Parameter";
      case Term.Attribute _ -> "VariableReference";
      case Term.Sequence _ -> "Seq";
      case Term.Bag _ -> "Bag";
      case Term.Tuple _ -> "Struct";
      case Term.Call _, Term.Operation _, Term.IsMissing _, Term.IsNull _ -> "NAry";
    };
  }

  private static void put(
      TreeMap<String, AttributeValue> entries,
      String name,
      @Nullable AttributeValue value,
      String place,
      Position at)
      throws InvalidExpression {
    if (value == null) throw new IllegalStateException("no value for " + name);
    if (entries.put(name, value) == null) return;
    throw new InvalidExpression("Duplicate keys in tuple. Key: " + name + " under " + place + at);
  }

  private static AttributeValue set(List<Term> members, Position at) throws InvalidExpression {
    if (members.isEmpty()) throw new InvalidExpression("Empty bags are not supported" + at);
    var strings = new TreeSet<String>(Utf8Order.INSTANCE);
    var numbers = new TreeSet<DynamoNumber>(Comparator.naturalOrder());
    for (Term member : members) {
      if (!(member instanceof Term.Constant(AttributeValue value, _))) throw mixed(member.at());
      boolean added;
      if (value instanceof StringValue(String text)) added = strings.add(text);
      else if (value instanceof NumberValue(DynamoNumber number)) added = numbers.add(number);
      else throw mixed(member.at());
      if (!added) throw new InvalidExpression("Input collection contains duplicates");
    }
    if (!strings.isEmpty() && !numbers.isEmpty()) throw mixed(at);
    return numbers.isEmpty() ? new StringSet(strings) : new NumberSet(numbers);
  }

  private static InvalidExpression mixed(Position at) {
    return new InvalidExpression(
        "Unsupported data type in Bag. DynamoDB only supports either numbers or strings in bags"
            + at);
  }
}
