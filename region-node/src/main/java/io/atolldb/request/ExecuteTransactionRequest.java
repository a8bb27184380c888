package io.atolldb.request;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// ExecuteTransaction, as sent.
public record ExecuteTransactionRequest(
    @Nullable List<SentStatement> statements,
    @Nullable String token,
    @Nullable String returnConsumedCapacity) {}
