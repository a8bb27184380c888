package io.atolldb.wiring;

import io.atolldb.admin.ConflictText;
import io.atolldb.broker.BrokerAddress;
import io.atolldb.broker.BrokerUnusable;
import io.atolldb.broker.EmbeddedBroker;
import io.atolldb.clock.RegionId;
import io.atolldb.kafka.KafkaChangeFeed;
import io.atolldb.kafka.KafkaChangeStream;
import io.atolldb.kafka.KafkaConflictStream;
import io.atolldb.kafka.TopicSettings;
import io.atolldb.peer.AdminRelay;
import io.atolldb.peer.HttpComparedRegion;
import io.atolldb.peer.HttpHomeRegions;
import io.atolldb.peer.HttpPeerRegion;
import io.atolldb.proof.ComparedRegion;
import io.atolldb.proof.Verification;
import io.atolldb.region.ConflictPublisher;
import io.atolldb.region.Region;
import io.atolldb.region.RegionAgents;
import io.atolldb.region.RegionAgents.Neighbour;
import io.atolldb.region.RegionAgents.Surroundings;
import io.atolldb.region.RegionCore;
import io.atolldb.region.VerificationAgent;
import io.atolldb.replication.Agent;
import io.atolldb.replication.AgentRunner;
import io.atolldb.replication.FaultyFeed;
import io.atolldb.replication.FaultyPeer;
import io.atolldb.replication.LinkFaults;
import io.atolldb.replication.PeerRegion;
import io.atolldb.replication.Ticks;
import io.atolldb.request.TablePorts;
import io.atolldb.session.Sessions;
import io.atolldb.wire.HomeRegions;
import io.atolldb.writer.Writer;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One region in this process: storage, broker, agents and their threads. Knows no Spring and no
/// HTTP server; the ports are opened around it.
public final class RegionNode implements AutoCloseable {

  private static final int DEMO_COPIES = 1;

  private final NodeOptions options;
  private final NodeStorage storage;
  private final ShiftedClock clock;
  private final LinkFaults faults = new LinkFaults();
  private final @Nullable EmbeddedBroker broker;
  private final KafkaChangeStream stream;
  private final KafkaConflictStream conflicts;
  private final SortedMap<RegionId, PeerRegion> peers = new TreeMap<>();
  private final RegionAgents agents;
  private final Verification verification;
  private final VerificationAgent verifier;
  private final List<AgentRunner> runners = new ArrayList<>();

  private RegionNode(
      NodeOptions options,
      NodeStorage storage,
      ShiftedClock clock,
      @Nullable EmbeddedBroker broker) {
    this.options = options;
    this.storage = storage;
    this.clock = clock;
    this.broker = broker;
    RegionId self = options.region();
    this.stream = new KafkaChangeStream(self, kafka(), TopicSettings.copies(DEMO_COPIES));
    Ticks ticks = () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    this.agents =
        new RegionAgents(
            storage.core(),
            stream,
            neighbours(self, ticks),
            new Surroundings(clock, ticks, new SplittableRandom()));
    this.verification = verification();
    this.verifier =
        new VerificationAgent(
            storage.core().state(),
            verification,
            new Surroundings(clock, ticks, new SplittableRandom()),
            options.verifyEveryMillis());
    this.conflicts = new KafkaConflictStream(self, kafka(), TopicSettings.conflicts(DEMO_COPIES));
    var conflictPublisher =
        new ConflictPublisher(
            storage.core(), conflicts, new ConflictText(storage.core().region()), ticks);
    for (Agent agent : agents.all()) runners.add(new AgentRunner(agent));
    runners.add(new AgentRunner(verifier));
    runners.add(new AgentRunner(conflictPublisher));
  }

  /// Opens the storage, recovers what it holds, and starts the broker if it is this process's own.
  /// Nothing runs yet.
  public static RegionNode open(NodeOptions options) throws StartFailure {
    var clock = new ShiftedClock();
    NodeStorage storage = NodeStorage.open(options, clock);
    boolean complete = false;
    try {
      EmbeddedBroker broker =
          switch (options.kafka()) {
            case KafkaOption.Embedded(var port) ->
                EmbeddedBroker.start(storage.brokerFolder(), BrokerAddress.loopback(port));
            case KafkaOption.External _ -> null;
          };
      complete = true;
      return new RegionNode(options, storage, clock, broker);
    } catch (BrokerUnusable unusable) {
      throw new StartFailure(String.valueOf(unusable.getMessage()), unusable);
    } finally {
      if (!complete) storage.close();
    }
  }

  private List<Neighbour> neighbours(RegionId self, Ticks ticks) {
    var neighbours = new ArrayList<Neighbour>();
    for (PeerOption peer : options.peers()) {
      RegionId origin = peer.region();
      var feed = new KafkaChangeFeed(self, origin, peer.kafka());
      var asked = new FaultyPeer(new HttpPeerRegion(origin, peer.admin()), faults);
      peers.put(origin, asked);
      neighbours.add(new Neighbour(origin, new FaultyFeed(feed, origin, faults, ticks), asked));
    }
    return neighbours;
  }

  private Verification verification() {
    var others = new TreeMap<RegionId, ComparedRegion>();
    for (PeerOption peer : options.peers()) {
      others.put(peer.region(), new HttpComparedRegion(peer.region(), peer.admin()));
    }
    return new Verification(agents.compared(), others);
  }

  public Verification verifications() {
    return verification;
  }

  public VerificationAgent verifier() {
    return verifier;
  }

  public void start() {
    runners.forEach(AgentRunner::start);
  }

  public Region region() {
    return core().region();
  }

  public RegionCore core() {
    return storage.core();
  }

  public RegionAgents agents() {
    return agents;
  }

  public List<AgentRunner> runners() {
    return Collections.unmodifiableList(runners);
  }

  public SortedMap<RegionId, PeerRegion> peers() {
    return Collections.unmodifiableSortedMap(peers);
  }

  /// What operations on tables are made with.
  public TablePorts tablePorts() {
    return new TablePorts(
        region(), peers, new KnownReplicas(agents), core().streams(), UUID::randomUUID, clock);
  }

  /// What the data port asks about sessions.
  public Sessions sessions() {
    return agents.sessions(options.sessionWaitMillis());
  }

  /// To where the data port sends requests on.
  public HomeRegions homes() {
    return new HttpHomeRegions(admins(), region -> faults.of(region).cut());
  }

  /// How the admin port reaches the others.
  public AdminRelay relay() {
    return new AdminRelay(admins());
  }

  private SortedMap<RegionId, URI> admins() {
    var admins = new TreeMap<RegionId, URI>();
    for (PeerOption peer : options.peers()) admins.put(peer.region(), peer.admin());
    return admins;
  }

  public LinkFaults faults() {
    return faults;
  }

  public ShiftedClock clock() {
    return clock;
  }

  /// The region's Kafka, as its clients name it.
  public String kafka() {
    if (broker != null) return broker.address();
    return switch (options.kafka()) {
      case KafkaOption.External(var servers) -> servers;
      case KafkaOption.Embedded _ -> throw new IllegalStateException("no broker was started");
    };
  }

  /// Why the node can serve no more and has to end; null while it can.
  public @Nullable String failure() {
    Writer writer = core().writer();
    return writer.failure();
  }

  /// Why the region's own broker is down; null while it is not, or where there is none.
  public @Nullable String brokerFailure() {
    return broker == null ? null : broker.failure();
  }

  /// Links first, the writer last, so that everything that was accepted is answered. The broker
  /// before the storage, which holds its directory.
  @Override
  public void close() {
    List<AgentRunner> all = runners.reversed();
    all.subList(0, all.size() - 1).forEach(AgentRunner::end);
    for (AgentRunner runner : all) runner.close();
    stream.close();
    conflicts.close();
    if (broker != null) broker.close();
    storage.close();
  }
}
