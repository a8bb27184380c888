package io.atolldb.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.common.Node;
import org.junit.jupiter.api.Test;

class BrokersTest {

  private final Brokers brokers = new Brokers("first:9092,second:9092");

  @Test
  void startWithWhatWasConfigured() {
    assertThat(brokers.addresses()).isEqualTo("first:9092,second:9092");
  }

  @Test
  void areAlsoSoughtWhereTheyWereLastHeardOf() {
    brokers.remember(List.of(new Node(1, "here", 9093), new Node(2, "there", 9093)));
    assertThat(brokers.addresses()).isEqualTo("first:9092,second:9092,here:9093,there:9093");
    brokers.remember(List.of(new Node(2, "there", 9094)));
    assertThat(brokers.addresses()).isEqualTo("first:9092,second:9092,there:9094");
  }

  @Test
  void areRememberedUpToALimit() {
    brokers.remember(
        IntStream.range(0, 100).mapToObj(id -> new Node(id, "broker-" + id, 9092)).toList());
    assertThat(brokers.addresses().split(",")).hasSize(2 + Brokers.REMEMBERED_LIMIT);
  }
}
