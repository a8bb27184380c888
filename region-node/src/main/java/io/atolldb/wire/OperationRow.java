package io.atolldb.wire;

import io.atolldb.fault.Refusal;
import tools.jackson.core.JsonGenerator;

/// One operation of the API: how its request is read, what it does, and how its answer is written.
///
/// @param <Q> the request
/// @param <A> the answer
record OperationRow<Q, A>(
    String name, JsonReader<Q> reader, Action<Q, A> action, JsonWriter<A> writer) {

  /// Checks a request and does what it asks for.
  @FunctionalInterface
  interface Action<Q, A> {
    A answer(Q request) throws Refusal;
  }

  @FunctionalInterface
  interface JsonWriter<A> {
    /// Writes the members of the answer; the object around them is there.
    void write(A answer, JsonGenerator json);
  }

  private static final int EXPECTED_LENGTH = 512;

  private static final int DONE = 200;

  HttpAnswer call(RequestBody body) throws Refusal {
    A answer = action.answer(JsonBody.read(body, reader));
    var bytes = new ByteSink(EXPECTED_LENGTH);
    try (JsonGenerator json = Json.generator(bytes)) {
      json.writeStartObject();
      writer.write(answer, json);
      json.writeEndObject();
    }
    return HttpAnswer.json(DONE, bytes);
  }
}
