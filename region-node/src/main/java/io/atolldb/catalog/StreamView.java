package io.atolldb.catalog;

/// What the records of a table's stream show of an item.
public enum StreamView {
  KEYS_ONLY,
  NEW_IMAGE,
  OLD_IMAGE,
  NEW_AND_OLD_IMAGES
}
