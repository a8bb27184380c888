package io.atolldb.request;

import org.jspecify.annotations.Nullable;

/// A pair of capacities, one for reads and one for writes, as sent.
public record SentUnits(@Nullable Long read, @Nullable Long write) {}
