package io.atolldb.request;

import static io.atolldb.fault.ApiFault.Validation.INVALID;

import io.atolldb.catalog.Indexes;
import io.atolldb.fault.Refusal;
import io.atolldb.request.TableChoices.KeyType;
import io.atolldb.table.KeyAttribute;
import io.atolldb.table.KeySchema;
import io.atolldb.table.ScalarType;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Makes a key schema of the two members that describe it.
final class TableKeysCheck {

  private static final int NAME_LENGTH_MAX = 255;
  private static final int KEY_ELEMENTS_MAX = 2;

  private TableKeysCheck() {}

  static void definitionConstraints(@Nullable List<SentDefinition> sent) throws Refusal {
    int number = 0;
    for (SentDefinition definition : Constraints.present("AttributeDefinitions", sent)) {
      String member = "AttributeDefinitions." + ++number + ".member.";
      requireName(member + "AttributeName", definition.name());
      var _ = Constraints.present(member + "AttributeType", definition.type());
      var _ = TableChoices.SCALAR_TYPE.of(definition.type());
    }
  }

  static void keyConstraints(@Nullable List<SentKeyElement> sent) throws Refusal {
    List<SentKeyElement> elements = Constraints.present("KeySchema", sent);
    Constraints.length("KeySchema", elements.size(), 1, KEY_ELEMENTS_MAX);
    elementConstraints("KeySchema.", elements);
  }

  /// Of the elements of a key schema, which `list` names.
  static void elementConstraints(String list, List<SentKeyElement> elements) throws Refusal {
    int number = 0;
    for (SentKeyElement element : elements) {
      String member = list + ++number + ".member.";
      requireName(member + "AttributeName", element.name());
      var _ = Constraints.present(member + "KeyType", element.keyType());
      var _ = TableChoices.KEY_TYPE.of(element.keyType());
    }
  }

  private static void requireName(String member, @Nullable String sent) throws Refusal {
    String name = Constraints.present(member, sent);
    Constraints.length(member, name.length(), 1, NAME_LENGTH_MAX);
  }

  /// Of members that have passed their constraints.
  static KeySchema schema(SortedMap<String, ScalarType> types, List<SentKeyElement> elements)
      throws Refusal {
    for (SentKeyElement element : elements) {
      if (!types.containsKey(element.name())) {
        throw Refusal.invalid("Invalid KeySchema: Some index key attribute have no definition");
      }
    }
    requireType(elements.getFirst(), KeyType.HASH, "first");
    KeyAttribute partition = attribute(elements.getFirst(), types);
    KeyAttribute sort = null;
    if (elements.size() > 1) {
      requireType(elements.get(1), KeyType.RANGE, "second");
      sort = attribute(elements.get(1), types);
      if (sort.name().equals(partition.name())) {
        throw Refusal.invalid(
            "Both the Hash Key and the Range Key element in the KeySchema have the same name");
      }
    }
    return new KeySchema(partition, sort);
  }

  /// No attribute may be defined that is no key.
  static void requireUsed(SortedMap<String, ScalarType> types, KeySchema keys, Indexes indexes)
      throws Refusal {
    List<KeyAttribute> used = indexes.keyAttributes(keys);
    if (used.size() == types.size()) return;
    if (indexes.isEmpty()) {
      throw Refusal.invalid(
          INVALID
              + "Number of attributes in KeySchema does not exactly match number of attributes"
              + " defined in AttributeDefinitions");
    }
    var names = new TreeSet<String>();
    for (KeyAttribute attribute : used) names.add(attribute.name());
    throw Refusal.invalid(
        INVALID
            + "Some AttributeDefinitions are not used. AttributeDefinitions: [%s], keys used: [%s]"
                .formatted(String.join(", ", types.keySet()), String.join(", ", names)));
  }

  /// The types of attributes by their names.
  static SortedMap<String, ScalarType> types(List<SentDefinition> definitions) throws Refusal {
    var types = new TreeMap<String, ScalarType>();
    for (SentDefinition definition : definitions) {
      String name = Constraints.present("AttributeName", definition.name());
      if (types.put(name, TableChoices.SCALAR_TYPE.of(definition.type())) != null) {
        throw Refusal.invalid(INVALID + "Duplicate AttributeName in AttributeDefinitions: " + name);
      }
    }
    return types;
  }

  private static void requireType(SentKeyElement element, KeyType type, String place)
      throws Refusal {
    if (TableChoices.KEY_TYPE.of(element.keyType()) == type) return;
    throw Refusal.invalid(
        "Invalid KeySchema: The %s KeySchemaElement is not a %s key type".formatted(place, type));
  }

  private static KeyAttribute attribute(SentKeyElement element, Map<String, ScalarType> types)
      throws Refusal {
    String name = Constraints.present("AttributeName", element.name());
    return new KeyAttribute(name, Constraints.present("AttributeType", types.get(name)));
  }
}
