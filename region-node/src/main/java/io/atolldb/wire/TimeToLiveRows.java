package io.atolldb.wire;

import io.atolldb.fault.Refusal;
import io.atolldb.request.DescribeTimeToLiveCall;
import io.atolldb.request.TablePorts;
import io.atolldb.request.UpdateTimeToLiveCall;
import io.atolldb.request.UpdateTimeToLiveCall.Specification;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/// The operations on the expiry of items, and their JSON.
final class TimeToLiveRows {

  private TimeToLiveRows() {}

  static List<OperationRow<?, ?>> of(TablePorts ports) {
    return List.of(
        new OperationRow<>(
            "DescribeTimeToLive",
            TableDescriptionJson::readName,
            new DescribeTimeToLiveCall(ports)::answer,
            TimeToLiveRows::write),
        new OperationRow<>(
            "UpdateTimeToLive",
            TimeToLiveRows::read,
            new UpdateTimeToLiveCall(ports)::answer,
            TimeToLiveRows::write));
  }

  private static UpdateTimeToLiveCall.Request read(JsonBody body) throws Refusal {
    String tableName = null;
    Specification specification = null;
    body.enterStructure();
    String member;
    while ((member = body.nextMember()) != null) {
      switch (member) {
        case "TableName" -> tableName = body.text();
        case "TimeToLiveSpecification" -> specification = specification(body);
        default -> body.skip();
      }
    }
    return new UpdateTimeToLiveCall.Request(tableName, specification);
  }

  private static Specification specification(JsonBody body) throws Refusal {
    Boolean enabled = null;
    String attribute = null;
    body.enterStructure();
    String member;
    while ((member = body.nextMember()) != null) {
      switch (member) {
        case "Enabled" -> enabled = body.truth();
        case "AttributeName" -> attribute = body.text();
        default -> body.skip();
      }
    }
    return new Specification(enabled, attribute);
  }

  private static void write(Specification specification, JsonGenerator json) {
    json.writeName("TimeToLiveSpecification");
    json.writeStartObject();
    json.writeBooleanProperty("Enabled", Boolean.TRUE.equals(specification.enabled()));
    json.writeStringProperty("AttributeName", specification.attribute());
    json.writeEndObject();
  }

  private static void write(DescribeTimeToLiveCall.Answer answer, JsonGenerator json) {
    json.writeName("TimeToLiveDescription");
    json.writeStartObject();
    String attribute = answer.attribute();
    json.writeStringProperty("TimeToLiveStatus", attribute == null ? "DISABLED" : "ENABLED");
    if (attribute != null) json.writeStringProperty("AttributeName", attribute);
    json.writeEndObject();
  }
}
