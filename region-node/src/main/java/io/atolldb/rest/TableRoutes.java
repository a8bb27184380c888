package io.atolldb.rest;

import io.atolldb.fault.Refusal;
import io.atolldb.request.CreateTableCall;
import io.atolldb.request.DeleteTableCall;
import io.atolldb.request.DescribeTableCall;
import io.atolldb.request.ListTablesCall;
import io.atolldb.request.TableDescription;
import io.atolldb.request.TablePorts;
import io.atolldb.table.KeyAttribute;
import io.atolldb.wire.HttpAnswer;
import io.atolldb.wire.RequestBody;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// What may be done with tables.
final class TableRoutes {

  private static final int PAGE_MAX = 100;

  private final TablePorts ports;

  TableRoutes(TablePorts ports) {
    this.ports = ports;
  }

  HttpAnswer list(@Nullable String queryText) throws Refusal {
    Query query = Query.parse(queryText, List.of("limit", "next"));
    int limit = Math.min(query.limit(), PAGE_MAX);
    var request = new ListTablesCall.Request(query.text("next"), limit);
    ListTablesCall.Answer page = new ListTablesCall(ports.region()).answer(request);
    return RestAnswers.json(
        RestAnswers.OK,
        new TreeMap<>(),
        json -> {
          json.writeStartObject();
          json.writeName("tables");
          json.writeStartArray();
          for (String name : page.names()) json.writeString(name);
          json.writeEndArray();
          String next = page.lastEvaluated();
          if (next != null) json.writeStringProperty("next", next);
          json.writeEndObject();
        });
  }

  HttpAnswer create(String name, RequestBody body) throws Refusal {
    NewTable wanted = PlainJson.read(body, NewTable::read);
    TableDescription created =
        new CreateTableCall(ports)
            .create(name, wanted.keys(), wanted.replicasBeside(ports.region().id()));
    return described(RestAnswers.CREATED, created);
  }

  HttpAnswer describe(String name) throws Refusal {
    var request = new DescribeTableCall.Request(name);
    return described(RestAnswers.OK, new DescribeTableCall(ports).answer(request));
  }

  HttpAnswer delete(String name) throws Refusal {
    var _ = new DeleteTableCall(ports).answer(new DescribeTableCall.Request(name));
    return RestAnswers.empty(RestAnswers.NO_CONTENT, new TreeMap<>());
  }

  private static HttpAnswer described(int status, TableDescription it) {
    return RestAnswers.json(
        status,
        new TreeMap<>(),
        json -> {
          json.writeStartObject();
          json.writeStringProperty("table", it.table().name());
          json.writeStringProperty("status", it.status().name());
          write("partitionKey", it.table().keys().partition(), json);
          KeyAttribute sort = it.table().keys().sort();
          if (sort != null) write("sortKey", sort, json);
          json.writeNumberProperty("items", it.figures().items());
          json.writeNumberProperty("bytes", it.figures().bytes());
          Instant created = Instant.ofEpochMilli(it.table().descriptor().createdMillis());
          json.writeStringProperty("created", created.toString());
          json.writeStringProperty("region", it.table().self().name());
          writeReplicas(it, json);
          json.writeEndObject();
        });
  }

  private static void write(String member, KeyAttribute key, JsonGenerator json) {
    json.writeStringProperty(member, key.name());
    json.writeStringProperty(member + "Type", NewTable.nameOf(key.type()));
  }

  private static void writeReplicas(TableDescription it, JsonGenerator json) {
    json.writeName("replicas");
    json.writeStartArray();
    for (TableDescription.Replica replica : it.replicas()) {
      json.writeStartObject();
      json.writeStringProperty("region", replica.region().name());
      json.writeStringProperty("status", replica.status().name());
      if (!replica.description().isEmpty()) {
        json.writeStringProperty("description", replica.description());
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
