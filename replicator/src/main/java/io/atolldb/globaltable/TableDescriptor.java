package io.atolldb.globaltable;

import io.atolldb.clock.HybridTimestamp;
import io.atolldb.clock.RegionId;
import io.atolldb.item.Item;
import io.atolldb.item.ItemCodec;
import io.atolldb.table.KeySchema;
import io.atolldb.table.TableId;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// All that regions have to agree on about one table.
///
/// Identity, name, key schema and time of creation never change. The settings change as a whole,
/// the members one by one, each under the timestamp of its last change; merging keeps the later of
/// each. So an older plan that arrives late changes nothing, whatever the order of arrival.
/// Settings that a region has for itself are merged apart ([RegionalSettings]). `settings` is an
/// open bag in the form of an item: a setting that this build does not know is kept.
public record TableDescriptor(
    TableId id,
    String name,
    KeySchema keys,
    long createdMillis,
    Item settings,
    HybridTimestamp settingsSince,
    SortedMap<RegionId, Member> members) {

  private static final Comparator<Member> BY_TIME =
      Comparator.comparing(Member::since)
          .thenComparing(Member::status)
          .thenComparing(Member::description);

  public TableDescriptor {
    members = Collections.unmodifiableSortedMap(new TreeMap<>(members));
  }

  /// What both know together.
  public TableDescriptor merge(TableDescriptor that) {
    if (!id.equals(that.id)) {
      throw new IllegalArgumentException(id + " is not the table " + that.id);
    }
    boolean theirSettings = isLater(that);
    var merged = new TreeMap<RegionId, Member>(members);
    that.members.forEach((region, member) -> merged.merge(region, member, TableDescriptor::later));
    return new TableDescriptor(
        id,
        name,
        keys,
        createdMillis,
        theirSettings
            ? RegionalSettings.merge(that.settings, settings)
            : RegionalSettings.merge(settings, that.settings),
        theirSettings ? that.settingsSince : settingsSince,
        merged);
  }

  /// No clock gives one timestamp to two changes. If one did all the same, all regions still have
  /// to choose alike, whatever came first: so ties are broken by what the changes say.
  private boolean isLater(TableDescriptor that) {
    int order = that.settingsSince.compareTo(settingsSince);
    if (order != 0 || that.settings.equals(settings)) return order > 0;
    return Arrays.compareUnsigned(ItemCodec.encode(that.settings), ItemCodec.encode(settings)) > 0;
  }

  private static Member later(Member left, Member right) {
    return BY_TIME.compare(left, right) >= 0 ? left : right;
  }

  public TableDescriptor withMember(RegionId region, Member member) {
    var changed = new TreeMap<RegionId, Member>(members);
    changed.put(region, member);
    return new TableDescriptor(id, name, keys, createdMillis, settings, settingsSince, changed);
  }

  public TableDescriptor withSettings(Item changed, HybridTimestamp since) {
    return new TableDescriptor(id, name, keys, createdMillis, changed, since, members);
  }

  /// The status of a region's replica; null if the region never was a member.
  public @Nullable MemberStatus statusOf(RegionId region) {
    Member member = members.get(region);
    return member == null ? null : member.status();
  }

  /// Whether another region than `self` holds, or is to hold, a replica.
  public boolean isSharedBy(RegionId self) {
    for (Map.Entry<RegionId, Member> entry : members.entrySet()) {
      MemberStatus status = entry.getValue().status();
      boolean present = status == MemberStatus.ACTIVE || status == MemberStatus.CREATING;
      if (present && !entry.getKey().equals(self)) return true;
    }
    return false;
  }
}
