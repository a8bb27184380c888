package io.atolldb.wire;

import io.atolldb.clock.RegionId;
import io.atolldb.request.TablePorts;
import io.atolldb.session.Sessions;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.session.StandardManager;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.buf.EncodedSolidusHandling;
import org.apache.tomcat.util.modeler.Registry;
import org.apache.tomcat.util.threads.VirtualThreadExecutor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The port on which clients read and write: an embedded Tomcat with one servlet on virtual
/// threads.
///
/// It is made of parts that are constructed by hand, so it starts in a fraction of a second, and a
/// test has one per class. It is started once and stopped once.
public final class DataPort implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(DataPort.class);

  /// Request line and headers; more is answered 400.
  private static final int HEADER_BYTES_MAX = 16 * 1024;

  /// Connections the system holds while all allowed ones are open.
  private static final int BACKLOG = 1_024;

  /// How much of a refused body is read and dropped, so that the client sees the refusal and not a
  /// connection that broke.
  private static final int SWALLOWED_BYTES_MAX = 2 * RequestBody.BYTES_MAX;

  /// How long Tomcat waits for requests once more, after they have had their time to end. It takes
  /// nothing below 20 for "do not wait" but for "wait for ever".
  private static final int UNLOAD_MILLIS = 40;

  private static final int KEPT_PROCESSORS = 512;

  /// What the URLs of browsers and of JavaScript leave as it is, though RFC 3986 has it encoded.
  private static final String PATH_CHARACTERS = "[]^|";

  private static final String QUERY_CHARACTERS = "[\\]^`{|}";

  private final InetSocketAddress address;
  private final DataPortLimits limits;
  private final Path workFolder;
  private final Tomcat tomcat = new Tomcat();
  private final Connector connector;
  private final InFlight inFlight = new InFlight();
  private final AtomicBoolean closed = new AtomicBoolean();

  /// Port 0 is any free one. The address must be one of this machine's. Without a `rest` API its
  /// paths are unknown; without `sessions` no answer carries a token of the region's state; without
  /// `homes` no request is sent on to another region.
  public DataPort(
      InetSocketAddress address,
      DataPortLimits limits,
      TablePorts ports,
      @Nullable RestApi rest,
      @Nullable Sessions sessions,
      @Nullable HomeRegions homes)
      throws IOException {
    this.address = address;
    this.limits = limits;
    this.workFolder = Files.createTempDirectory("atoll-data-port");
    this.connector = connector();
    Registry.disableRegistry(); // Nobody reads Tomcat's beans; metrics have their own way.
    RegionId self = ports.region().id();
    var servlet =
        new DynamoServlet(OperationTable.of(ports), rest, sessions, homes, self, inFlight);
    build(servlet);
  }

  /// As the other one, in a region by itself.
  public DataPort(
      InetSocketAddress address,
      DataPortLimits limits,
      TablePorts ports,
      @Nullable RestApi rest,
      @Nullable Sessions sessions)
      throws IOException {
    this(address, limits, ports, rest, sessions, null);
  }

  /// As the other one, without sessions.
  public DataPort(
      InetSocketAddress address, DataPortLimits limits, TablePorts ports, @Nullable RestApi rest)
      throws IOException {
    this(address, limits, ports, rest, null, null);
  }

  private Connector connector() {
    var protocol = new DataPortHttp();
    protocol.setExecutor(new VirtualThreadExecutor("data-port-"));
    protocol.setAddress(address.getAddress());
    protocol.setMaxConnections(limits.connectionsMax());
    protocol.setAcceptCount(BACKLOG);
    protocol.setMaxKeepAliveRequests(-1);
    protocol.setKeepAliveTimeout(limits.idleMillisMax());
    protocol.setConnectionTimeout(limits.readMillisMax());
    protocol.setMaxHttpRequestHeaderSize(HEADER_BYTES_MAX);
    protocol.setMaxSwallowSize(SWALLOWED_BYTES_MAX);
    protocol.setProcessorCache(KEPT_PROCESSORS);
    protocol.setTcpNoDelay(true);
    // A client that asks before it sends is not told to send what is refused unread.
    protocol.setContinueResponseTiming("onRead");
    protocol.setServer("Server");
    protocol.setRelaxedPathChars(PATH_CHARACTERS);
    protocol.setRelaxedQueryChars(QUERY_CHARACTERS);
    var made = new Connector(protocol);
    // Only a socket that was bound at the start can be closed while requests go on.
    made.setProperty("bindOnInit", "false");
    made.setPort(address.getPort());
    made.setThrowOnFailure(true);
    // Keys in the REST API's paths may hold slashes; the servlet looks at paths undecoded.
    made.setEncodedSolidusHandling(EncodedSolidusHandling.PASS_THROUGH.getValue());
    made.setEncodedReverseSolidusHandling(EncodedSolidusHandling.PASS_THROUGH.getValue());
    return made;
  }

  private void build(DynamoServlet servlet) {
    tomcat.setSilent(true);
    tomcat.setBaseDir(workFolder.toString());
    tomcat.setConnector(connector);
    if (tomcat.getHost() instanceof StandardHost host) host.setErrorReportValveClass("");
    Context context = tomcat.addContext("", workFolder.toString());
    // Nothing is ever unloaded here, so there is nothing to look for when the port stops.
    if (context instanceof StandardContext standard) {
      standard.setClearReferencesThreadLocals(false);
      standard.setClearReferencesRmiTargets(false);
      standard.setUnloadDelay(UNLOAD_MILLIS);
    }
    var sessions = new StandardManager();
    sessions.setPathname(null); // There are no sessions, so none to keep over a restart.
    context.setManager(sessions);
    Tomcat.addServlet(context, "dynamo", servlet);
    context.addServletMappingDecoded("/", "dynamo");
  }

  /// Listens. From here on clients are answered.
  public void start() throws PortUnavailable {
    try {
      tomcat.start();
    } catch (LifecycleException failed) {
      close();
      throw new PortUnavailable("cannot listen on " + address, failed);
    }
    LOG.info("data-port.listening address={} port={}", address.getAddress(), port());
  }

  /// The port that is listened on.
  public int port() {
    return connector.getLocalPort();
  }

  /// Takes no more connections, lets the requests under way end within the limit, and lets go of
  /// the port. Does nothing when called again.
  public void stop() {
    if (closed.get()) return;
    connector.getProtocolHandler().closeServerSocketGraceful();
    connector.pause();
    try {
      if (!inFlight.drain(limits.stopMillisMax())) {
        LOG.warn("data-port.stopped requestsCutOff={}", inFlight.count());
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    close();
  }

  /// Stops without waiting for requests under way. Does nothing when called again.
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) return;
    try {
      tomcat.stop();
      tomcat.destroy();
    } catch (LifecycleException failed) {
      LOG.warn("data-port.unclean", failed);
    }
    deleteWorkFolder();
  }

  private void deleteWorkFolder() {
    if (!Files.exists(workFolder)) return;
    try (Stream<Path> files = Files.walk(workFolder)) {
      files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    } catch (IOException | UncheckedIOException failed) {
      LOG.warn("data-port.leftover folder={}", workFolder, failed);
    }
  }
}
