package io.atolldb.wiring;

/// Where a region's own Kafka is: a broker inside this process, or one that runs elsewhere.
public sealed interface KafkaOption {

  int PORT_DEFAULT = 9092;

  /// A broker of this process, on this port of the loopback interface.
  record Embedded(int port) implements KafkaOption {}

  record External(String bootstrapServers) implements KafkaOption {}

  /// `embedded`, `embedded:PORT` or `HOST:PORT[,HOST:PORT…]`.
  static KafkaOption parse(String text) {
    if (text.equals("embedded")) return new Embedded(PORT_DEFAULT);
    if (text.startsWith("embedded:")) {
      return new Embedded(port(text.substring("embedded:".length()), text));
    }
    for (String server : text.split(",", -1)) {
      int colon = server.lastIndexOf(':');
      if (colon <= 0) {
        throw new IllegalArgumentException(
            "--kafka takes embedded[:PORT] or HOST:PORT, not '" + text + "'");
      }
      port(server.substring(colon + 1), text);
    }
    return new External(text);
  }

  private static int port(String digits, String whole) {
    try {
      int port = Integer.parseInt(digits);
      if (port >= 0 && port <= 65_535) return port;
    } catch (NumberFormatException notANumber) {
      // the same answer as for a number that is no port
    }
    throw new IllegalArgumentException("'" + digits + "' in '" + whole + "' is not a port");
  }
}
