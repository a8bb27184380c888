package io.atolldb.request;

import org.jspecify.annotations.Nullable;

/// One attribute of a `KeySchema`, as sent.
public record SentKeyElement(@Nullable String name, @Nullable String keyType) {}
