package io.atolldb.request;

/// What a query or a scan answers of the items it finds.
public enum Select {
  SPECIFIC_ATTRIBUTES,
  COUNT,
  ALL_ATTRIBUTES,
  ALL_PROJECTED_ATTRIBUTES
}
