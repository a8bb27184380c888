package io.atolldb.request;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// UpdateTable, as sent.
public record UpdateTableRequest(
    @Nullable String tableName,
    @Nullable List<SentDefinition> definitions,
    @Nullable List<SentIndex.Update> indexes,
    SentSettings settings,
    @Nullable List<SentReplicaUpdate> replicas,
    @Nullable String consistency,
    @Nullable Boolean disassociationProtection) {
  public UpdateTableRequest {
    definitions = definitions == null ? null : List.copyOf(definitions);
    indexes = indexes == null ? null : List.copyOf(indexes);
    replicas = replicas == null ? null : List.copyOf(replicas);
  }
}
