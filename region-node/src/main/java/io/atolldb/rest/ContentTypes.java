package io.atolldb.rest;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;

/// Which bodies are read. A request that does not say what it sends is believed to send JSON.
final class ContentTypes {

  static final String MERGE_PATCH = "application/merge-patch+json";

  private static final String JSON = "application/json";

  private ContentTypes() {}

  static boolean isJson(HttpServletRequest request) {
    String name = name(request);
    return name.isEmpty() || name.equals(JSON);
  }

  static boolean isMergePatch(HttpServletRequest request) {
    return isJson(request) || name(request).equals(MERGE_PATCH);
  }

  private static String name(HttpServletRequest request) {
    String type = request.getContentType();
    if (type == null) return "";
    int parameters = type.indexOf(';');
    String name = parameters < 0 ? type : type.substring(0, parameters);
    return name.strip().toLowerCase(Locale.ROOT);
  }
}
