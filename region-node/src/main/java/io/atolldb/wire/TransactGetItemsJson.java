package io.atolldb.wire;

import io.atolldb.fault.Refusal;
import io.atolldb.request.SentGet;
import io.atolldb.request.SentItem;
import io.atolldb.request.TransactGetItemsAnswer;
import io.atolldb.request.TransactGetItemsRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import tools.jackson.core.JsonGenerator;

/// TransactGetItems as JSON.
final class TransactGetItemsJson {

  private TransactGetItemsJson() {}

  static TransactGetItemsRequest read(JsonBody body) throws Refusal {
    List<SentGet> gets = null;
    String returnConsumedCapacity = null;
    body.enterStructure();
    String member;
    while ((member = body.nextMember()) != null) {
      switch (member) {
        case "TransactItems" -> {
          body.enterList();
          gets = new ArrayList<>();
          while (body.nextElement()) gets.add(element(body));
        }
        case "ReturnConsumedCapacity" -> returnConsumedCapacity = body.text();
        default -> body.skip();
      }
    }
    return new TransactGetItemsRequest(gets, returnConsumedCapacity);
  }

  private static SentGet element(JsonBody body) throws Refusal {
    SentGet get = SentGet.MISSING;
    body.enterStructure();
    String member;
    while ((member = body.nextMember()) != null) {
      if (member.equals("Get")) get = get(body);
      else body.skip();
    }
    return get;
  }

  private static SentGet get(JsonBody body) throws Refusal {
    String tableName = null;
    SentItem key = null;
    String projectionExpression = null;
    SortedMap<String, String> names = null;
    body.enterStructure();
    String member;
    while ((member = body.nextMember()) != null) {
      switch (member) {
        case "TableName" -> tableName = body.text();
        case "Key" -> key = AttributeValueReader.item(body);
        case "ProjectionExpression" -> projectionExpression = body.text();
        case "ExpressionAttributeNames" -> names = body.textMap();
        default -> body.skip();
      }
    }
    return new SentGet(true, tableName, key, projectionExpression, names);
  }

  static void write(TransactGetItemsAnswer answer, JsonGenerator json) {
    TransactionRows.writeResponses(answer.responses(), json);
    TransactionRows.write(answer.consumed(), json);
  }
}
