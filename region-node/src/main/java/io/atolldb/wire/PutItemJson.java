package io.atolldb.wire;

import io.atolldb.fault.Refusal;
import io.atolldb.request.PutItemRequest;
import io.atolldb.request.SentItem;

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
        common.tableName, item, common.condition(), common.placeholders(), common.returns());
  }
}
