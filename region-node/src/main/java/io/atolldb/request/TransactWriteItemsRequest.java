package io.atolldb.request;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// TransactWriteItems, as sent. Each element should hold one action, but may hold none or several.
public record TransactWriteItemsRequest(
    @Nullable List<List<SentAction>> elements, @Nullable String token, SentReturns returns) {}
