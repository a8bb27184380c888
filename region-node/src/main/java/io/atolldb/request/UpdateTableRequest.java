package io.atolldb.request;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// UpdateTable, as sent.
public record UpdateTableRequest(
    @Nullable String tableName,
    SentSettings settings,
    @Nullable List<SentReplicaUpdate> replicas,
    @Nullable String consistency,
    @Nullable Boolean disassociationProtection) {
  public UpdateTableRequest {
    replicas = replicas == null ? null : List.copyOf(replicas);
  }
}
