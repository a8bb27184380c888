package io.atolldb.wire;

import io.atolldb.fault.Refusal;
import io.atolldb.request.SentStatement;
import io.atolldb.request.SentValues;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Collects the members that statements have wherever they stand.
final class StatementMembers {

  private @Nullable String text;
  private @Nullable SentValues parameters;
  private boolean consistentRead;
  private @Nullable String onConditionFailure;

  /// Takes a member of a statement, skips any other.
  void take(String member, JsonBody body) throws Refusal {
    switch (member) {
      case "Statement" -> text = body.text();
      case "Parameters" -> parameters = AttributeValueReader.list(body);
      case "ConsistentRead" -> consistentRead = body.truth();
      case "ReturnValuesOnConditionCheckFailure" -> onConditionFailure = body.text();
      default -> body.skip();
    }
  }

  SentStatement statement() {
    return new SentStatement(text, parameters, consistentRead, onConditionFailure);
  }

  static List<SentStatement> list(JsonBody body) throws Refusal {
    body.enterList();
    var statements = new ArrayList<SentStatement>();
    while (body.nextElement()) {
      var members = new StatementMembers();
      body.enterStructure();
      String member;
      while ((member = body.nextMember()) != null) members.take(member, body);
      statements.add(members.statement());
    }
    return statements;
  }
}
