package io.atolldb.writer;

import io.atolldb.catalog.Table;
import io.atolldb.conflicts.ConflictKind;
import io.atolldb.item.Bytes;
import io.atolldb.item.KeyCodec;
import io.atolldb.merging.ItemMerge;
import io.atolldb.merging.Merged;
import io.atolldb.replication.ChangeRecord.Kind;
import io.atolldb.resolution.ConflictResolver;
import io.atolldb.resolution.Resolution;
import io.atolldb.stored.ItemVersion;
import java.util.ArrayList;
import java.util.List;

/// What two versions of one key make together: what is stored `after`, and which of the two `lost`
/// something that the other had not seen. Where no part of either is merged below the item, the
/// resolver decides without looking into it.
record Meeting(ItemVersion after, List<ItemVersion> lost) {

  static Meeting of(Table table, Bytes key, ItemVersion ours, ItemVersion theirs) {
    boolean merges = ours.mergeState() != null || theirs.mergeState() != null;
    return merges ? merged(table, key, ours, theirs) : resolved(ours, theirs);
  }

  private static Meeting resolved(ItemVersion ours, ItemVersion theirs) {
    Resolution<ItemVersion> resolution =
        ConflictResolver.resolve(ours.versioned(), theirs.versioned());
    ItemVersion kept =
        switch (resolution.outcome()) {
          case APPLIED, APPLIED_OVER_CONFLICT -> theirs;
          case KEPT_OVER_CONFLICT, ALREADY_INCLUDED -> ours;
        };
    List<ItemVersion> lost =
        switch (resolution.outcome()) {
          case APPLIED, ALREADY_INCLUDED -> List.of();
          case APPLIED_OVER_CONFLICT -> List.of(ours);
          case KEPT_OVER_CONFLICT -> List.of(theirs);
        };
    // Two deletes agree: nothing that anybody wrote is lost. But whoever deletes on a condition is
    // told that nobody else has.
    boolean agree = !ours.exists() && !theirs.exists() && !ConflictKind.raced(ours, theirs);
    return new Meeting(kept.withVersion(resolution.merged().version()), agree ? List.of() : lost);
  }

  private static Meeting merged(Table table, Bytes key, ItemVersion ours, ItemVersion theirs) {
    ItemMerge.Met met =
        ItemMerge.meet(part(ours), part(theirs), table.keys(), KeyCodec.decode(key));
    var lost = new ArrayList<ItemVersion>(2);
    if (ours.wasWritten() && met.losesOurs()) lost.add(ours);
    if (met.losesTheirs()) lost.add(theirs);
    return new Meeting(after(met.merged(), ours, theirs), lost);
  }

  /// What is stored says the same in every region. Where one write is all there is, it is that
  /// write, with all that it was; where several have come together, it is none of them.
  private static ItemVersion after(Merged merged, ItemVersion ours, ItemVersion theirs) {
    if (merged.state() == null) {
      for (ItemVersion side : List.of(ours, theirs)) {
        boolean isThat =
            side.mergeState() == null
                && side.version().timestamp().equals(merged.version().timestamp());
        if (isThat) return side.withVersion(merged.version());
      }
    }
    ItemVersion after =
        merged.item().isAbsent()
            ? ItemVersion.of(merged.version(), Kind.DELETE, false, null)
            : ItemVersion.put(merged.version(), false, merged.item());
    return after.withMergeState(merged.state());
  }

  static ItemMerge.Part part(ItemVersion stored) {
    return new ItemMerge.Part(stored.item(), stored.version(), stored.mergeState());
  }
}
