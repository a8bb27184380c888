package io.atolldb.request;

import org.jspecify.annotations.Nullable;

/// `StreamSpecification`, as sent.
public record SentStream(@Nullable Boolean enabled, @Nullable String viewType) {}
