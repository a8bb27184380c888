package io.atolldb.wire;

import io.atolldb.fault.Refusal;
import io.atolldb.request.PutItemRequest;
import io.atolldb.request.SentItem;
import io.atolldb.request.WriteAnswer;
import tools.jackson.core.JsonGenerator;

/// PutItem as JSON.
final class PutItemJson {

  private PutItemJson() {}

  static PutItemRequest read(JsonBody body) throws Refusal {
    var common = new WriteMembers();
    SentItem item = null;
    body.enterStructure();
    String member;
    while ((member = body.nextMember()) != null) {
      if (member.equals("Item")) item = AttributeValueReader.item(body);
      else common.take(member, body);
    }
    return new PutItemRequest(
        common.tableName,
        item,
        common.legacy,
        common.conditionExpression,
        common.placeholders(),
        common.returns());
  }

  static void write(WriteAnswer answer, JsonGenerator json) {
    Answers.write("Attributes", answer.attributes(), json);
    Answers.write(answer.consumed(), json);
  }
}
