package io.atolldb.wire;

import io.atolldb.fault.Refusal;
import io.atolldb.request.ExecuteTransactionAnswer;
import io.atolldb.request.ExecuteTransactionRequest;
import io.atolldb.request.SentStatement;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/// ExecuteTransaction as JSON.
final class TransactStatementJson {

  private TransactStatementJson() {}

  static ExecuteTransactionRequest read(JsonBody body) throws Refusal {
    List<SentStatement> statements = null;
    String token = null;
    String returnConsumedCapacity = null;
    body.enterStructure();
    String member;
    while ((member = body.nextMember()) != null) {
      switch (member) {
        case "TransactStatements" -> statements = StatementMembers.list(body);
        case "ClientRequestToken" -> token = body.text();
        case "ReturnConsumedCapacity" -> returnConsumedCapacity = body.text();
        default -> body.skip();
      }
    }
    return new ExecuteTransactionRequest(statements, token, returnConsumedCapacity);
  }

  static void write(ExecuteTransactionAnswer answer, JsonGenerator json) {
    TransactionRows.writeResponses(answer.responses(), json);
    TransactionRows.write(answer.consumed(), json);
  }
}
