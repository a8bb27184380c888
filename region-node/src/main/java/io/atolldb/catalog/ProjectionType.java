package io.atolldb.catalog;

/// Which attributes an index holds beside the keys of its entries and of the table.
public enum ProjectionType {
  ALL,
  KEYS_ONLY,
  INCLUDE
}
