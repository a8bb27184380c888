package io.atolldb.wire;

import io.atolldb.request.TablePorts;
import java.util.SortedSet;
import java.util.TreeSet;

/// The names of all operations that a data port serves, for tests that must not forget one.
public final class ServedOperations {

  private ServedOperations() {}

  public static SortedSet<String> of(TablePorts ports) {
    var names = new TreeSet<String>();
    for (OperationRow<?, ?> row : OperationTable.of(ports).rows()) names.add(row.name());
    return names;
  }
}
