package io.atolldb.merging;

import io.atolldb.clock.HybridTimestamp;
import io.atolldb.item.AttributeValue;
import io.atolldb.item.Bytes;
import io.atolldb.item.Item;
import io.atolldb.item.PrimaryKey;
import io.atolldb.merge.MergeEdit;
import io.atolldb.merge.MergePolicy;
import io.atolldb.merge.MergeState;
import io.atolldb.table.KeySchema;
import io.atolldb.version.Version;
import io.atolldb.version.VersionVector;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Writes and resolves items below the item. Used where the table's policy asks for it, or one of
/// the versions that meet was written under such a policy; everything else is the business of
/// [io.atolldb.resolution.ConflictResolver] alone, which does the same for whole writes and never
/// looks at an item.
public final class ItemMerge {

  /// What is stored of an item. The state is null for a write under last-writer-wins.
  public record Part(Item item, Version version, @Nullable Bytes state) {}

  /// What two versions make together, and of which of them something is lost that the other had not
  /// seen.
  public record Met(Merged merged, boolean losesOurs, boolean losesTheirs) {}

  private ItemMerge() {}

  /// A write of this region: `version` is its version, `after` what it leaves, absent for a delete.
  /// `increments` names the attributes that it only added to.
  public static Merged write(
      MergePolicy policy,
      Part before,
      Version version,
      Item after,
      Set<String> increments,
      KeySchema schema,
      PrimaryKey key) {
    HybridTimestamp stamp = MergeState.stampOf(version); // an expiry ranks below its time
    var edit = new MergeEdit<>(policy, stamp, AttributeValues.INSTANCE);
    MergeState<AttributeValue> state =
        after.isAbsent()
            ? edit.delete()
            : edit.put(state(before, schema), Merged.withoutKey(after, schema), increments);
    return Merged.of(state, version.vector(), schema, key);
  }

  /// The same in every region, whichever of the two it had first, and whatever policy it knows of.
  ///
  /// An item that merging has made larger than the API allows stays so: nothing of it may be
  /// dropped in one region alone. The next write of a client is refused until it is made smaller.
  public static Met meet(Part ours, Part theirs, KeySchema schema, PrimaryKey key) {
    VersionVector vector = ours.version().vector().join(theirs.version().vector());
    MergeState<AttributeValue> left = builtOn(ours, theirs, schema);
    MergeState<AttributeValue> right = builtOn(theirs, ours, schema);
    MergeState<AttributeValue> joined = left.join(right);
    boolean losesOurs = left.losesIn(joined, theirs.version().vector(), AttributeValues.INSTANCE);
    boolean losesTheirs = right.losesIn(joined, ours.version().vector(), AttributeValues.INSTANCE);
    return new Met(Merged.of(joined, vector, schema, key), losesOurs, losesTheirs);
  }

  /// What `part` brings along where it meets `other`, of which one may have been written where the
  /// delete was forgotten that the other one knows of.
  private static MergeState<AttributeValue> builtOn(Part part, Part other, KeySchema schema) {
    MergeState<AttributeValue> state = state(part, schema);
    MergeState<AttributeValue> beside = state(other, schema);
    VersionVector seen = part.version().vector();
    VersionVector seenByOther = other.version().vector();
    if (seen.isIncludedIn(seenByOther) && beside.hasForgotten(state, seenByOther)) {
      return MergeState.never();
    }
    boolean addsNothing = seenByOther.isIncludedIn(seen) && state.hasForgotten(beside, seen);
    return addsNothing ? state : state.besides(beside, seen);
  }

  private static MergeState<AttributeValue> state(Part part, KeySchema schema) {
    return Merged.stateOf(part.item(), part.version(), part.state(), schema);
  }
}
