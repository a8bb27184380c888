package io.atolldb.wire;

import io.atolldb.fault.Refusal;
import io.atolldb.request.BatchExecuteStatementAnswer;
import io.atolldb.request.BatchExecuteStatementRequest;
import io.atolldb.request.SentStatement;
import io.atolldb.request.StatementOutcome;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/// BatchExecuteStatement as JSON.
final class BatchStatementJson {

  private BatchStatementJson() {}

  static BatchExecuteStatementRequest read(JsonBody body) throws Refusal {
    List<SentStatement> statements = null;
    String returnConsumedCapacity = null;
    body.enterStructure();
    String member;
    while ((member = body.nextMember()) != null) {
      switch (member) {
        case "Statements" -> statements = StatementMembers.list(body);
        case "ReturnConsumedCapacity" -> returnConsumedCapacity = body.text();
        default -> body.skip();
      }
    }
    return new BatchExecuteStatementRequest(statements, returnConsumedCapacity);
  }

  static void write(BatchExecuteStatementAnswer answer, JsonGenerator json) {
    json.writeName("Responses");
    json.writeStartArray();
    for (StatementOutcome outcome : answer.responses()) write(outcome, json);
    json.writeEndArray();
    Answers.write(answer.consumed(), json);
  }

  static void write(StatementOutcome outcome, JsonGenerator json) {
    json.writeStartObject();
    switch (outcome) {
      case StatementOutcome.Done(String table, var item) -> {
        json.writeStringProperty("TableName", table);
        Answers.write("Item", item, json);
      }
      case StatementOutcome.Failed(var table, String code, String message) -> {
        json.writeName("Error");
        json.writeStartObject();
        json.writeStringProperty("Code", code);
        json.writeStringProperty("Message", message);
        json.writeEndObject();
        if (table != null) json.writeStringProperty("TableName", table);
      }
    }
    json.writeEndObject();
  }
}
