package io.atolldb.processes;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.ContainerNetwork;
import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.ComposeContainer;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// The three regions of `docker-compose.yml`, in containers, with the ports that it gives them.
///
/// Only that file is used: the names in the file beside it would keep two projects apart badly.
final class ComposedRegions implements AutoCloseable {

  static final Path FOLDER = Path.of("..").toAbsolutePath().normalize();

  private static final String PROJECT = "atollit";
  private static final String SERVICE = "com.docker.compose.service";
  private static final int FIRST_PORT = 8_000;
  private static final int PORTS_APART = 100;
  private static final int ADMIN_OFFSET = 90;
  private static final Duration START_MAX = Duration.ofMinutes(4);

  private final ComposeContainer compose;
  private final DockerClient docker = DockerClientFactory.instance().client();
  private final List<DynamoDbClient> clients = new ArrayList<>();

  ComposedRegions() {
    File file = FOLDER.resolve("docker-compose.yml").toFile();
    compose = new ComposeContainer(PROJECT, file).withBuild(true).withPull(false);
    compose.withStartupTimeout(START_MAX);
    compose.start();
    for (int at = 0; at < ThreeRegions.NAMES.size(); at++) {
      String name = ThreeRegions.NAMES.get(at);
      clients.add(ThreeRegions.client(URI.create("http://127.0.0.1:" + port(at)), name));
      Admin admin = admin(at);
      ThreeRegions.eventually(name + " is ready", admin::isReady);
    }
  }

  private static int port(int at) {
    return FIRST_PORT + PORTS_APART * at;
  }

  DynamoDbClient client(int at) {
    return clients.get(at);
  }

  Admin admin(int at) {
    return new Admin(URI.create("http://127.0.0.1:" + (port(at) + ADMIN_OFFSET)));
  }

  /// Takes the region off the network between the regions. Its own network stays.
  void cutOff(int at) {
    String sea = sea();
    for (String service : servicesOf(at)) {
      docker
          .disconnectFromNetworkCmd()
          .withNetworkId(sea)
          .withContainerId(container(service).getId())
          .exec();
    }
  }

  /// Puts it back, under the names by which the others know it.
  void reconnect(int at) {
    String sea = sea();
    for (String service : servicesOf(at)) {
      docker
          .connectToNetworkCmd()
          .withNetworkId(sea)
          .withContainerId(container(service).getId())
          .withContainerNetwork(new ContainerNetwork().withAliases("atoll-" + service))
          .exec();
    }
  }

  private static List<String> servicesOf(int at) {
    String region = ThreeRegions.NAMES.get(at);
    return List.of(region + "-kafka", region);
  }

  private Container container(String service) {
    return docker.listContainersCmd().withLabelFilter(Map.of(SERVICE, service)).exec().stream()
        .filter(running -> running.getNames()[0].contains(PROJECT))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no container runs for " + service));
  }

  private String sea() {
    return docker.listNetworksCmd().exec().stream()
        .filter(network -> network.getName().contains(PROJECT) && network.getName().endsWith("sea"))
        .findFirst()
        .orElseThrow(() -> new AssertionError("there is no network between the regions"))
        .getId();
  }

  @Override
  public void close() {
    clients.forEach(DynamoDbClient::close);
    compose.stop();
  }
}
