package io.atolldb.wire;

import io.atolldb.fault.Refusal;
import io.atolldb.item.Item;
import io.atolldb.request.PageAnswer;
import io.atolldb.request.QueryRequest;
import io.atolldb.request.ScanRequest;
import io.atolldb.request.SentExpectation;
import io.atolldb.request.ShownItem;
import java.util.List;
import java.util.SortedMap;
import tools.jackson.core.JsonGenerator;

/// Query and Scan as JSON.
final class PageJson {

  private PageJson() {}

  static QueryRequest query(JsonBody body) throws Refusal {
    var common = new PageMembers();
    String keyConditionExpression = null;
    SortedMap<String, SentExpectation> keyConditions = null;
    boolean scanIndexForward = true;
    body.enterStructure();
    String member;
    while ((member = body.nextMember()) != null) {
      switch (member) {
        case "KeyConditionExpression" -> keyConditionExpression = body.text();
        case "KeyConditions" -> keyConditions = LegacyJson.expected(body);
        case "ScanIndexForward" -> scanIndexForward = body.truth();
        default -> common.take(member, "QueryFilter", body);
      }
    }
    return new QueryRequest(common.page(), keyConditionExpression, keyConditions, scanIndexForward);
  }

  static ScanRequest scan(JsonBody body) throws Refusal {
    var common = new PageMembers();
    Integer segment = null;
    Integer totalSegments = null;
    body.enterStructure();
    String member;
    while ((member = body.nextMember()) != null) {
      switch (member) {
        case "Segment" -> segment = body.integer();
        case "TotalSegments" -> totalSegments = body.integer();
        default -> common.take(member, "ScanFilter", body);
      }
    }
    return new ScanRequest(common.page(), segment, totalSegments);
  }

  static void write(PageAnswer answer, JsonGenerator json) {
    List<ShownItem> items = answer.items();
    if (items != null) {
      json.writeName("Items");
      Answers.writeList(items, json);
    }
    json.writeNumberProperty("Count", answer.count());
    json.writeNumberProperty("ScannedCount", answer.scannedCount());
    Item last = answer.lastEvaluatedKey();
    if (last != null) {
      json.writeName("LastEvaluatedKey");
      AttributeValueWriter.write(last, json);
    }
    Answers.write(answer.consumed(), json);
  }
}
