package io.atolldb.differential;

import java.util.Map;

/// What came back.
///
/// @param type the name of the error without its namespace; empty where there is none
record Answer(int status, String type, Map<String, Object> body) {

  static Answer of(int status, String text) {
    Map<String, Object> body = text.startsWith("{") ? Json.members(Json.parse(text)) : Map.of();
    String type = String.valueOf(body.getOrDefault("__type", ""));
    return new Answer(status, type.substring(type.indexOf('#') + 1), body);
  }

  boolean done() {
    return status == 200;
  }

  String message() {
    Object message = body.containsKey("message") ? body.get("message") : body.get("Message");
    return message == null ? "" : message.toString();
  }

  /// Without the text: what must be the same.
  String outcome() {
    return done() ? "200" : status + " " + type;
  }

  /// In one line.
  String line() {
    return done() ? "200" : status + " " + type + ": " + message();
  }
}
