package io.atolldb.wire;

import io.atolldb.fault.Refusal;
import io.atolldb.request.LegacyGlobalTables;
import io.atolldb.request.LegacyGlobalTables.ListRequest;
import io.atolldb.request.LegacyGlobalTables.Listed;
import io.atolldb.request.LegacyGlobalTables.Request;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/// The operations of global tables of version 2017.11.29.
final class LegacyGlobalTableRows {

  private LegacyGlobalTableRows() {}

  static List<OperationRow<?, ?>> rows() {
    return List.of(
        row("CreateGlobalTable", LegacyGlobalTables::create),
        row("DescribeGlobalTable", LegacyGlobalTables::describe),
        row("DescribeGlobalTableSettings", LegacyGlobalTables::describe),
        row("UpdateGlobalTable", LegacyGlobalTables::update),
        row("UpdateGlobalTableSettings", LegacyGlobalTables::updateSettings),
        new OperationRow<>(
            "ListGlobalTables",
            LegacyGlobalTableRows::readList,
            LegacyGlobalTables::list,
            LegacyGlobalTableRows::writeList));
  }

  /// One that is always refused.
  private static OperationRow<Request, Listed> row(
      String name, OperationRow.Action<Request, Refusal> refusing) {
    return new OperationRow<>(
        name,
        LegacyGlobalTableRows::read,
        request -> {
          throw refusing.answer(request);
        },
        LegacyGlobalTableRows::writeList);
  }

  private static Request read(JsonBody body) throws Refusal {
    String name = null;
    boolean isListed = false;
    body.enterStructure();
    String member;
    while ((member = body.nextMember()) != null) {
      switch (member) {
        case "GlobalTableName" -> name = body.text();
        case "ReplicationGroup", "ReplicaUpdates" -> {
          isListed = true;
          body.skip();
        }
        default -> body.skip();
      }
    }
    return new Request(name, isListed);
  }

  private static ListRequest readList(JsonBody body) throws Refusal {
    String start = null;
    Integer limit = null;
    body.enterStructure();
    String member;
    while ((member = body.nextMember()) != null) {
      switch (member) {
        case "ExclusiveStartGlobalTableName" -> start = body.text();
        case "Limit" -> limit = body.integer();
        default -> body.skip();
      }
    }
    return new ListRequest(start, limit);
  }

  private static void writeList(Listed none, JsonGenerator json) {
    json.writeName("GlobalTables");
    json.writeStartArray();
    json.writeEndArray();
  }
}
