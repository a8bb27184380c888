package io.atolldb.request;

import io.atolldb.fault.Refusal;
import io.atolldb.item.AttributeValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Values without names as a client sent them, and what is wrong with the first that is none.
public record SentValues(List<AttributeValue> values, @Nullable String problem) {

  public SentValues {
    values = List.copyOf(values);
  }

  List<AttributeValue> valid() throws Refusal {
    if (problem != null) throw Refusal.invalid(problem);
    return values;
  }
}
