package io.atolldb.wire;

import io.atolldb.fault.Refusal;
import io.atolldb.request.ListTablesCall;
import tools.jackson.core.JsonGenerator;

/// ListTables as JSON.
final class ListTablesJson {

  private ListTablesJson() {}

  static ListTablesCall.Request read(JsonBody body) throws Refusal {
    String exclusiveStart = null;
    Integer limit = null;
    body.enterStructure();
    String member;
    while ((member = body.nextMember()) != null) {
      switch (member) {
        case "ExclusiveStartTableName" -> exclusiveStart = body.text();
        case "Limit" -> limit = body.integer();
        default -> body.skip();
      }
    }
    return new ListTablesCall.Request(exclusiveStart, limit);
  }

  static void write(ListTablesCall.Answer answer, JsonGenerator json) {
    json.writeName("TableNames");
    json.writeStartArray();
    for (String name : answer.names()) json.writeString(name);
    json.writeEndArray();
    String last = answer.lastEvaluated();
    if (last != null) json.writeStringProperty("LastEvaluatedTableName", last);
  }
}
