/// Change streams in Kafka: the one place that knows topics, offsets and Kafka's clients.
@NullMarked
package io.atolldb.kafka;

import org.jspecify.annotations.NullMarked;
