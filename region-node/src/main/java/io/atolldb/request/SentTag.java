package io.atolldb.request;

import org.jspecify.annotations.Nullable;

/// One of the `Tags`, as sent.
public record SentTag(@Nullable String key, @Nullable String value) {}
