package io.atolldb.rest;

import io.atolldb.fault.ApiFault;
import io.atolldb.fault.Refusal;
import io.atolldb.wire.Json;
import io.atolldb.wire.RequestBody;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.StreamConstraintsException;

/// How items stand in JSON. An object with exactly one member, whose name is a mark, is what JSON
/// has no form for: `{"$set":[1,2]}`, `{"$binary":"AAE="}`, and `{"$map":{…}}` for a map that would
/// else be taken for one of the three. The outermost object is always an item.
final class PlainJson {

  static final String SET = "$set";
  static final String BINARY = "$binary";
  static final String MAP = "$map";

  private PlainJson() {}

  static boolean isMark(String name) {
    return name.equals(SET) || name.equals(BINARY) || name.equals(MAP);
  }

  /// Reads something from a parser that stands on the object which is the whole body.
  @FunctionalInterface
  interface Reading<T> {
    T from(JsonParser json) throws Refusal;
  }

  static <T> T read(RequestBody body, Reading<T> reading) throws Refusal {
    try (JsonParser json = Json.parser(body.bytes(), body.length())) {
      if (json.nextToken() != JsonToken.START_OBJECT) throw malformed("it is no JSON object");
      T value = reading.from(json);
      if (json.nextToken() != null) throw malformed("something follows the JSON object");
      return value;
    } catch (StreamConstraintsException tooMuch) {
      throw malformed(tooMuch.getOriginalMessage());
    } catch (JacksonException broken) {
      throw malformed(broken.getOriginalMessage());
    }
  }

  static Refusal malformed(String why) {
    return new Refusal(new ApiFault.Serialization("The body cannot be read: " + why));
  }
}
