package io.atolldb.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.atolldb.fault.ApiFault;
import io.atolldb.fault.Refusal;
import io.atolldb.request.StatementOutcome;
import io.atolldb.session.SessionToken;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// A BatchExecuteStatement whose statements are judged in several regions: what each of these is
/// sent, and the one answer that is made of theirs.
///
/// Each region says what the statements that it was sent have cost, so a table can stand among the
/// consumed capacities more than once.
final class DividedBatch {

  private static final String STATEMENTS = "Statements";
  private static final String RESPONSES = "Responses";
  private static final String CONSUMED = "ConsumedCapacity";
  private static final int EXPECTED_LENGTH = 512;
  private static final int DONE = 200;

  private final RequestBody whole;
  private final int statements;
  private final SortedMap<Integer, String> responses = new TreeMap<>();
  private final List<String> consumed = new ArrayList<>();

  /// `whole`: a body that has been read without complaint, with so many statements.
  DividedBatch(RequestBody whole, int statements) {
    this.whole = whole;
    this.statements = statements;
  }

  /// The body with the statements at these places only.
  RequestBody part(SortedSet<Integer> places) {
    var bytes = new ByteSink(whole.length());
    try (JsonParser sent = Json.parser(whole.bytes(), whole.length());
        JsonGenerator json = Json.generator(bytes)) {
      sent.nextToken();
      json.writeStartObject();
      while (sent.nextToken() == JsonToken.PROPERTY_NAME) {
        String member = sent.currentName();
        json.writeName(member);
        JsonToken value = sent.nextToken();
        if (member.equals(STATEMENTS) && value == JsonToken.START_ARRAY) choose(sent, places, json);
        else json.copyCurrentStructure(sent);
      }
      json.writeEndObject();
    }
    return new RequestBody(bytes.array(), bytes.length(), whole.host());
  }

  private static void choose(JsonParser sent, SortedSet<Integer> places, JsonGenerator json) {
    json.writeStartArray();
    for (int at = 0; sent.nextToken() != JsonToken.END_ARRAY; at++) {
      if (places.contains(at)) json.copyCurrentStructure(sent);
      else sent.skipChildren();
    }
    json.writeEndArray();
  }

  /// What became of the statements at these places, as the region says that was sent them.
  void take(SortedSet<Integer> places, HttpAnswer answer) throws Refusal {
    String body = new String(answer.body().array(), 0, answer.body().length(), UTF_8);
    if (answer.status() != DONE) throw failed("answered " + answer.status() + " " + body);
    var told = new ArrayList<String>();
    var cost = new ArrayList<String>();
    try (JsonParser said = Json.parser(body)) {
      said.nextToken();
      while (said.nextToken() == JsonToken.PROPERTY_NAME) {
        String member = said.currentName();
        said.nextToken();
        if (member.equals(RESPONSES)) copyElements(said, told);
        else if (member.equals(CONSUMED)) copyElements(said, cost);
        else said.skipChildren();
      }
    } catch (JacksonException broken) {
      throw failed("gave an answer that cannot be read: " + broken.getOriginalMessage());
    }
    if (told.size() != places.size()) throw failed("answered " + told.size() + " statements");
    int next = 0;
    for (int place : places) responses.put(place, told.get(next++));
    consumed.addAll(cost);
  }

  private static void copyElements(JsonParser said, List<String> copies) {
    while (said.nextToken() != JsonToken.END_ARRAY) {
      var bytes = new ByteSink(EXPECTED_LENGTH);
      try (JsonGenerator json = Json.generator(bytes)) {
        json.copyCurrentStructure(said);
      }
      copies.add(new String(bytes.array(), 0, bytes.length(), UTF_8));
    }
  }

  private static Refusal failed(String how) {
    return new Refusal(
        new ApiFault.InternalFailure(
            "The region where the statement is judged " + how + ": the write may have been done."));
  }

  /// The statement at this place was not carried out, as far as is known, for this reason.
  void fail(int place, @Nullable String table, ApiFault fault) {
    var bytes = new ByteSink(EXPECTED_LENGTH);
    try (JsonGenerator json = Json.generator(bytes)) {
      BatchStatementJson.write(StatementOutcome.failed(table, fault), json);
    }
    responses.put(place, new String(bytes.array(), 0, bytes.length(), UTF_8));
  }

  /// Of all statements, in their order. Each has been answered, or failed. `tokens`: of sessions.
  HttpAnswer answer(SortedSet<String> tokens) {
    if (responses.size() != statements) {
      throw new IllegalStateException(responses.keySet() + " of " + statements + " are answered");
    }
    var bytes = new ByteSink(EXPECTED_LENGTH);
    try (JsonGenerator json = Json.generator(bytes)) {
      json.writeStartObject();
      json.writeName(RESPONSES);
      json.writeStartArray();
      for (String response : responses.values()) json.writeRawValue(response);
      json.writeEndArray();
      if (!consumed.isEmpty()) {
        json.writeName(CONSUMED);
        json.writeStartArray();
        for (String cost : consumed) json.writeRawValue(cost);
        json.writeEndArray();
      }
      json.writeEndObject();
    }
    var headers = new TreeMap<String, String>();
    if (!tokens.isEmpty()) headers.put(SessionToken.HEADER, String.join(",", tokens));
    return new HttpAnswer(DONE, HttpAnswer.AMAZON_JSON, bytes, headers);
  }
}
