package io.atolldb.proof;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One table's digest: 128 pages of 128 leaves, each the sum of the entries whose keys hash into
/// it. 256 KiB at most; a page takes room once something falls into it. Not for several threads at
/// once.
final class DigestTree {

  static final int LEAF_BITS = 14;
  static final int LEAVES = 1 << LEAF_BITS;
  static final int PAGES = 128;
  static final int PAGE_LEAVES = LEAVES / PAGES;

  private final Sum[] pages = new Sum[PAGES];

  /// Of each page that was ever touched: high and low half of each leaf.
  private final long[] @Nullable [] leaves = new long[PAGES][];

  private long items;

  DigestTree() {
    for (int page = 0; page < PAGES; page++) pages[page] = Sum.ZERO;
  }

  void add(int leaf, Sum sum, int itemsMore) {
    int page = leaf / PAGE_LEAVES;
    long[] within = within(page);
    int at = 2 * (leaf % PAGE_LEAVES);
    within[at] += sum.high();
    within[at + 1] += sum.low();
    pages[page] = pages[page].plus(sum);
    items += itemsMore;
  }

  private long[] within(int page) {
    long[] known = leaves[page];
    if (known != null) return known;
    var made = new long[2 * PAGE_LEAVES];
    leaves[page] = made;
    return made;
  }

  void addAll(DigestTree that) {
    for (int page = 0; page < PAGES; page++) {
      long[] within = that.leaves[page];
      if (within == null) continue;
      for (int at = 0; at < PAGE_LEAVES; at++) add(page * PAGE_LEAVES + at, sum(within, at), 0);
    }
    items += that.items;
  }

  private static Sum sum(long[] within, int at) {
    return new Sum(within[2 * at], within[2 * at + 1]);
  }

  long items() {
    return items;
  }

  List<Sum> pages() {
    return List.of(pages);
  }

  /// The leaves of some pages, page after page.
  List<Sum> leaves(List<Integer> asked) {
    var found = new ArrayList<Sum>(asked.size() * PAGE_LEAVES);
    for (int page : asked) {
      long[] within = leaves[page];
      for (int at = 0; at < PAGE_LEAVES; at++) {
        found.add(within == null ? Sum.ZERO : sum(within, at));
      }
    }
    return found;
  }
}
