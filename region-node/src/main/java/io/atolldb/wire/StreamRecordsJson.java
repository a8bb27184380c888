package io.atolldb.wire;

import io.atolldb.request.GetRecordsCall;
import io.atolldb.request.ShownChange;
import java.util.concurrent.TimeUnit;
import tools.jackson.core.JsonGenerator;

/// Stream records as JSON.
final class StreamRecordsJson {

  private static final String EVENT_VERSION = "1.1";

  private StreamRecordsJson() {}

  static void write(GetRecordsCall.Answer answer, JsonGenerator json) {
    json.writeName("Records");
    json.writeStartArray();
    for (ShownChange change : answer.records()) write(change, json);
    json.writeEndArray();
    String next = answer.next();
    if (next != null) json.writeStringProperty("NextShardIterator", next);
  }

  private static void write(ShownChange change, JsonGenerator json) {
    json.writeStartObject();
    json.writeStringProperty("eventID", change.eventId());
    json.writeStringProperty("eventName", change.event().name());
    json.writeStringProperty("eventVersion", EVENT_VERSION);
    json.writeStringProperty("eventSource", "aws:dynamodb");
    json.writeStringProperty("awsRegion", change.region().name());
    json.writeName("dynamodb");
    json.writeStartObject();
    json.writeNumberProperty(
        "ApproximateCreationDateTime", TimeUnit.MILLISECONDS.toSeconds(change.appliedMillis()));
    json.writeName("Keys");
    AttributeValueWriter.write(change.keys(), json);
    Answers.write("NewImage", change.newImage(), json);
    Answers.write("OldImage", change.oldImage(), json);
    json.writeStringProperty("SequenceNumber", change.sequenceNumber());
    json.writeNumberProperty("SizeBytes", change.sizeBytes());
    json.writeStringProperty("StreamViewType", change.view().name());
    json.writeEndObject();
    if (change.expired()) {
      json.writeName("userIdentity");
      json.writeStartObject();
      json.writeStringProperty("PrincipalId", "dynamodb.amazonaws.com");
      json.writeStringProperty("Type", "Service");
      json.writeEndObject();
    }
    json.writeEndObject();
  }
}
