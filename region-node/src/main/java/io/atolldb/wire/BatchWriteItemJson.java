package io.atolldb.wire;

import io.atolldb.fault.Refusal;
import io.atolldb.request.BatchWriteItemAnswer;
import io.atolldb.request.BatchWriteItemRequest;
import io.atolldb.request.SentItem;
import io.atolldb.request.SentWrite;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// BatchWriteItem as JSON.
final class BatchWriteItemJson {

  private BatchWriteItemJson() {}

  static BatchWriteItemRequest read(JsonBody body) throws Refusal {
    var common = new WriteMembers();
    SortedMap<String, List<SentWrite>> requestItems = null;
    body.enterStructure();
    String member;
    while ((member = body.nextMember()) != null) {
      if (member.equals("RequestItems")) requestItems = requestItems(body);
      else common.takeOfSeveral(member, body);
    }
    return new BatchWriteItemRequest(requestItems, common.returns());
  }

  private static SortedMap<String, List<SentWrite>> requestItems(JsonBody body) throws Refusal {
    body.enterMap();
    var byTable = new TreeMap<String, List<SentWrite>>();
    String table;
    while ((table = body.nextMember()) != null) {
      body.enterList();
      var writes = new ArrayList<SentWrite>();
      while (body.nextElement()) writes.add(write(body));
      byTable.put(table, writes);
    }
    return byTable;
  }

  private static SentWrite write(JsonBody body) throws Refusal {
    SentItem put = null;
    SentItem delete = null;
    body.enterStructure();
    String member;
    while ((member = body.nextMember()) != null) {
      switch (member) {
        case "PutRequest" -> put = onlyMember("Item", body);
        case "DeleteRequest" -> delete = onlyMember("Key", body);
        default -> body.skip();
      }
    }
    return new SentWrite(put, delete);
  }

  private static @Nullable SentItem onlyMember(String wanted, JsonBody body) throws Refusal {
    SentItem item = null;
    body.enterStructure();
    String member;
    while ((member = body.nextMember()) != null) {
      if (member.equals(wanted)) item = AttributeValueReader.item(body);
      else body.skip();
    }
    return item;
  }

  static void write(BatchWriteItemAnswer answer, JsonGenerator json) {
    json.writeName("UnprocessedItems");
    json.writeStartObject();
    for (Map.Entry<String, List<SentWrite>> entry : answer.unprocessed().entrySet()) {
      json.writeName(entry.getKey());
      json.writeStartArray();
      for (SentWrite write : entry.getValue()) write(write, json);
      json.writeEndArray();
    }
    json.writeEndObject();
    Answers.write(answer.collections(), json);
    Answers.write(answer.consumed(), json);
  }

  private static void write(SentWrite write, JsonGenerator json) {
    json.writeStartObject();
    write("PutRequest", "Item", write.put(), json);
    write("DeleteRequest", "Key", write.delete(), json);
    json.writeEndObject();
  }

  private static void write(
      String request, String member, @Nullable SentItem item, JsonGenerator json) {
    if (item == null) return;
    json.writeName(request);
    json.writeStartObject();
    json.writeName(member);
    AttributeValueWriter.write(item.item(), json);
    json.writeEndObject();
  }
}
