package io.atolldb.differential;

import java.lang.reflect.Method;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;

/// What the model of the API, as the SDK has it, says about the members of a request: a judge that
/// is neither of the two that are compared.
final class ModelTypes {

  /// What must hold of a member and of whatever is in it.
  private interface Rule {
    boolean holds(SdkPojo shape, SdkField<?> field, Object value);
  }

  private ModelTypes() {}

  /// Whether every member that the model knows has the JSON type that the model gives it.
  static boolean fit(Call call) {
    return holds(request(call.operation()), call.body(), ModelTypes::hasType);
  }

  /// Whether every enumeration has one of the words that the model gives it.
  static boolean knowWords(Call call) {
    return holds(request(call.operation()), call.body(), ModelTypes::hasWord);
  }

  /// The members of a request are those of its builder.
  private static SdkPojo request(String operation) {
    String name = DynamoDbRequest.class.getPackageName() + "." + operation + "Request";
    try {
      return (SdkPojo) Class.forName(name).getMethod("builder").invoke(null);
    } catch (ReflectiveOperationException none) {
      throw new IllegalStateException(operation + " is not in the model", none);
    }
  }

  private static boolean holds(SdkPojo shape, Map<String, Object> object, Rule rule) {
    return shape.sdkFields().stream()
        .allMatch(field -> {
          Object value = object.get(field.locationName());
          return value == null || holds(shape, field, value, rule);
        });
  }

  private static boolean holds(SdkPojo shape, SdkField<?> field, Object value, Rule rule) {
    if (!rule.holds(shape, field, value)) return false;
    MarshallingType<?> type = field.marshallingType();
    if (type == MarshallingType.LIST) {
      SdkField<?> element = field.getTrait(ListTrait.class).memberFieldInfo();
      return Json.elements(value).stream().allMatch(one -> holds(shape, element, one, rule));
    }
    if (type == MarshallingType.MAP) {
      SdkField<?> member = field.getTrait(MapTrait.class).valueFieldInfo();
      return Json.members(value).values().stream().allMatch(one -> holds(shape, member, one, rule));
    }
    return type != MarshallingType.SDK_POJO
        || holds(field.constructor().get(), Json.members(value), rule);
  }

  private static boolean hasType(SdkPojo shape, SdkField<?> field, Object value) {
    MarshallingType<?> type = field.marshallingType();
    if (type == MarshallingType.STRING) return value instanceof String;
    if (type == MarshallingType.BOOLEAN) return value instanceof Boolean;
    if (type == MarshallingType.SDK_BYTES) return value instanceof String text && isBase64(text);
    if (type == MarshallingType.LIST) return value instanceof List<?>;
    boolean object = type == MarshallingType.MAP || type == MarshallingType.SDK_POJO;
    return object ? value instanceof Map<?, ?> : value instanceof Number;
  }

  private static boolean isBase64(String text) {
    try {
      return Base64.getEncoder().encodeToString(Base64.getDecoder().decode(text)).equals(text);
    } catch (IllegalArgumentException none) {
      return false;
    }
  }

  /// The SDK reads an enumeration with a method of the member's name, whose type has all its words.
  private static boolean hasWord(SdkPojo shape, SdkField<?> field, Object value) {
    String name = field.memberName();
    // An element has none, and no enumeration is in a list.
    if (name == null || field.marshallingType() != MarshallingType.STRING) return true;
    String getter = name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
    for (Method method : shape.getClass().getEnclosingClass().getMethods()) {
      Class<?> type = method.getReturnType();
      if (method.getName().equals(getter) && method.getParameterCount() == 0 && type.isEnum()) {
        return List.of(type.getEnumConstants()).stream()
            .anyMatch(word -> word.toString().equals(value));
      }
    }
    return true;
  }
}
