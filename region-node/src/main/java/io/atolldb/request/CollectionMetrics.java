package io.atolldb.request;

/// Whether a write asks for the size of the item collection it touched. Only tables with a local
/// secondary index have item collections.
public enum CollectionMetrics {
  SIZE,
  NONE
}
