package io.atolldb.catalog;

/// How a table's reads and writes are paid for. Atoll charges nobody; what is set is shown, and the
/// rules of the API hold.
public enum BillingMode {
  PROVISIONED,
  PAY_PER_REQUEST
}
