package io.atolldb.broker;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import org.apache.kafka.server.ServerSocketFactory;
import org.jspecify.annotations.Nullable;

/// The broker's two server sockets, opened before the broker is built: a port that is in use is
/// known at once, and a port that the system picks can be written into the broker's settings.
final class BrokerSockets implements ServerSocketFactory, AutoCloseable {

  static final String CLIENTS = "PLAINTEXT";
  static final String CONTROLLER = "CONTROLLER";

  private static final int BACKLOG = 50;

  private final ServerSocketChannel clients;
  private final ServerSocketChannel controller;

  private BrokerSockets(ServerSocketChannel clients, ServerSocketChannel controller) {
    this.clients = clients;
    this.controller = controller;
  }

  static BrokerSockets open(BrokerAddress address) throws BrokerUnusable {
    ServerSocketChannel clients = bind(address.bindHost(), address.port());
    @Nullable ServerSocketChannel controller = null;
    try {
      controller = bind(BrokerAddress.LOOPBACK, 0);
      return new BrokerSockets(clients, controller);
    } finally {
      if (controller == null) close(clients);
    }
  }

  private static ServerSocketChannel bind(String host, int port) throws BrokerUnusable {
    @Nullable ServerSocketChannel socket = null;
    boolean bound = false;
    try {
      socket = ServerSocketChannel.open();
      socket.configureBlocking(false);
      var address = new InetSocketAddress(host, port);
      if (address.isUnresolved()) throw new BrokerUnusable("unknown host " + host, null);
      socket.bind(address, BACKLOG);
      bound = true;
      return socket;
    } catch (IOException taken) {
      throw new BrokerUnusable(
          "Kafka port "
              + port
              + " of "
              + host
              + " cannot be opened: "
              + taken.getMessage()
              + "; choose another with --kafka",
          taken);
    } finally {
      if (!bound && socket != null) close(socket);
    }
  }

  int clientsPort() {
    return clients.socket().getLocalPort();
  }

  int controllerPort() {
    return controller.socket().getLocalPort();
  }

  /// Hands a socket over to the broker, which closes it.
  @Override
  public ServerSocketChannel openServerSocket(
      String listenerName, InetSocketAddress address, int backlog, int receiveBufferBytes) {
    return switch (listenerName) {
      case CLIENTS -> clients;
      case CONTROLLER -> controller;
      default -> throw new IllegalArgumentException("no listener " + listenerName);
    };
  }

  @Override
  public void close() {
    close(clients);
    close(controller);
  }

  private static void close(ServerSocketChannel socket) {
    try {
      socket.close();
    } catch (IOException failed) {
      throw new java.io.UncheckedIOException(failed);
    }
  }
}
