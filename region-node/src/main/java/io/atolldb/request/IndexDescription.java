package io.atolldb.request;

import io.atolldb.catalog.Index;

/// A secondary index as it is described to clients of its region.
public record IndexDescription(
    Index index, TableDescription.Status status, boolean backfilling, IndexFigures figures) {}
