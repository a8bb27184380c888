package io.atolldb.simulation;

import io.atolldb.catalog.StreamView;
import io.atolldb.catalog.Table;
import io.atolldb.catalog.TableChange;
import io.atolldb.catalog.TableOperation.Decision;
import io.atolldb.catalog.TableSettings;
import io.atolldb.clock.RegionId;
import io.atolldb.globaltable.MemberStatus;
import io.atolldb.item.AttributeValue;
import io.atolldb.item.AttributeValue.StringValue;
import io.atolldb.item.Bytes;
import io.atolldb.item.Item;
import io.atolldb.item.KeyCodec;
import io.atolldb.region.TombstoneSweeper;
import io.atolldb.replication.Link;
import io.atolldb.replication.LinkProgress;
import io.atolldb.replication.StreamPosition;
import io.atolldb.simulation.History.Answer;
import io.atolldb.simulation.History.Call;
import io.atolldb.simulation.Network.Cut;
import io.atolldb.store.StoreMap;
import io.atolldb.table.KeyAttribute;
import io.atolldb.table.KeySchema;
import io.atolldb.table.ScalarType;
import io.atolldb.table.TableId;
import io.atolldb.writer.Written;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/// Regions of production code in one thread, with everything around them played: time, chance,
/// network, Kafka, disks, clients. A seed decides the whole run. After every event the invariants
/// are checked, so a failure names the event that broke one; its message holds the seed and the end
/// of the history.
public final class World {

  public static final TableId TABLE = new TableId(new UUID(0, 1));
  public static final String TABLE_NAME = "carts";

  /// The attribute of an item that says when it expires, if it does.
  public static final String EXPIRY = "until";

  /// How long a healed world may need at most until all regions agree.
  static final long SETTLE_MILLIS_MAX = 600_000;

  private static final long START_MILLIS = 1_000;

  private final long seed;
  private final Weather weather;
  private final RandomSource dice;
  private final Timeline timeline = new Timeline(START_MILLIS);
  private final Network network;
  private final History history = new History();
  private final SortedMap<RegionId, SimulatedRegion> regions = new TreeMap<>();
  private final List<Invariant> invariants = new ArrayList<>();
  private boolean moreIndexes;
  private boolean expires;

  public World(long seed, Weather weather, List<RegionId> regionIds) {
    this.seed = seed;
    this.weather = weather;
    this.dice = new RandomSource(seed);
    this.network = new Network(dice, weather.latency());
    for (RegionId id : regionIds) {
      List<RegionId> readers = regionIds.stream().filter(other -> !other.equals(id)).toList();
      var kafka =
          new SimulatedKafka(id, readers, dice, timeline, network, weather.unconfirmedPercent());
      regions.put(id, new SimulatedRegion(id, this, kafka));
    }
    regions.values().forEach(SimulatedRegion::start);
  }

  public World check(Invariant... some) {
    invariants.addAll(List.of(some));
    return this;
  }

  // What it is made of.

  public RandomSource dice() {
    return dice;
  }

  public Timeline timeline() {
    return timeline;
  }

  public Network network() {
    return network;
  }

  public History history() {
    return history;
  }

  public SimulatedRegion at(RegionId id) {
    SimulatedRegion region = regions.get(id);
    if (region == null) throw new IllegalArgumentException("no region " + id);
    return region;
  }

  public Collection<SimulatedRegion> regions() {
    return regions.values();
  }

  List<SimulatedRegion> others(RegionId id) {
    return regions.values().stream().filter(region -> !region.id().equals(id)).toList();
  }

  long busyMillis() {
    return dice.between(0, weather.busyMillisMax());
  }

  TombstoneSweeper.Pace forgetting() {
    return weather.forgetting();
  }

  long idleMillis() {
    return dice.between(1, weather.idleMillisMax());
  }

  public void note(String line) {
    history.note(timeline.nowMillis(), line);
  }

  // What happens in it.

  /// Makes the world's table in `first`, then in all regions, and waits until it is active there.
  public World withTable(RegionId first) {
    createTable(first);
    for (SimulatedRegion other : others(first)) addReplica(first, other.id());
    settle();
    return this;
  }

  public void createTable(RegionId first) {
    var keys = new KeySchema(new KeyAttribute(ClientWrite.KEY, ScalarType.S), null);
    alter(first, new TableChange.Create(TABLE, TABLE_NAME, keys, timeline.nowMillis(), settings()));
  }

  private Item settings() {
    Item indexes = IndexesHoldWhatItemsSay.settings(moreIndexes);
    var bag = new TreeMap<String, AttributeValue>(indexes.attributes());
    bag.put(TableSettings.STREAM_VIEW, new StringValue(StreamView.NEW_AND_OLD_IMAGES.name()));
    bag.put("LatestStreamLabel", new StringValue("1970-01-01T00:00:01.000"));
    if (expires) bag.put("TimeToLiveAttributeName", new StringValue(EXPIRY));
    return Item.owning(bag);
  }

  /// One more index, to be filled in every region while writes go on.
  public void addIndex(RegionId by) {
    note(by + " wants one more index");
    moreIndexes = true;
    alter(by, new TableChange.Settings(TABLE, settings()));
  }

  /// From now on items expire, at the second that their attribute [#EXPIRY] names.
  public void letItemsExpire(RegionId by) {
    note(by + " lets items expire");
    expires = true;
    alter(by, new TableChange.Settings(TABLE, settings()));
  }

  /// `by` asks for a replica in `region`, as far as it knows that there is none.
  public void addReplica(RegionId by, RegionId region) {
    note(by + " wants a replica in " + region);
    Table table = at(by).running().core().state().tables().of(TABLE);
    boolean known = table != null && table.descriptor().statusOf(region) != null;
    if (known) return;
    alter(by, new TableChange.Membership(TABLE, region, MemberStatus.CREATING, ""));
  }

  private void alter(RegionId by, TableChange change) {
    at(by).running().core().writer().submit(_ -> new Decision.Change(List.of(change)));
  }

  public Call ask(RegionId id, ClientWrite.Kind kind, String name, String value) {
    return at(id).running().submit(new ClientWrite(TABLE, name, kind, value));
  }

  /// Writes that are to be done together, or not at all.
  public List<Call> askTogether(RegionId id, List<ClientWrite> writes) {
    return at(id).running().submit(writes);
  }

  void answered(Call call, Written written) {
    history.answered(call, written, timeline.nowMillis());
    if (call.answer() instanceof Answer.Acknowledged acknowledged) {
      for (Invariant invariant : invariants) invariant.acknowledged(call, acknowledged);
    }
  }

  public void cut(RegionId from, RegionId to, Cut how) {
    network.cut(from, to, how);
    note("cut " + from + ">" + to + " " + how);
  }

  public void heal(RegionId from, RegionId to) {
    network.heal(from, to);
    note("heal " + from + ">" + to);
  }

  public void healAll() {
    network.healAll();
    note("all water flows");
  }

  /// Lets this much time pass, with all that happens in it.
  public void run(long millis) {
    long until = timeline.nowMillis() + millis;
    while (step(until)) {}
    timeline.passTo(until);
  }

  /// Lets time pass until everything that can arrive has arrived and nobody waits.
  public void settle() {
    long until = timeline.nowMillis() + SETTLE_MILLIS_MAX;
    while (!isSettled()) {
      if (!step(until)) throw failed(new AssertionError("it does not settle: " + unsettled()));
    }
    try {
      for (Invariant invariant : invariants) invariant.settled(this);
    } catch (AssertionError broken) {
      throw failed(broken);
    }
  }

  private boolean step(long untilMillis) {
    try {
      if (!timeline.runNext(untilMillis)) return false;
      regions.values().forEach(this::observe);
      return true;
    } catch (AssertionError | RuntimeException broken) {
      throw failed(broken);
    }
  }

  private AssertionError failed(Throwable broken) {
    String message =
        "seed %d, event %d: %s%n%s".formatted(seed, timeline.ran(), broken, history.tail());
    return new AssertionError(message, broken);
  }

  private void observe(SimulatedRegion region) {
    if (!region.isRunning() || !region.servesTheTable()) return;
    for (byte[] key : region.store().touched(StoreMap.items(TABLE))) {
      String name = nameOf(Bytes.owning(key));
      for (Invariant invariant : invariants) invariant.shown(region, name, region.read(name));
    }
    if (region.store().touched(StoreMap.REGION).isEmpty()) return;
    for (SimulatedRegion origin : others(region.id())) {
      LinkProgress progress = region.running().core().state().progress(origin.id());
      if (progress == null) continue;
      for (Invariant each : invariants) each.remembered(region, origin.id(), progress);
    }
  }

  static String nameOf(Bytes key) {
    return ((StringValue) KeyCodec.decode(key).partition()).text();
  }

  private boolean isSettled() {
    return unsettled().isEmpty();
  }

  /// What is still on its way, in words; empty when nothing is.
  private List<String> unsettled() {
    var missing = new ArrayList<String>();
    for (SimulatedRegion region : regions.values()) {
      if (!region.isRunning()) continue;
      RegionProcess process = region.running();
      if (region.kafka().isUp() && !process.isQuiet()) missing.add(region.id() + " is busy");
      if (process.knowsOfUnfinishedReplicas()) missing.add(region.id() + " awaits a replica");
      if (process.fillsIndexes()) missing.add(region.id() + " fills its indexes");
      process
          .agents()
          .links()
          .forEach((origin, link) -> {
            if (canArrive(origin, region.id()) && !hasArrived(origin, link)) {
              missing.add(origin + ">" + region.id() + " " + link.status());
            }
          });
    }
    return missing;
  }

  private boolean canArrive(RegionId origin, RegionId reader) {
    return at(origin).kafka().isUp() && network.cutBetween(origin, reader) == null;
  }

  private boolean hasArrived(RegionId origin, Link link) {
    StreamPosition position = link.status().position();
    if (position == null || !at(origin).kafka().hasNoNewsAfter(position)) return false;
    RegionProcess process = at(origin).process();
    return process == null || link.appliedThrough() >= process.core().state().ownLatest();
  }
}
