package io.atolldb.operation;

import io.atolldb.fault.ApiFault;

/// Refusals that several operations on tables share, in the service's words.
public final class TableFaults {

  private TableFaults() {}

  public static ApiFault notFound(String table) {
    return new ApiFault.ResourceNotFound(
        "Requested resource not found: Table: " + table + " not found");
  }

  static ApiFault beingCreated(String table) {
    return inUse("Table is being created: " + table);
  }

  static ApiFault beingUpdated(String table) {
    return inUse("Table is being updated: " + table);
  }

  private static ApiFault inUse(String why) {
    return new ApiFault.ResourceInUse("Attempt to change a resource which is still in use: " + why);
  }
}
