package io.atolldb.table;

import io.atolldb.item.AttributeValue;
import io.atolldb.item.AttributeValue.BinaryValue;
import io.atolldb.item.AttributeValue.NumberValue;
import io.atolldb.item.AttributeValue.StringValue;

/// The three types a key attribute can have, named as on the wire.
public enum ScalarType {
  S,
  N,
  B;

  public boolean accepts(AttributeValue value) {
    return switch (this) {
      case S -> value instanceof StringValue;
      case N -> value instanceof NumberValue;
      case B -> value instanceof BinaryValue;
    };
  }
}
