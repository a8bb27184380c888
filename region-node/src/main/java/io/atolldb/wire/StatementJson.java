package io.atolldb.wire;

import io.atolldb.fault.Refusal;
import io.atolldb.item.Item;
import io.atolldb.request.ExecuteStatementAnswer;
import io.atolldb.request.ExecuteStatementRequest;
import tools.jackson.core.JsonGenerator;

/// ExecuteStatement as JSON.
final class StatementJson {

  private StatementJson() {}

  static ExecuteStatementRequest read(JsonBody body) throws Refusal {
    var statement = new StatementMembers();
    String nextToken = null;
    String returnConsumedCapacity = null;
    Integer limit = null;
    body.enterStructure();
    String member;
    while ((member = body.nextMember()) != null) {
      switch (member) {
        case "NextToken" -> nextToken = body.text();
        case "ReturnConsumedCapacity" -> returnConsumedCapacity = body.text();
        case "Limit" -> limit = body.integer();
        default -> statement.take(member, body);
      }
    }
    return new ExecuteStatementRequest(
        statement.statement(), nextToken, returnConsumedCapacity, limit);
  }

  static void write(ExecuteStatementAnswer answer, JsonGenerator json) {
    json.writeName("Items");
    Answers.writeList(answer.items(), json);
    String token = answer.nextToken();
    if (token != null) json.writeStringProperty("NextToken", token);
    Item last = answer.lastEvaluatedKey();
    if (last != null) {
      json.writeName("LastEvaluatedKey");
      AttributeValueWriter.write(last, json);
    }
    Answers.write(answer.consumed(), json);
  }
}
