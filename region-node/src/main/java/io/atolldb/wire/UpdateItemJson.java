package io.atolldb.wire;

import io.atolldb.fault.Refusal;
import io.atolldb.request.SentAttributeUpdate;
import io.atolldb.request.SentItem;
import io.atolldb.request.UpdateItemRequest;
import java.util.SortedMap;

/// UpdateItem as JSON.
final class UpdateItemJson {

  private UpdateItemJson() {}

  static UpdateItemRequest read(JsonBody body) throws Refusal {
    var common = new WriteMembers();
    SentItem key = null;
    String updateExpression = null;
    SortedMap<String, SentAttributeUpdate> attributeUpdates = null;
    body.enterStructure();
    String member;
    while ((member = body.nextMember()) != null) {
      switch (member) {
        case "Key" -> key = AttributeValueReader.item(body);
        case "UpdateExpression" -> updateExpression = body.text();
        case "AttributeUpdates" -> attributeUpdates = LegacyJson.attributeUpdates(body);
        default -> common.take(member, body);
      }
    }
    return new UpdateItemRequest(
        common.tableName,
        key,
        updateExpression,
        attributeUpdates,
        common.condition(),
        common.placeholders(),
        common.returns());
  }
}
