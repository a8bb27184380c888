package io.atolldb.operation;

import static io.atolldb.fault.ApiFault.Validation.INVALID;

import io.atolldb.fault.ApiFault;
import io.atolldb.item.ItemSize;

/// Refusals that several operations on tables share, in the service's words.
public final class TableFaults {

  public static final ApiFault PARTITION_KEY_TOO_LARGE =
      new ApiFault.Validation(
          INVALID
              + "Size of hashkey has exceeded the maximum size limit of"
              + ItemSize.PARTITION_KEY_BYTES_MAX
              + " bytes");

  public static final ApiFault SORT_KEY_TOO_LARGE =
      new ApiFault.Validation(
          INVALID
              + "Aggregated size of all range keys has exceeded the size limit of "
              + ItemSize.SORT_KEY_BYTES_MAX
              + " bytes");

  private TableFaults() {}

  public static ApiFault notFound(String table) {
    return new ApiFault.ResourceNotFound(
        "Requested resource not found: Table: " + table + " not found");
  }

  public static ApiFault indexNotFound(String index) {
    return new ApiFault.ResourceNotFound(
        "Requested resource not found: Index: " + index + " not found");
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
