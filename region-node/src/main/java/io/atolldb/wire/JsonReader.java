package io.atolldb.wire;

import io.atolldb.fault.Refusal;

/// Reads one value from a body, standing on its first token.
@FunctionalInterface
interface JsonReader<Q> {
  Q read(JsonBody body) throws Refusal;
}
