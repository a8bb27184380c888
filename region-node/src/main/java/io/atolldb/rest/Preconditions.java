package io.atolldb.rest;

import io.atolldb.operation.VersionCondition;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `If-Match` and `If-None-Match` of a request (RFC 9110, 13.1).
final class Preconditions {

  private static final String WEAK = "W/";

  private Preconditions() {}

  static VersionCondition of(HttpServletRequest request) {
    return new VersionCondition(tags(request, "If-Match"), tags(request, "If-None-Match"));
  }

  /// Null where there is no such header. A tag that is none of ours stays in the list and matches
  /// nothing; so does a weak one, which says too little for a write.
  private static @Nullable List<String> tags(HttpServletRequest request, String header) {
    List<String> values = Collections.list(request.getHeaders(header));
    if (values.isEmpty()) return null;
    var tags = new ArrayList<String>();
    for (String value : values) {
      for (String part : value.split(",", -1)) tags.add(unquoted(part.strip()));
    }
    return tags;
  }

  private static String unquoted(String tag) {
    boolean quoted = tag.length() >= 2 && tag.startsWith("\"") && tag.endsWith("\"");
    if (quoted) return tag.substring(1, tag.length() - 1);
    return tag.equals(VersionCondition.ANY) ? tag : WEAK + tag;
  }
}
