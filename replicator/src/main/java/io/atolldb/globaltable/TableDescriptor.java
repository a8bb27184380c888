package io.atolldb.globaltable;

import io.atolldb.clock.HybridTimestamp;
import io.atolldb.clock.RegionId;
import io.atolldb.item.Item;
import io.atolldb.table.KeySchema;
import io.atolldb.table.TableId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// All that regions have to agree on about one table.
///
/// Identity, name, key schema and time of creation never change. Shared settings and members change
/// one by one, each under the timestamp of its last change; merging keeps the later of each, and of
/// members the one of the later membership ([Member]). So an older plan that arrives late changes
/// nothing, whatever the order of arrival. Settings that a region has for itself are merged apart
/// ([RegionalSettings]).
public record TableDescriptor(
    TableId id,
    String name,
    KeySchema keys,
    long createdMillis,
    SharedSettings shared,
    SortedMap<RegionId, Member> members) {

  public TableDescriptor {
    members = Collections.unmodifiableSortedMap(new TreeMap<>(members));
  }

  /// A table whose settings were all set at one time.
  public TableDescriptor(
      TableId id,
      String name,
      KeySchema keys,
      long createdMillis,
      Item settings,
      HybridTimestamp since,
      SortedMap<RegionId, Member> members) {
    this(id, name, keys, createdMillis, SharedSettings.asWhole(settings, since), members);
  }

  /// The bag of all settings.
  public Item settings() {
    return shared.bag();
  }

  /// The time of the last change of a shared setting.
  public HybridTimestamp settingsSince() {
    return shared.latest();
  }

  /// What both know together.
  public TableDescriptor merge(TableDescriptor that) {
    if (!id.equals(that.id)) {
      throw new IllegalArgumentException(id + " is not the table " + that.id);
    }
    var merged = new TreeMap<RegionId, Member>(members);
    that.members.forEach((region, member) -> merged.merge(region, member, TableDescriptor::later));
    return new TableDescriptor(id, name, keys, createdMillis, shared.merge(that.shared), merged);
  }

  private static Member later(Member left, Member right) {
    return left.compareTo(right) >= 0 ? left : right;
  }

  public TableDescriptor withMember(RegionId region, Member member) {
    var changed = new TreeMap<RegionId, Member>(members);
    changed.put(region, member);
    return new TableDescriptor(id, name, keys, createdMillis, shared, changed);
  }

  /// This after a change of the settings that differ in `changed`: those of single regions, which
  /// raise a revision, and shared ones, which were changed at that time.
  public TableDescriptor withSettings(Item changed, HybridTimestamp at) {
    return new TableDescriptor(id, name, keys, createdMillis, shared.with(changed, at), members);
  }

  /// The status of a region's replica; null if the region never was a member.
  public @Nullable MemberStatus statusOf(RegionId region) {
    Member member = members.get(region);
    return member == null ? null : member.status();
  }

  /// A number that is the same in two regions if they know the same members with the same
  /// histories, and another one otherwise, but for one chance in 2^64.
  public long membership() {
    var text = new StringBuilder();
    members.forEach((region, member) ->
        text.append(region)
            .append(' ')
            .append(member.status())
            .append(' ')
            .append(member.since())
            .append(' ')
            .append(member.epoch())
            .append(' ')
            .append(member.fence())
            .append(';'));
    byte[] digest = sha256().digest(text.toString().getBytes(StandardCharsets.UTF_8));
    return ByteBuffer.wrap(digest).getLong();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
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
