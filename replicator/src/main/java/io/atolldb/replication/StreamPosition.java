package io.atolldb.replication;

/// A place in one region's change stream: everything before `offset` has been applied.
///
/// `cluster` and `topic` are the identities that Kafka gave them (not their names): a position
/// means nothing in another cluster, nor in a topic that was deleted and created again.
public record StreamPosition(String cluster, String topic, long offset) {}
