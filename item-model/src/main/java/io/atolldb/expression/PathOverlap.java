package io.atolldb.expression;

import io.atolldb.expression.DocumentPath.Step;
import java.util.List;

/// Whether two paths can stand in one expression.
enum PathOverlap {
  NONE,

  /// One is the other, or the beginning of the other.
  OVERLAP,

  /// They want members and elements in one place.
  CONFLICT;

  static PathOverlap of(DocumentPath one, DocumentPath two) {
    if (!one.attribute().equals(two.attribute())) return NONE;
    int common = Math.min(one.steps().size(), two.steps().size());
    for (int at = 0; at < common; at++) {
      Step first = one.steps().get(at);
      Step second = two.steps().get(at);
      if (!first.equals(second)) return first.getClass() == second.getClass() ? NONE : CONFLICT;
    }
    return OVERLAP;
  }

  /// Reports the first path of `earlier` that cannot stand beside `path`, of which there is one.
  static void report(Report found, List<DocumentPath> earlier, DocumentPath path) {
    for (DocumentPath first : earlier) {
      switch (of(first, path)) {
        case NONE -> {}
        case OVERLAP -> {
          found.report(Check.OVERLAP, Wording.overlap(first, path));
          return;
        }
        case CONFLICT -> {
          found.report(Check.OVERLAP, Wording.conflict(first, path));
          return;
        }
      }
    }
  }
}
