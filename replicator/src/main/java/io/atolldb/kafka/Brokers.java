package io.atolldb.kafka;

import java.util.Collection;
import java.util.LinkedHashSet;
import org.apache.kafka.common.Node;

/// Where a cluster can be reached: under the addresses that it was configured with, and under those
/// that its brokers gave when they were last heard of, in case the first lead nowhere any more.
final class Brokers {

  /// Any one broker knows the others; a few are enough to find one that lives.
  static final int REMEMBERED_LIMIT = 8;

  private final String configured;
  private Collection<String> remembered = new LinkedHashSet<>();

  Brokers(String configured) {
    this.configured = configured;
  }

  void remember(Collection<Node> heardOf) {
    var addresses = new LinkedHashSet<String>();
    for (Node broker : heardOf) {
      if (addresses.size() < REMEMBERED_LIMIT) addresses.add(broker.host() + ":" + broker.port());
    }
    remembered = addresses;
  }

  /// Separated by commas, as Kafka's clients want them.
  String addresses() {
    var all = new LinkedHashSet<String>();
    all.add(configured);
    all.addAll(remembered);
    return String.join(",", all);
  }

  @Override
  public String toString() {
    return addresses();
  }
}
