package io.atolldb.request;

import io.atolldb.catalog.TableOperation;
import io.atolldb.catalog.TableOperation.Outcome;
import io.atolldb.fault.Refusal;
import io.atolldb.operation.TableFaults;
import io.atolldb.region.Region;
import org.jspecify.annotations.Nullable;

/// What the operations on tables have in common.
final class TableNames {

  private TableNames() {}

  /// The name of a table in this region, which need not exist; an ARN of another region names none
  /// here.
  static String here(Region region, @Nullable String sent) throws Refusal {
    var reference = TableReference.parse(Constraints.tableName(sent));
    boolean elsewhere = !reference.inRegion().isEmpty();
    if (elsewhere && !reference.inRegion().equals(region.id().name())) {
      throw new Refusal(TableFaults.notFound(reference.sent()));
    }
    return reference.name();
  }

  static Outcome.Done alter(Region region, TableOperation operation) throws Refusal {
    return switch (region.alter(operation)) {
      case Outcome.Done done -> done;
      case Outcome.Refused(var fault) -> throw new Refusal(fault);
    };
  }
}
