package io.atolldb.replication;

import static io.atolldb.replication.Changes.CARTS;

import io.atolldb.clock.HybridTimestamp;
import io.atolldb.clock.RegionId;
import io.atolldb.globaltable.TableDescriptor;
import io.atolldb.item.Bytes;
import io.atolldb.replication.ChangeRecord.Kind;
import io.atolldb.table.TableId;
import io.atolldb.version.Version;
import io.atolldb.version.VersionVector;
import io.atolldb.version.Versioned;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A region made of the production agents and fakes of all else. Several of them make a world in
/// which replicas are copied while everything changes.
final class SmallRegion implements PeerRegion {

  final RegionId id;
  final FakeReplicaStore store = new FakeReplicaStore();
  final FakeReplicas replicas = new FakeReplicas();
  final FakeOutbox outbox = new FakeOutbox();
  final FakeStream stream = new FakeStream();
  final SortedMap<RegionId, FakeFeed> feeds = new TreeMap<>();
  private final SortedMap<RegionId, PeerRegion> peers = new TreeMap<>();
  private final FakeTime time;
  private final Random dice;
  private SortedMap<RegionId, Link> links = new TreeMap<>();
  private final List<Agent> agents = new ArrayList<>();
  private long latest;
  private boolean unreachable;
  private final SortedMap<Long, SortedMap<Bytes, Versioned<ChangeRecord>>> views = new TreeMap<>();
  private long viewsOpened;

  SmallRegion(RegionId id, FakeTime time, Random dice) {
    this.id = id;
    this.time = time;
    this.dice = dice;
  }

  /// The other's stream is read from now on.
  void neighbours(SmallRegion other) {
    var feed = new FakeFeed();
    other.stream.isReadBy(feed);
    feeds.put(other.id, feed);
    peers.put(other.id, other);
  }

  /// A new life of the process: what the store and the log hold is all that it knows.
  void starts() {
    agents.clear();
    links = new TreeMap<>();
    feeds.forEach((origin, feed) -> links.put(origin, link(origin, feed)));
    agents.addAll(links.values());
    agents.add(new Publisher(outbox, stream, time.wallClock(), time.ticks(), dice, () -> true));
    agents.add(new ReplicaCopies(replicas, peers, links, store, time.ticks(), dice));
  }

  private Link link(RegionId origin, FakeFeed feed) {
    PeerRegion peer = peers.get(origin);
    return new Link(
        origin,
        new Link.Ports(feed, store, peer, replicas, time.wallClock(), time.ticks(), dice),
        false);
  }

  void takesAStep() {
    outbox.hasApplied(appliedOfOthers());
    agents.get(dice.nextInt(agents.size())).doWork();
  }

  void catchesUp() {
    outbox.hasApplied(appliedOfOthers());
    for (Agent agent : agents) agent.doWork();
    store.answers();
  }

  void writes(String name, boolean delete) {
    Bytes key = Changes.key(name);
    Versioned<ChangeRecord> held = store.versions(CARTS).get(key);
    Version before = held == null ? Version.NEVER : held.version();
    latest = Math.max(latest, before.timestamp().packed());
    latest = HybridTimestamp.successor(latest, time.wallClock().millis());
    Version version = before.succeededBy(new HybridTimestamp(latest, id));
    Kind kind = delete ? Kind.DELETE : Kind.PUT;
    Bytes image = delete ? null : Changes.image(name);
    var change = new ChangeRecord(CARTS, key, version, kind, image, false, null);
    store.writes(change);
    outbox.writes(change);
  }

  void isUnreachable(boolean now) {
    unreachable = now;
  }

  private VersionVector appliedOfOthers() {
    var entries = new ArrayList<VersionVector.Entry>();
    links.forEach((origin, link) -> {
      long through = link.appliedThrough();
      if (through > 0) entries.add(new VersionVector.Entry(origin, through));
    });
    return VersionVector.of(entries);
  }

  @Override
  public RegionId region() {
    return id;
  }

  @Override
  public @Nullable TableDescriptor tableNamed(String name) {
    return null;
  }

  private void requireReachable() throws PeerUnavailable {
    if (unreachable) throw new PeerUnavailable(id + " cannot be reached", null);
  }

  @Override
  public VersionVector applied() throws PeerUnavailable {
    requireReachable();
    return appliedWithOwn();
  }

  private VersionVector appliedWithOwn() {
    VersionVector others = appliedOfOthers();
    return latest == 0 ? others : others.with(new HybridTimestamp(latest, id));
  }

  @Override
  public boolean sendAgain(long written) throws PeerUnavailable {
    requireReachable();
    return publisher().sendAgain(written);
  }

  private Publisher publisher() {
    for (Agent agent : agents) {
      if (agent instanceof Publisher publisher) return publisher;
    }
    throw new IllegalStateException(id + " is not started");
  }

  @Override
  public @Nullable Page page(TableId table, @Nullable Bytes afterKey, int limit)
      throws PeerUnavailable {
    requireReachable();
    if (!replicas.isActive(table)) return null;
    return page(table, store.versions(table), afterKey);
  }

  @Override
  public long freeze() throws PeerUnavailable {
    requireReachable();
    views.put(++viewsOpened, new TreeMap<>(store.versions(CARTS)));
    return viewsOpened;
  }

  @Override
  public @Nullable Page frozenPage(long view, TableId table, @Nullable Bytes afterKey, int limit)
      throws PeerUnavailable, ViewGone {
    requireReachable();
    var frozen = views.get(view);
    if (frozen == null) throw new ViewGone("view " + view + " is gone");
    return replicas.isActive(table) ? page(table, frozen, afterKey) : null;
  }

  @Override
  public void thaw(long view) {
    views.remove(view);
  }

  private Page page(
      TableId table, SortedMap<Bytes, Versioned<ChangeRecord>> held, @Nullable Bytes afterKey) {
    int size = 1 + dice.nextInt(4);
    var versions = new ArrayList<ChangeRecord>();
    for (var entry : held.entrySet()) {
      if (afterKey != null && entry.getKey().compareTo(afterKey) <= 0) continue;
      if (versions.size() == size) return page(versions, versions.getLast().key());
      versions.add(travelling(table, entry.getKey(), entry.getValue()));
    }
    return page(versions, null);
  }

  private Page page(List<ChangeRecord> versions, @Nullable Bytes nextAfter) {
    return new Page(versions, nextAfter, appliedWithOwn(), versions.size());
  }

  private static ChangeRecord travelling(TableId table, Bytes key, Versioned<ChangeRecord> held) {
    Bytes image = held instanceof Versioned.Live<ChangeRecord>(var put, _) ? put.image() : null;
    Kind kind = image == null ? Kind.DELETE : Kind.PUT;
    return new ChangeRecord(table, key, held.version(), kind, image, false, null);
  }
}
