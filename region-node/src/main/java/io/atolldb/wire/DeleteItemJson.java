package io.atolldb.wire;

import io.atolldb.fault.Refusal;
import io.atolldb.request.DeleteItemRequest;
import io.atolldb.request.SentItem;

/// DeleteItem as JSON.
final class DeleteItemJson {

  private DeleteItemJson() {}

  static DeleteItemRequest read(JsonBody body) throws Refusal {
    var common = new WriteMembers();
    SentItem key = null;
    body.enterStructure();
    String member;
    while ((member = body.nextMember()) != null) {
      if (member.equals("Key")) key = AttributeValueReader.item(body);
      else common.take(member, body);
    }
    return new DeleteItemRequest(
        common.tableName, key, common.condition(), common.placeholders(), common.returns());
  }
}
