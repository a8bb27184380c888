package io.atolldb.wire;

import io.atolldb.fault.Refusal;
import io.atolldb.request.SentAction;
import io.atolldb.request.SentAction.Kind;
import io.atolldb.request.SentItem;
import io.atolldb.request.SentPlaceholders;
import io.atolldb.request.TransactWriteItemsAnswer;
import io.atolldb.request.TransactWriteItemsRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// TransactWriteItems as JSON.
final class TransactWriteItemsJson {

  private TransactWriteItemsJson() {}

  static TransactWriteItemsRequest read(JsonBody body) throws Refusal {
    var common = new WriteMembers();
    List<List<SentAction>> elements = null;
    String token = null;
    body.enterStructure();
    String member;
    while ((member = body.nextMember()) != null) {
      switch (member) {
        case "TransactItems" -> elements = elements(body);
        case "ClientRequestToken" -> token = body.text();
        default -> common.takeOfSeveral(member, body);
      }
    }
    return new TransactWriteItemsRequest(elements, token, common.returns());
  }

  private static List<List<SentAction>> elements(JsonBody body) throws Refusal {
    body.enterList();
    var elements = new ArrayList<List<SentAction>>();
    while (body.nextElement()) elements.add(element(body));
    return elements;
  }

  private static List<SentAction> element(JsonBody body) throws Refusal {
    var actions = new ArrayList<SentAction>(1);
    body.enterStructure();
    String member;
    while ((member = body.nextMember()) != null) {
      Kind kind = kind(member);
      if (kind == null) body.skip();
      else actions.add(action(kind, body));
    }
    return actions;
  }

  private static @Nullable Kind kind(String member) {
    for (Kind kind : Kind.values()) {
      if (kind.member().equals(member)) return kind;
    }
    return null;
  }

  private static SentAction action(Kind kind, JsonBody body) throws Refusal {
    String tableName = null;
    SentItem item = null;
    String updateExpression = null;
    String conditionExpression = null;
    SortedMap<String, String> names = null;
    SentItem values = null;
    String onConditionFailure = null;
    body.enterStructure();
    String member;
    while ((member = body.nextMember()) != null) {
      switch (member) {
        case "TableName" -> tableName = body.text();
        case "ConditionExpression" -> conditionExpression = body.text();
        case "ExpressionAttributeNames" -> names = body.textMap();
        case "ExpressionAttributeValues" -> values = AttributeValueReader.item(body);
        case "ReturnValuesOnConditionCheckFailure" -> onConditionFailure = body.text();
        case "UpdateExpression" -> {
          if (kind == Kind.UPDATE) updateExpression = body.text();
          else body.skip();
        }
        case "Item", "Key" -> {
          if (member.equals("Item") == (kind == Kind.PUT)) item = AttributeValueReader.item(body);
          else body.skip();
        }
        default -> body.skip();
      }
    }
    return new SentAction(
        kind,
        tableName,
        item,
        updateExpression,
        conditionExpression,
        new SentPlaceholders(names, values),
        onConditionFailure);
  }

  static void write(TransactWriteItemsAnswer answer, JsonGenerator json) {
    Answers.write(answer.collections(), json);
    TransactionRows.write(answer.consumed(), json);
  }
}
