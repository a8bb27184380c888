package io.atolldb.wiring;

import io.atolldb.clock.RegionId;
import java.net.URI;

/// Another region: its name, where its Kafka is, and where its admin port is.
public record PeerOption(RegionId region, String kafka, URI admin) {

  /// `REGION=KAFKA_HOST:PORT=ADMIN_URL`.
  static PeerOption parse(String text) {
    String[] parts = text.split("=", 3);
    if (parts.length != 3 || parts[1].lastIndexOf(':') <= 0) {
      throw new IllegalArgumentException(
          "--peer takes REGION=KAFKA_HOST:PORT=ADMIN_URL, not '" + text + "'");
    }
    URI admin = URI.create(parts[2]);
    if (admin.getHost() == null || admin.getScheme() == null) {
      throw new IllegalArgumentException("'" + parts[2] + "' in --peer is not a URL");
    }
    return new PeerOption(new RegionId(parts[0]), parts[1], admin);
  }
}
