package io.atolldb.differential;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/// Bytes of items as the service counts them, worked out here a second time so that what an answer
/// says of them can be judged.
final class ItemSize {

  /// A list or a document on top of what is in it.
  private static final int CONTAINER = 3;

  private ItemSize() {}

  /// Of an item; none has no bytes.
  static int of(Map<String, Object> item) {
    int bytes = 0;
    for (Map.Entry<String, Object> attribute : item.entrySet()) {
      bytes += text(attribute.getKey()) + value(Json.members(attribute.getValue()));
    }
    return bytes;
  }

  private static int value(Map<String, Object> typed) {
    Map.Entry<String, Object> only = typed.entrySet().iterator().next();
    Object content = only.getValue();
    return switch (only.getKey()) {
      case "S" -> text(content);
      case "N" -> number(content);
      case "B" -> binary(content);
      case "SS" -> Json.elements(content).stream().mapToInt(ItemSize::text).sum();
      case "NS" -> Json.elements(content).stream().mapToInt(ItemSize::number).sum();
      case "BS" -> Json.elements(content).stream().mapToInt(ItemSize::binary).sum();
      case "L" ->
          CONTAINER
              + Json.elements(content).stream()
                  .mapToInt(element -> 1 + value(Json.members(element)))
                  .sum();
      case "M" -> CONTAINER + Json.members(content).size() + of(Json.members(content));
      default -> 1;
    };
  }

  private static int text(Object text) {
    return text.toString().getBytes(StandardCharsets.UTF_8).length;
  }

  private static int binary(Object base64) {
    return Base64.getDecoder().decode(base64.toString()).length;
  }

  /// Two digits a byte, in pairs on both sides of the point, one for the magnitude and one for a
  /// sign.
  private static int number(Object digits) {
    BigDecimal number = new BigDecimal(digits.toString()).stripTrailingZeros();
    if (number.signum() == 0) return 1;
    int first = Math.floorDiv(number.precision() - number.scale() - 1, 2);
    int last = Math.floorDiv(-number.scale(), 2);
    return 1 + (first - last + 1) + (number.signum() < 0 ? 1 : 0);
  }
}
