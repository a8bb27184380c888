package io.atolldb.request;

import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// Query, as sent.
public record QueryRequest(
    SentPage page,
    @Nullable String keyConditionExpression,
    @Nullable SortedMap<String, SentExpectation> keyConditions,
    boolean scanIndexForward) {}
