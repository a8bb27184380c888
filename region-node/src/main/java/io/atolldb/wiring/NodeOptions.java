package io.atolldb.wiring;

import io.atolldb.clock.RegionId;
import io.atolldb.cost.PriceList;
import io.atolldb.operation.CollectionLimit;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// What `./atoll node` was told. Every option may also come from the environment: `ATOLL_REGION`
/// (or `AWS_REGION`), `ATOLL_PORT`, `ATOLL_ADMIN_PORT`, `ATOLL_BIND`, `ATOLL_DATA`, `ATOLL_KAFKA`,
/// `ATOLL_PEERS` (separated by blanks), `ATOLL_THROTTLING`, `ATOLL_SESSION_WAIT`,
/// `ATOLL_VERIFY_EVERY`, `ATOLL_PRICES`.
@Command(
    name = "atoll node",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Starts one region.")
public final class NodeOptions {

  /// Whole seconds unless it names another unit.
  private static final Pattern TIME = Pattern.compile("(\\d{1,9})(s|ms|m)?");

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--region",
      paramLabel = "NAME",
      defaultValue = "${env:ATOLL_REGION:-${env:AWS_REGION:-us-east-1}}",
      description = "The region's name (default: ${DEFAULT-VALUE}).")
  private String region = "";

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "${env:ATOLL_PORT:-8000}",
      description = "The data port: the DynamoDB API and plain REST (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--admin-port",
      paramLabel = "PORT",
      defaultValue = "${env:ATOLL_ADMIN_PORT:-8090}",
      description = "The admin port: /api/v1, health, metrics (default: ${DEFAULT-VALUE}).")
  private int adminPort;

  @Option(
      names = "--bind",
      paramLabel = "ADDRESS",
      defaultValue = "${env:ATOLL_BIND:-127.0.0.1}",
      description = "The address that both ports listen on (default: ${DEFAULT-VALUE}).")
  private String bind = "";

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "${env:ATOLL_DATA:-./atoll-data}",
      description = "The region's data directory (default: ${DEFAULT-VALUE}).")
  private Path data = Path.of("");

  @Option(names = "--in-memory", description = "Keeps nothing on disk; all is gone at the end.")
  private boolean inMemory;

  @Option(
      names = "--kafka",
      paramLabel = "embedded[:PORT]|HOST:PORT",
      defaultValue = "${env:ATOLL_KAFKA:-embedded}",
      description = "The region's own Kafka (default: ${DEFAULT-VALUE}).")
  private String kafka = "";

  @Option(
      names = "--peer",
      paramLabel = "REGION=KAFKA_HOST:PORT=ADMIN_URL",
      defaultValue = "${env:ATOLL_PEERS:-}",
      split = " +",
      description = "Another region; once for each.")
  private List<String> peers = new ArrayList<>();

  @Option(
      names = "--throttling",
      paramLabel = "on|off",
      defaultValue = "${env:ATOLL_THROTTLING:-on}",
      description =
          "Whether tables with provisioned capacity refuse what is beyond it"
              + " (default: ${DEFAULT-VALUE}).")
  private String throttling = "";

  @Option(
      names = "--item-collection-max",
      paramLabel = "BYTES",
      defaultValue = "${env:ATOLL_ITEM_COLLECTION_MAX:-10737418240}",
      description =
          "How large the items of one partition may be together in a table with a local index"
              + " (default: ${DEFAULT-VALUE}).")
  private long itemCollectionMax;

  @Option(
      names = "--session-wait",
      paramLabel = "TIME",
      defaultValue = "${env:ATOLL_SESSION_WAIT:-2s}",
      description =
          "How long a request that carries a session's token waits for the region to catch up, in"
              + " s or ms (default: ${DEFAULT-VALUE}).")
  private String sessionWait = "";

  @Option(
      names = "--verify-every",
      paramLabel = "TIME",
      defaultValue = "${env:ATOLL_VERIFY_EVERY:-10m}",
      description =
          "How often shared tables are compared with the other regions' (default:"
              + " ${DEFAULT-VALUE}).")
  private String verifyEvery = "";

  @Option(
      names = "--prices",
      paramLabel = "FILE",
      defaultValue = "${env:ATOLL_PRICES:-}",
      description = "The price list of the cost estimate (default: the one of this build).")
  private String prices = "";

  @Option(
      names = "--faults",
      description = "Lets the admin port cut and delay links and shift the clock, for trying out.")
  private boolean faults;

  public RegionId region() {
    return checked(() -> new RegionId(region));
  }

  public int port() {
    return port(port, "--port");
  }

  public int adminPort() {
    return port(adminPort, "--admin-port");
  }

  public String bind() {
    return bind;
  }

  public boolean inMemory() {
    return inMemory;
  }

  /// The data directory of this region.
  public Path data() {
    return data;
  }

  public KafkaOption kafka() {
    return checked(() -> KafkaOption.parse(kafka));
  }

  public List<PeerOption> peers() {
    return checked(() -> {
      var parsed = new ArrayList<PeerOption>();
      var names = new TreeSet<RegionId>();
      names.add(region());
      for (String peer : peers) {
        if (peer.isBlank()) continue;
        PeerOption option = PeerOption.parse(peer);
        if (!names.add(option.region())) {
          throw new IllegalArgumentException("region " + option.region() + " is named twice");
        }
        parsed.add(option);
      }
      return List.copyOf(parsed);
    });
  }

  public CollectionLimit collectionLimit() {
    return checked(() -> new CollectionLimit(itemCollectionMax));
  }

  public boolean throttling() {
    return checked(() ->
        switch (throttling) {
          case "on" -> true;
          case "off" -> false;
          default ->
              throw new IllegalArgumentException("--throttling is on or off, not " + throttling);
        });
  }

  public boolean faults() {
    return faults;
  }

  public long sessionWaitMillis() {
    return millis("--session-wait", sessionWait);
  }

  public long verifyEveryMillis() {
    long millis = millis("--verify-every", verifyEvery);
    return checked(() -> {
      if (millis == 0) throw new IllegalArgumentException("--verify-every 0 is no interval");
      return millis;
    });
  }

  private long millis(String option, String value) {
    return checked(() -> {
      Matcher time = TIME.matcher(value);
      if (!time.matches()) {
        throw new IllegalArgumentException(
            option + " " + value + " is not a time such as 10m, 2s or 500ms");
      }
      long count = Long.parseLong(time.group(1));
      String unit = time.group(2);
      if ("ms".equals(unit)) return count;
      return "m".equals(unit) ? TimeUnit.MINUTES.toMillis(count) : TimeUnit.SECONDS.toMillis(count);
    });
  }

  public PriceList prices() {
    return checked(() -> {
      if (prices.isEmpty()) return PriceList.packaged();
      try {
        return PriceList.of(Path.of(prices));
      } catch (IOException | PriceList.Incomplete unusable) {
        throw new IllegalArgumentException("--prices " + prices + ": " + unusable, unusable);
      }
    });
  }

  /// Throws [ParameterException] with one clear line for the first option that makes no sense.
  public void check() {
    region();
    port();
    adminPort();
    kafka();
    peers();
    throttling();
    collectionLimit();
    sessionWaitMillis();
    verifyEveryMillis();
    prices();
  }

  private int port(int value, String option) {
    return checked(() -> {
      if (value < 0 || value > 65_535) {
        throw new IllegalArgumentException(option + " " + value + " is not a port");
      }
      return value;
    });
  }

  private <T> T checked(Supplier<T> parse) {
    try {
      return parse.get();
    } catch (IllegalArgumentException wrong) {
      if (spec == null) throw wrong;
      throw new ParameterException(spec.commandLine(), wrong.getMessage(), wrong);
    }
  }
}
