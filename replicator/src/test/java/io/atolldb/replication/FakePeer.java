package io.atolldb.replication;

import io.atolldb.clock.RegionId;
import io.atolldb.globaltable.TableDescriptor;
import io.atolldb.item.Bytes;
import io.atolldb.table.TableId;
import io.atolldb.version.VersionVector;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Another region's tables, in pages as small as a test wants them.
final class FakePeer implements PeerRegion {

  private final RegionId region;
  private final SortedMap<TableId, SortedMap<Bytes, ChangeRecord>> tables = new TreeMap<>();
  private final List<Integer> pagesGiven = new ArrayList<>();
  private VersionVector applied = VersionVector.EMPTY;
  private int pageSize = Integer.MAX_VALUE;
  private boolean down;
  private long views;
  private boolean reachesBack = true;
  private final List<Long> askedToSendAgain = new ArrayList<>();

  FakePeer(RegionId region) {
    this.region = region;
  }

  void holds(ChangeRecord... changes) {
    for (ChangeRecord change : changes) {
      tables.computeIfAbsent(change.table(), _ -> new TreeMap<>()).put(change.key(), change);
    }
  }

  void hasApplied(VersionVector vector) {
    applied = vector;
  }

  void givesPagesOf(int versions) {
    pageSize = versions;
  }

  void hasALogThatDoesNotReachBack() {
    reachesBack = false;
  }

  List<Long> askedToSendAgain() {
    return askedToSendAgain;
  }

  void goesDown() {
    down = true;
  }

  void comesBack() {
    down = false;
  }

  /// How many versions were in each page that was asked for.
  List<Integer> pagesGiven() {
    return pagesGiven;
  }

  @Override
  public RegionId region() {
    return region;
  }

  @Override
  public @Nullable TableDescriptor tableNamed(String name) throws PeerUnavailable {
    requireUp();
    return null;
  }

  @Override
  public VersionVector applied() throws PeerUnavailable {
    requireUp();
    return applied;
  }

  @Override
  public boolean sendAgain(long written) throws PeerUnavailable {
    requireUp();
    askedToSendAgain.add(written);
    return reachesBack;
  }

  @Override
  public @Nullable Page page(TableId table, @Nullable Bytes afterKey, int limit)
      throws PeerUnavailable {
    requireUp();
    SortedMap<Bytes, ChangeRecord> held = tables.get(table);
    if (held == null) return null;
    var versions = new ArrayList<ChangeRecord>();
    boolean more = false;
    for (ChangeRecord version : held.values()) {
      if (afterKey != null && version.key().compareTo(afterKey) <= 0) continue;
      more = versions.size() >= Math.min(limit, pageSize);
      if (more) break;
      versions.add(version);
    }
    pagesGiven.add(versions.size());
    Bytes nextAfter = more ? versions.getLast().key() : null;
    return new Page(versions, nextAfter, applied, held.size());
  }

  @Override
  public long freeze() throws PeerUnavailable {
    requireUp();
    return ++views;
  }

  /// Its tables do not change while a test reads them.
  @Override
  public @Nullable Page frozenPage(long view, TableId table, @Nullable Bytes afterKey, int limit)
      throws PeerUnavailable, ViewGone {
    if (view != views) throw new ViewGone("view " + view + " is gone");
    return page(table, afterKey, limit);
  }

  @Override
  public void thaw(long view) throws PeerUnavailable {
    requireUp();
  }

  /// The views that were opened so far are closed.
  void closesItsViews() {
    views++;
  }

  private void requireUp() throws PeerUnavailable {
    if (down) throw new PeerUnavailable(region + " is down", null);
  }
}
