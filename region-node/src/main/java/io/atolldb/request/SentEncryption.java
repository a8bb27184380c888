package io.atolldb.request;

import org.jspecify.annotations.Nullable;

/// `SSESpecification`, as sent.
public record SentEncryption(
    @Nullable Boolean enabled, @Nullable String type, @Nullable String keyId) {}
