package io.atolldb.request;

/// Whether an answer says what the request has cost, and in what detail.
public enum CapacityDetail {
  INDEXES,
  TOTAL,
  NONE
}
