package io.atolldb.partiql;

import io.atolldb.item.Bytes;
import io.atolldb.item.KeyRange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Sets of encoded keys, as runs: sorted, none empty, none touching another.
final class KeyRanges {

  private KeyRanges() {}

  static List<KeyRange> of(KeyRange range) {
    return range.isEmpty() ? List.of() : List.of(range);
  }

  static List<KeyRange> union(List<KeyRange> some, List<KeyRange> others) {
    var all = new ArrayList<>(some);
    all.addAll(others);
    all.sort(Comparator.comparing(KeyRange::from));
    var joined = new ArrayList<KeyRange>();
    for (KeyRange range : all) {
      KeyRange last = joined.isEmpty() ? null : joined.getLast();
      if (last == null || (last.to() != null && last.to().compareTo(range.from()) < 0)) {
        joined.add(range);
      } else {
        joined.set(joined.size() - 1, new KeyRange(last.from(), later(last.to(), range.to())));
      }
    }
    return joined;
  }

  static List<KeyRange> intersection(List<KeyRange> some, List<KeyRange> others) {
    var common = new ArrayList<KeyRange>();
    int ours = 0;
    int theirs = 0;
    while (ours < some.size() && theirs < others.size()) {
      KeyRange one = some.get(ours);
      KeyRange other = others.get(theirs);
      Bytes from = one.from().compareTo(other.from()) > 0 ? one.from() : other.from();
      Bytes to = earlier(one.to(), other.to());
      var both = new KeyRange(from, to);
      if (!both.isEmpty()) common.add(both);
      if (Objects.equals(to, one.to())) ours++;
      else theirs++;
    }
    return common;
  }

  /// Null is the end of all keys.
  private static @Nullable Bytes later(@Nullable Bytes one, @Nullable Bytes other) {
    if (one == null || other == null) return null;
    return one.compareTo(other) >= 0 ? one : other;
  }

  private static @Nullable Bytes earlier(@Nullable Bytes one, @Nullable Bytes other) {
    if (one == null) return other;
    if (other == null) return one;
    return one.compareTo(other) <= 0 ? one : other;
  }
}
