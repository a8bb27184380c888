package io.atolldb.catalog;

/// The storage class of a table, stored and shown.
public enum TableClass {
  STANDARD,
  STANDARD_INFREQUENT_ACCESS
}
