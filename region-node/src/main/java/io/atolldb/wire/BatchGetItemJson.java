package io.atolldb.wire;

import io.atolldb.fault.Refusal;
import io.atolldb.request.BatchGetItemAnswer;
import io.atolldb.request.BatchGetItemRequest;
import io.atolldb.request.SentItem;
import io.atolldb.request.SentKeys;
import io.atolldb.request.ShownItem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.core.JsonGenerator;

/// BatchGetItem as JSON.
final class BatchGetItemJson {

  private BatchGetItemJson() {}

  static BatchGetItemRequest read(JsonBody body) throws Refusal {
    SortedMap<String, SentKeys> requestItems = null;
    String returnConsumedCapacity = null;
    body.enterStructure();
    String member;
    while ((member = body.nextMember()) != null) {
      switch (member) {
        case "RequestItems" -> requestItems = requestItems(body);
        case "ReturnConsumedCapacity" -> returnConsumedCapacity = body.text();
        default -> body.skip();
      }
    }
    return new BatchGetItemRequest(requestItems, returnConsumedCapacity);
  }

  private static SortedMap<String, SentKeys> requestItems(JsonBody body) throws Refusal {
    body.enterMap();
    var byTable = new TreeMap<String, SentKeys>();
    String table;
    while ((table = body.nextMember()) != null) byTable.put(table, keys(body));
    return byTable;
  }

  private static SentKeys keys(JsonBody body) throws Refusal {
    List<SentItem> keys = null;
    List<String> attributesToGet = null;
    Boolean consistentRead = null;
    String projectionExpression = null;
    SortedMap<String, String> names = null;
    body.enterStructure();
    String member;
    while ((member = body.nextMember()) != null) {
      switch (member) {
        case "Keys" -> {
          body.enterList();
          keys = new ArrayList<>();
          while (body.nextElement()) keys.add(AttributeValueReader.item(body));
        }
        case "AttributesToGet" -> attributesToGet = body.texts();
        case "ConsistentRead" -> consistentRead = body.truth();
        case "ProjectionExpression" -> projectionExpression = body.text();
        case "ExpressionAttributeNames" -> names = body.textMap();
        default -> body.skip();
      }
    }
    return new SentKeys(keys, attributesToGet, consistentRead, projectionExpression, names);
  }

  static void write(BatchGetItemAnswer answer, JsonGenerator json) {
    json.writeName("Responses");
    json.writeStartObject();
    for (Map.Entry<String, List<ShownItem>> entry : answer.responses().entrySet()) {
      json.writeName(entry.getKey());
      Answers.writeList(entry.getValue(), json);
    }
    json.writeEndObject();
    json.writeName("UnprocessedKeys");
    json.writeStartObject();
    for (Map.Entry<String, SentKeys> entry : answer.unprocessed().entrySet()) {
      json.writeName(entry.getKey());
      write(entry.getValue(), json);
    }
    json.writeEndObject();
    Answers.write(answer.consumed(), json);
  }

  /// As it was sent, so that it can be sent again.
  private static void write(SentKeys sent, JsonGenerator json) {
    json.writeStartObject();
    List<SentItem> keys = sent.keys();
    if (keys != null) {
      json.writeName("Keys");
      json.writeStartArray();
      for (SentItem key : keys) AttributeValueWriter.write(key.item(), json);
      json.writeEndArray();
    }
    if (sent.attributesToGet() != null) {
      json.writeName("AttributesToGet");
      json.writeStartArray();
      for (String attribute : sent.attributesToGet()) json.writeString(attribute);
      json.writeEndArray();
    }
    if (sent.consistentRead() != null) {
      json.writeBooleanProperty("ConsistentRead", sent.consistentRead());
    }
    if (sent.projectionExpression() != null) {
      json.writeStringProperty("ProjectionExpression", sent.projectionExpression());
    }
    if (sent.names() != null) {
      json.writeName("ExpressionAttributeNames");
      json.writeStartObject();
      sent.names().forEach(json::writeStringProperty);
      json.writeEndObject();
    }
    json.writeEndObject();
  }
}
