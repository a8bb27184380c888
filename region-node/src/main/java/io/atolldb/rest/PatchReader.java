package io.atolldb.rest;

import io.atolldb.fault.Refusal;
import io.atolldb.operation.Patch;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Reads a JSON merge patch (RFC 7396). What is marked ([PlainJson]) replaces as a whole.
final class PatchReader {

  private PatchReader() {}

  /// The parser stands on the start of the outermost object.
  static Patch.Merge patch(JsonParser json) throws Refusal {
    return members(json, json.nextName(), 0);
  }

  private static Patch.Merge members(JsonParser json, @Nullable String first, int nesting)
      throws Refusal {
    var members = new TreeMap<String, Patch>();
    for (String name = first; name != null; name = json.nextName()) {
      json.nextToken();
      members.put(PlainJsonReader.checkedName(name), value(json, nesting));
    }
    return new Patch.Merge(members);
  }

  private static Patch value(JsonParser json, int nesting) throws Refusal {
    JsonToken token = json.currentToken();
    if (token == JsonToken.VALUE_NULL) return new Patch.Remove();
    if (token != JsonToken.START_OBJECT) {
      return new Patch.Replace(PlainJsonReader.value(json, nesting));
    }
    String first = json.nextName();
    int deeper = PlainJsonReader.deeper(nesting);
    if (first == null) return new Patch.Merge(new TreeMap<>());
    if (!PlainJson.isMark(first)) return members(json, first, deeper);
    json.nextToken();
    var replacement = new Patch.Replace(PlainJsonReader.marked(first, json, nesting));
    if (json.nextToken() != JsonToken.END_OBJECT) {
      throw Refusal.invalid("'" + first + "' must be the only member of its object");
    }
    return replacement;
  }
}
