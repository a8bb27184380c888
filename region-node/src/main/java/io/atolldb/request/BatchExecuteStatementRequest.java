package io.atolldb.request;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// BatchExecuteStatement, as sent.
public record BatchExecuteStatementRequest(
    @Nullable List<SentStatement> statements, @Nullable String returnConsumedCapacity) {}
