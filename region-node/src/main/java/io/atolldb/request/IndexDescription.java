package io.atolldb.request;

import io.atolldb.catalog.Index;
import org.jspecify.annotations.Nullable;

/// A secondary index as it is described to clients of its region.
///
/// @param backfilling whether the items that were there before it are being put into it, while it
///   is added to a table; else null
public record IndexDescription(
    Index index,
    TableDescription.Status status,
    @Nullable Boolean backfilling,
    IndexFigures figures) {

  /// One that has just been added: nothing is put into it yet.
  IndexDescription begun() {
    return new IndexDescription(
        index, TableDescription.Status.CREATING, false, new IndexFigures(0, 0));
  }

  /// One whose capacity has just been changed.
  IndexDescription updated() {
    return new IndexDescription(index, TableDescription.Status.UPDATING, backfilling, figures);
  }

  /// One that has just been taken away: it is shown for the last time.
  static IndexDescription gone(Index index) {
    return new IndexDescription(
        index, TableDescription.Status.DELETING, null, new IndexFigures(0, 0));
  }
}
