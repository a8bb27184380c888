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
  private final Sum[] @Nullable [] leaves = new Sum[PAGES][];
  private long items;

  DigestTree() {
    for (int page = 0; page < PAGES; page++) pages[page] = Sum.ZERO;
  }

  void add(int leaf, Sum sum, int itemsMore) {
    int page = leaf / PAGE_LEAVES;
    Sum[] within = within(page);
    within[leaf % PAGE_LEAVES] = within[leaf % PAGE_LEAVES].plus(sum);
    pages[page] = pages[page].plus(sum);
    items += itemsMore;
  }

  private Sum[] within(int page) {
    Sum[] known = leaves[page];
    if (known != null) return known;
    var made = new Sum[PAGE_LEAVES];
    for (int leaf = 0; leaf < PAGE_LEAVES; leaf++) made[leaf] = Sum.ZERO;
    leaves[page] = made;
    return made;
  }

  void addAll(DigestTree that) {
    for (int page = 0; page < PAGES; page++) {
      Sum[] within = that.leaves[page];
      if (within == null) continue;
      for (int at = 0; at < PAGE_LEAVES; at++) add(page * PAGE_LEAVES + at, within[at], 0);
    }
    items += that.items;
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
      Sum[] within = leaves[page];
      for (int at = 0; at < PAGE_LEAVES; at++) found.add(within == null ? Sum.ZERO : within[at]);
    }
    return found;
  }
}
