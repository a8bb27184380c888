package io.atolldb.catalog;

import io.atolldb.fault.ApiFault;
import java.util.List;

/// A valid request to change tables: a function of the tables as they are and of nothing else.
@FunctionalInterface
public interface TableOperation {

  Decision decide(Tables tables);

  /// What is to be done.
  sealed interface Decision {

    record Change(List<TableChange> changes) implements Decision {
      public Change {
        changes = List.copyOf(changes);
      }
    }

    record Refuse(ApiFault fault) implements Decision {}
  }

  /// What became of it: durable, with the tables as they were before and are after it; or refused.
  sealed interface Outcome {

    record Done(Tables before, Tables after) implements Outcome {}

    record Refused(ApiFault fault) implements Outcome {}
  }
}
