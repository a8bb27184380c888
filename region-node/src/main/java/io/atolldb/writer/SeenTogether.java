package io.atolldb.writer;

import io.atolldb.fault.ApiFault;
import io.atolldb.operation.Current;
import java.util.List;

/// What came of reading several items at one moment.
public sealed interface SeenTogether {

  /// In the order in which they were asked for.
  record Items(List<Current> items) implements SeenTogether {
    public Items {
      items = List.copyOf(items);
    }
  }

  /// The region cannot answer now.
  record Refused(ApiFault fault) implements SeenTogether {}
}
