package io.atolldb.request;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// CreateTable, as sent.
public record CreateTableRequest(
    @Nullable String tableName,
    @Nullable List<SentDefinition> definitions,
    @Nullable List<SentKeyElement> keys,
    @Nullable List<SentIndex> locals,
    @Nullable List<SentIndex> globals,
    @Nullable SentPolicy policy,
    SentSettings settings) {
  public CreateTableRequest {
    definitions = definitions == null ? null : List.copyOf(definitions);
    keys = keys == null ? null : List.copyOf(keys);
    locals = locals == null ? null : List.copyOf(locals);
    globals = globals == null ? null : List.copyOf(globals);
  }
}
