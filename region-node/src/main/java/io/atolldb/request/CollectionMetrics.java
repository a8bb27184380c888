package io.atolldb.request;

/// Whether a write asks for the size of the item collection it touched. Only tables with a local
/// secondary index have item collections, and there are none of these: nothing is ever answered.
public enum CollectionMetrics {
  SIZE,
  NONE
}
