package io.atolldb.broker;

/// Where the embedded broker listens and under which name clients are told to find it. Port 0
/// stands for any free one.
public record BrokerAddress(String bindHost, String advertisedHost, int port) {

  public static final String LOOPBACK = "127.0.0.1";

  public BrokerAddress {
    if (port < 0 || port > 65_535) throw new IllegalArgumentException("port " + port);
  }

  /// For this machine alone.
  public static BrokerAddress loopback(int port) {
    return new BrokerAddress(LOOPBACK, LOOPBACK, port);
  }
}
