package io.atolldb.wire;

import io.atolldb.fault.Refusal;
import io.atolldb.request.GetItemAnswer;
import io.atolldb.request.GetItemRequest;
import io.atolldb.request.SentItem;
import io.atolldb.request.SentPlaceholders;
import java.util.List;
import java.util.SortedMap;
import tools.jackson.core.JsonGenerator;

/// GetItem as JSON.
final class GetItemJson {

  private GetItemJson() {}

  static GetItemRequest read(JsonBody body) throws Refusal {
    String tableName = null;
    SentItem key = null;
    List<String> attributesToGet = null;
    boolean consistentRead = false;
    String returnConsumedCapacity = null;
    String projectionExpression = null;
    SortedMap<String, String> names = null;
    body.enterStructure();
    String member;
    while ((member = body.nextMember()) != null) {
      switch (member) {
        case "TableName" -> tableName = body.text();
        case "Key" -> key = AttributeValueReader.item(body);
        case "AttributesToGet" -> attributesToGet = body.texts();
        case "ConsistentRead" -> consistentRead = body.truth();
        case "ReturnConsumedCapacity" -> returnConsumedCapacity = body.text();
        case "ProjectionExpression" -> projectionExpression = body.text();
        case "ExpressionAttributeNames" -> names = body.textMap();
        default -> body.skip();
      }
    }
    return new GetItemRequest(
        tableName,
        key,
        attributesToGet,
        consistentRead,
        returnConsumedCapacity,
        projectionExpression,
        new SentPlaceholders(names, null));
  }

  static void write(GetItemAnswer answer, JsonGenerator json) {
    Answers.write("Item", answer.item(), json);
    Answers.write(answer.consumed(), json);
  }
}
